// Ticks all rows at once and says how many are ticked and what they come to; each box works without it.
const form = document.querySelector("form[data-ticks]");
if (form) {
  const boxes = [...form.querySelectorAll("input[name=instalment]")];
  const all = form.querySelector("[data-all]");
  const told = form.querySelector("[data-told]");
  const tell = () => {
    const ticked = boxes.filter((box) => box.checked);
    // Satang, so that tenths of a baht add up.
    const satang = ticked.reduce((sum, box) => sum + Math.round(Number(box.dataset.baht) * 100), 0);
    const baht = (satang / 100).toLocaleString("en-US", { minimumFractionDigits: 2 });
    told.textContent = ticked.length
      ? told.dataset.words.replace("{count}", String(ticked.length)).replace("{baht}", baht)
      : "";
    const every = all.querySelector("input");
    every.checked = ticked.length === boxes.length;
    every.indeterminate = ticked.length > 0 && ticked.length < boxes.length;
  };
  all.hidden = boxes.length < 2;
  all.querySelector("input").addEventListener("change", (event) => {
    for (const box of boxes) box.checked = event.target.checked;
    tell();
  });
  for (const box of boxes) box.addEventListener("change", tell);
  window.addEventListener("pageshow", tell);
}
