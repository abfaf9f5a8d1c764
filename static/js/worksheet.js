// The worksheet while it is being edited: what the ceiling leaves, Enter to the next row, and no loss by accident.
const form = document.getElementById("amounts");
if (form) {
  const left = document.getElementById("remaining");
  const changed = document.getElementById("changed");
  const amounts = [...form.querySelectorAll("input[data-amount]")];
  const tiers = [...form.querySelectorAll("input[name^=tier-]")];
  const before = new Map(amounts.map((input) => [input, satang(input.dataset.amount)]));
  const tierBefore = new Map(tiers.map((input) => [input, seenOf(input).split("|").slice(2).join("|")]));
  const start = satang(form.dataset.remaining);

  function seenOf(input) {
    return form.elements[input.name.replace("tier-", "seen-")].value;
  }
  const isChanged = (input) => satang(input.value) !== before.get(input);
  const changedRows = () => {
    const rows = new Set(amounts.filter(isChanged).map((input) => input.closest("tr")));
    for (const input of tiers) if (input.value.trim() !== tierBefore.get(input)) rows.add(input.closest("tr"));
    return rows;
  };
  const recount = () => {
    let rest = start;
    for (const input of amounts) {
      const typed = satang(input.value);
      if (typed !== null) rest -= typed - before.get(input);
    }
    left.textContent = rest < 0 ? `${baht(rest)} (${left.dataset.over})` : baht(rest);
    left.classList.toggle("over", rest < 0);
    const rows = changedRows();
    for (const input of amounts) input.closest("tr").classList.toggle("changed", rows.has(input.closest("tr")));
    changed.hidden = rows.size === 0;
    changed.textContent = `${changed.dataset.text} ${rows.size}`;
  };

  let waiting = 0;
  form.addEventListener("input", () => {
    // A moment after the last key, so that a screen reader hears the sum and not every figure of it.
    window.clearTimeout(waiting);
    waiting = window.setTimeout(recount, 300);
  });
  // As in a spreadsheet: Enter and the arrows go down and up a column. The button saves.
  form.addEventListener("keydown", (event) => {
    const column = amounts.includes(event.target) ? amounts : tiers.includes(event.target) ? tiers : null;
    if (!column || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = column[column.indexOf(event.target) + step];
    if (next) { next.focus(); next.select(); }
  });
  form.addEventListener("focusin", (event) => { if (amounts.includes(event.target)) event.target.select(); });
  form.addEventListener("focusout", (event) => {
    const value = amounts.includes(event.target) ? satang(event.target.value) : null;
    if (value !== null) event.target.value = baht(value);
  });

  let isSaving = false;
  form.addEventListener("submit", () => {
    isSaving = true;
    // Only what was changed goes to the office; a row left alone cannot meet anybody else's.
    const rows = changedRows();
    for (const input of [...amounts, ...tiers]) {
      if (rows.has(input.closest("tr"))) continue;
      input.disabled = true;
      form.elements[input.name.replace(/^\w+-/, "seen-")].disabled = true;
    }
  });
  window.addEventListener("beforeunload", (event) => { if (!isSaving && changedRows().size) event.preventDefault(); });
  window.addEventListener("pageshow", () => {
    isSaving = false;
    for (const input of form.querySelectorAll("input:disabled")) input.disabled = false;
    recount();
  });
  document.querySelector("[data-refused]")?.focus();
}
