// Buttons that save facts of this page as a CSV file. The file is made here, under an address of no
// meaning that is revoked after, so that no history of downloads keeps what it holds.
const field = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const row = (cells) => cells.map((cell) => field(cell.textContent.trim())).join(",") + "\r\n";

for (const button of document.querySelectorAll("[data-download]")) {
  const facts = document.getElementById(button.dataset.download);
  button.hidden = false;
  button.addEventListener("click", () => {
    const csv = row([...facts.querySelectorAll("dt")]) + row([...facts.querySelectorAll("dd .mono")]);
    const address = URL.createObjectURL(new Blob([csv], { type: "text/csv" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = button.dataset.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  });
}
