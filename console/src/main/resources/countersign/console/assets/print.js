// Opens the browser's print dialog for the sheet on this page.
const button = document.querySelector("[data-print]");
button.hidden = false;
button.addEventListener("click", () => window.print());
