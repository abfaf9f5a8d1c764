// The sentences of the page, the line that says what is saved, and the box of what could not be.
import { forget } from "./kept.js";

const said = JSON.parse(document.getElementById("said").textContent);
const status = document.querySelector("[data-status]");
const box = document.querySelector("[data-unsaved]");

export function say(name, values = {}) {
  return said[name].replace(/%\((\w+)\)s/g, (_all, key) => values[key] ?? "");
}

export function tell(sentence, { isBad = false } = {}) {
  if (!status) return;
  const isAsked = document.querySelector(".conflict-row"); // as long as she has not chosen, not all is saved
  status.textContent = isAsked ? `${say("unsaved")} · ${sentence}` : sentence;
  status.classList.toggle("bad", isBad || Boolean(isAsked));
}

export function button(label, act, { text = label, kind = "link" } = {}) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = kind;
  made.textContent = text;
  if (text !== label) {
    made.setAttribute("aria-label", label);
    made.title = label;
  }
  made.addEventListener("click", act);
  return made;
}

// Puts a text that cannot be saved where it stood into the box; `key` is under which the browser keeps it.
export function cannotSave(key, text, why, version = null) {
  if (why) box.querySelector("[data-why]").textContent = why;
  if ([...box.querySelectorAll("li")].some((each) => each.dataset.key === key)) return;
  const entry = document.createElement("li");
  entry.dataset.key = key;
  const words = document.createElement("p");
  words.textContent = text;
  const copy = button(say("copy"), async () => {
    await navigator.clipboard.writeText(text);
    copy.textContent = say("copied");
  }, { kind: "button" });
  const discard = button(say("forget"), () => {
    forget(key);
    const next = entry.nextElementSibling ?? entry.previousElementSibling;
    entry.remove();
    box.hidden = !next;
    (next?.querySelector("button") ?? document.querySelector(".words-box, .plan-page h1")).focus();
  }, { kind: "button" });
  const row = document.createElement("div");
  row.className = "row";
  row.append(copy, discard);
  const address = document.querySelector("[data-amend]")?.dataset.amend;
  if (address && version && !key.startsWith("new-")) row.prepend(proposing(address, { item: key, text, base: version }));
  entry.append(words, row);
  box.querySelector("ul").append(entry);
  box.hidden = false;
}

// Where the plan was decided on, the words go into an amendment of her own.
function proposing(address, fields) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
  for (const [name, value] of Object.entries({ ...fields, csrfmiddlewaretoken: token })) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  form.append(Object.assign(document.createElement("button"), { className: "button main", textContent: say("amend") }));
  form.addEventListener("submit", () => forget(fields.item));
  return form;
}
