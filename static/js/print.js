// The print button appears only where a script can serve it; the browser's own menu prints the same page.
function offer() {
  for (const button of document.querySelectorAll("button[data-print][hidden]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
offer();
document.addEventListener("forms", offer); // what was drawn anew
