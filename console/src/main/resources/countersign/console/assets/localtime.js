// Instants as the reader's own local time; the UTC instant stays on hover.
const form = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
for (const time of document.querySelectorAll("time[datetime]")) {
  time.textContent = form.format(new Date(time.dateTime));
}
