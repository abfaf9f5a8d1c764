// Adds the rows of instalments up while they are typed; what counts is still what the portal reads when they are sent.
const ARABIC = (text) => text.replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - 0x0e50);
const satang = (text) => {
  const plain = ARABIC(text).replace(/[,\s]/g, "").replace(/\.-$/, "");
  return /^\d+(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : null;
};
const percent = (text) => {
  const found = /^(?:ร้อยละ\s*(\d{1,3})|(\d{1,3})\s*[%％])$/.exec(ARABIC(text).trim());
  return found ? Number(found[1] || found[2]) : null;
};
const baht = (amount) => (amount / 100).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const sum = document.querySelector("[data-sum]");
const limits = document.querySelector("[data-limits]");
const amountField = limits && document.querySelector("input[name=amount]");

function whole() {
  const typed = amountField ? satang(amountField.value) : null;
  return typed === null ? satang(sum.dataset.whole) : typed;
}

function addUp() {
  const all = whole();
  const shares = [];
  let total = satang(sum.dataset.fixed) || 0;
  const isAlone = total === 0;
  let isOfPercents = true;
  for (const field of document.querySelectorAll("input.share")) {
    if (!field.value.trim()) continue;
    const share = percent(field.value);
    if (share === null) {
      isOfPercents = false;
      total += satang(field.value) || 0;
    } else {
      shares.push(share);
      total += Math.round((all * share) / 100);
    }
  }
  // Percentages that make up the whole lose nothing by rounding.
  if (isAlone && isOfPercents && shares.reduce((one, other) => one + other, 0) === 100) total = all;
  const rest = all - total;
  for (const [name, shown] of [["fits", rest === 0], ["less", rest > 0], ["more", rest < 0]]) {
    const line = sum.querySelector(`[data-${name}]`);
    line.hidden = !shown;
    line.querySelector("[data-total]").textContent = baht(total);
    const left = line.querySelector("[data-rest]");
    if (left) left.textContent = baht(Math.abs(rest));
  }
}

function sayWhoDecides() {
  const typed = satang(amountField.value);
  const isWithin = typed !== null && typed >= satang(limits.dataset.lowest) && typed <= satang(limits.dataset.highest);
  limits.classList.toggle("warn", typed !== null && !isWithin);
  limits.querySelector("[data-region]").hidden = typed === null || !isWithin;
  limits.querySelector("[data-head]").hidden = typed === null || isWithin;
}

if (sum) {
  sum.hidden = false;
  addUp();
  document.addEventListener("input", () => {
    addUp();
    if (limits) sayWhoDecides();
  });
}
if (limits) sayWhoDecides();
