// Keeps the clipboard's HTML beside the pasted text: it tells merged cells and line breaks inside a cell.
const box = document.querySelector("textarea[name=pasted]");
const html = document.querySelector("input[name=pasted_html]");
if (box && html) {
  box.addEventListener("paste", (event) => {
    const replacesAll = box.selectionStart === 0 && box.selectionEnd === box.value.length;
    html.value = replacesAll ? event.clipboardData.getData("text/html") : "";
  });
  box.addEventListener("input", (event) => {
    if (event.inputType !== "insertFromPaste") html.value = "";
  });
}
