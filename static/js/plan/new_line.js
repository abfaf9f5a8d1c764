// A new line stands in the table at once, so that it can be written in while the portal does not know it yet.
import { allFields } from "./fields.js";
import { send } from "./sending.js";
import { dressRow } from "./tools.js";
import { remember } from "./undo.js";

const KINDS = ["target", "activity", "outcome"];

// By the name under which the portal adds it once; what is typed into it is kept with that name.
const keyOf = (press) => `new-${press}`;

export function openLine(form, { press = crypto.randomUUID(), isAgain = false } = {}) {
  const row = drawn(form, keyOf(press));
  if (!isAgain) {
    row.querySelector('[data-kind="target"] + .add-item').click();
    row.scrollIntoView({ block: "nearest" });
  }
  send(() => ({ act: "add_line", form }), {
    press,
    again: { does: "openLine", form },
    done: (answer) => {
      remember(answer.undo);
      row.dataset.line = answer.line; // the answer draws it as the portal has it
      row.removeAttribute("data-draft");
      for (const field of fieldsOf(row)) field.keep();
    },
    refused: (answer) => {
      for (const field of fieldsOf(row)) field.giveBack(answer.sentence);
      row.closest("tbody").remove();
    },
  });
}

const fieldsOf = (row) => allFields().filter((field) => row.contains(field.li));

function drawn(form, key) {
  const table = document.querySelector("table.plan");
  const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent);
  const body = document.createElement("tbody");
  body.setAttribute("role", "rowgroup");
  body.lang = "th";
  body.innerHTML = `<tr role="row" data-draft><td role="cell" class="order"><a class="line-link" tabindex="-1"><span data-number></span></a></td>
    <th role="rowheader" scope="row" class="form-name"></th>${KINDS.map((kind) => `<td role="cell">
    <ul class="plan-items" role="list" data-kind="${kind}"></ul></td>`).join("")}</tr>`;
  const row = body.firstElementChild;
  Object.assign(row.dataset, { line: key, form });
  const forms = [...document.querySelectorAll("#add-line button")];
  const rank = (of) => forms.findIndex((each) => each.value === of);
  const above = [...document.querySelectorAll("tr[data-line]")].filter((each) => rank(each.dataset.form) <= rank(form));
  row.querySelector("[data-number]").textContent = above.length + 1;
  row.querySelector(".form-name").textContent = forms[rank(form)]?.textContent.replace(/^\s*\d+\.\s*/, "") ?? "";
  KINDS.forEach((kind, place) => { row.querySelector(`[data-kind="${kind}"]`).parentElement.dataset.label = heads[place + 2]; });
  if (above.length) above.at(-1).closest("tbody").after(body); // behind the lines of the forms up to its own
  else table.tHead.after(body);
  dressRow(row);
  return row;
}
