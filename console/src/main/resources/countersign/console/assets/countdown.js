// Seconds until the device shows its next code, by the server's clock (a sandbox has its own).
for (const line of document.querySelectorAll("[data-countdown]")) {
  const period = Number(line.dataset.period);
  const pageBegan = Number(line.dataset.countdown);
  const words = line.querySelector("span");
  const bar = line.querySelector("progress");
  const show = () => {
    const now = (pageBegan + performance.now()) / 1000;
    const left = period - (now % period);
    words.textContent = `Next code in ${Math.ceil(left)} s`;
    bar.hidden = false;
    bar.value = left;
  };
  show();
  setInterval(show, 250);
}
