// The tables of an activity's report: a button gives one more row, and the people are summed while they are typed.
const form = document.querySelector("form.activity-report");

const thaiDigits = (text) => text.replace(/[๐-๙]/g, (digit) => String("๐๑๒๓๔๕๖๗๘๙".indexOf(digit)));

const figure = (typed) => {
  const text = thaiDigits(typed.trim()).replaceAll(",", "").replace(/\s?คน$/, "");
  return /^[0-9]{1,7}$/.test(text) ? Number(text) : 0;
};

const sum = () => {
  const boxes = [...form.querySelectorAll("input[name^=groups-][name$=-people]")];
  const total = boxes.reduce((all, box) => all + figure(box.value), 0);
  const place = form.querySelector("[data-sum]");
  const shown = total.toLocaleString("en");
  if (place.textContent !== shown) place.textContent = shown;
};

const addRow = (table) => {
  const count = table.querySelector("input[name$=-TOTAL_FORMS]");
  const row = table.querySelector("template").content.firstElementChild.cloneNode(true);
  const number = count.value;
  row.innerHTML = row.innerHTML.replaceAll("__prefix__", number);
  row.setAttribute("aria-label", row.getAttribute("aria-label").replace("__number__", String(Number(number) + 1)));
  count.value = String(Number(number) + 1);
  table.querySelector(".row-list").append(row);
  row.querySelector("input:not([type=hidden]), select, textarea").focus();
};

if (form) {
  for (const table of form.querySelectorAll("[data-rows]")) {
    const button = table.querySelector("[data-add]");
    button.hidden = false;
    button.addEventListener("click", () => addRow(table));
  }
  let typed = false;
  form.addEventListener("input", () => { typed = true; sum(); });
  form.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
  window.addEventListener("pageshow", sum);
}
