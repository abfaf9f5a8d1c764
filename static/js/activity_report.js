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

// A photograph that was just chosen, with the boxes for what is seen in it: small, and drawn here alone.
const newPhoto = (file, place) => {
  const html = form.querySelector("#new-photo").innerHTML.replaceAll("__place__", String(place));
  const row = document.createElement("ul");
  row.innerHTML = html;
  const canvas = row.querySelector("canvas");
  canvas.setAttribute("aria-label", file.name);
  createImageBitmap(file, { resizeWidth: 240 }).then((picture) => {
    canvas.height = picture.height;
    canvas.getContext("2d").drawImage(picture, 0, 0);
  }, () => canvas.remove()); // no picture that a browser draws: the portal says so
  return row.firstElementChild;
};

const askOfPhotos = (input) => {
  const list = form.querySelector("[data-new-photos]");
  list.replaceChildren(...[...input.files].map(newPhoto));
  list.hidden = input.files.length === 0;
  list.querySelector("input")?.focus();
};

if (form) {
  form.querySelector("#photos").addEventListener("change", (event) => askOfPhotos(event.target));
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
