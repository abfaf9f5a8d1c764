// Keeps the clipboard's HTML beside its text, because it tells merged cells and line breaks inside a cell.
document.addEventListener("DOMContentLoaded", () => {
  const text = document.querySelector("[name=pasted]");
  const html = document.querySelector("[name=pasted_html]");
  if (!text || !html) return;
  text.addEventListener("paste", (event) => {
    html.value = event.clipboardData ? event.clipboardData.getData("text/html") : "";
  });
  text.addEventListener("input", (event) => {
    // What is typed by hand afterwards counts, and the HTML no longer says it.
    if (event.inputType !== "insertFromPaste") html.value = "";
  });
});
