// Ticks all rows at once and says how many are ticked; without scripts each box works by itself.
const form = document.querySelector("form.queue");
if (form) {
  const boxes = [...form.querySelectorAll("input[name=row]")];
  const all = form.querySelector("[data-all]");
  const ticked = form.querySelector("[data-ticked]");
  const tell = () => {
    const count = boxes.filter((box) => box.checked).length;
    ticked.hidden = false;
    ticked.querySelector("span").textContent = String(count);
    const every = all.querySelector("input");
    every.checked = count === boxes.length;
    every.indeterminate = count > 0 && count < boxes.length;
  };
  if (all && boxes.length) {
    all.hidden = false;
    all.querySelector("input").addEventListener("change", (event) => {
      for (const box of boxes) box.checked = event.target.checked;
      tell();
    });
    for (const box of boxes) box.addEventListener("change", tell);
    window.addEventListener("pageshow", tell);
  }
}
