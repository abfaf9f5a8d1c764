// "+ activity": the standard activities of the line's form that the plan does not have yet, found by typing.
import { fieldOf } from "./fields.js";
import { button, say } from "./saying.js";
import { send } from "./sending.js";
import { remember } from "./undo.js";

// Whether she still stands where she chose, or nowhere: what comes later does not take the keyboard from her.
const isFree = (opener) => [opener, document.body].includes(document.activeElement);

export function choose(list, opener, catalogue, { own, after }) {
  const row = list.closest("tr");
  const used = new Set([...document.querySelectorAll("li[data-standard]")].map((li) => li.dataset.standard));
  const offered = (catalogue.activities[row.dataset.form] ?? []).filter((each) => !used.has(String(each.pk)));
  list.parentElement.querySelector(".choices-of-item")?.remove();
  const panel = document.createElement("div");
  panel.className = "choices-of-item";
  const search = document.createElement("input");
  search.type = "text";
  search.lang = "th";
  search.setAttribute("aria-label", say("choose"));
  search.placeholder = say("choose");
  const results = document.createElement("ul");
  results.setAttribute("role", "list");
  const close = () => {
    panel.remove();
    opener.setAttribute("aria-expanded", "false");
  };
  const take = (each) => {
    close();
    opener.focus();
    const step = () => ({ act: "add_standard", line: row.dataset.line, standard: each.pk, after: after?.pk ?? "" });
    send(step, {
      again: row.hasAttribute("data-draft") ? null : { does: "step", step: step() },
      done: (answer) => {
        remember(answer.undo);
        setTimeout(() => { if (isFree(opener)) fieldOf(answer.items[0])?.focus(); }); // when its row is drawn
      },
    });
  };
  const draw = () => {
    const typed = search.value.trim();
    const found = offered.filter((each) => `${each.number} ${each.name}`.includes(typed));
    results.replaceChildren(...found.map((each) => {
      const entry = document.createElement("li");
      entry.append(button(`${each.name} (${each.number})`, () => take(each)));
      return entry;
    }));
    if (!offered.length) results.append(Object.assign(document.createElement("li"), { textContent: say("none_left") }));
  };
  const myself = button(say("own"), () => {
    const typed = search.value.trim();
    close();
    own(typed);
    if (typed) {
      document.activeElement.value = typed;
      document.activeElement.dispatchEvent(new Event("input"));
    }
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
      opener.focus();
    } else if (event.key === "Enter" && event.target === search) {
      event.preventDefault();
      myself.click();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const stops = [search, ...panel.querySelectorAll("button")];
      const next = stops[stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
      event.preventDefault();
      next?.focus();
    }
  });
  panel.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !panel.contains(event.relatedTarget)) close();
  });
  search.addEventListener("input", draw);
  panel.append(search, results, myself);
  opener.after(panel);
  opener.setAttribute("aria-expanded", "true");
  draw();
  search.focus();
}
