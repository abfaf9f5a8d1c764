// Two people changed one item: both wordings stand under its line until she has chosen, and nothing is replaced before.
import { forget } from "./kept.js";
import { tell } from "./saying.js";

export function showBoth(field, answer) {
  document.querySelector(`[data-conflict="${field.pk}"]`)?.closest("tr").remove();
  const row = document.createElement("tr");
  row.className = "conflict-row";
  row.innerHTML = '<td role="cell" colspan="5"></td>';
  row.setAttribute("role", "row");
  row.firstChild.innerHTML = answer.html;
  field.row.after(row);
  const card = row.querySelector(".conflict");
  const third = card.querySelector(".third");
  const settle = (text) => {
    row.remove();
    field.isAsked = false;
    field.version = answer.version;
    field.saved = answer.theirs;
    field.box.value = text;
    field.fit();
    if (text === answer.theirs) forget(field.pk);
    field.focus();
    field.save();
  };
  card.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-answer]")?.dataset.answer;
    if (chosen === "mine") settle(field.box.value);
    if (chosen === "theirs") settle(answer.theirs);
    if (chosen === "save") settle(third.querySelector("textarea").value);
    if (chosen === "third") {
      third.hidden = false;
      third.querySelector("textarea").value = `${field.box.value}\n${answer.theirs}`;
      third.querySelector("textarea").focus({ preventScroll: true });
      third.scrollIntoView({ block: "nearest" }); // above the bar at the foot
    }
  });
  tell(answer.sentence, { isBad: true });
  card.querySelector("h2").focus({ preventScroll: true });
  setTimeout(() => card.scrollIntoView({ block: "nearest" })); // when the rows above it are drawn
}
