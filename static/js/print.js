// The print button appears only where a script can serve it; the browser's own menu prints the same page.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
