// The plan's page as its own editor. What it knows by itself stands in the other files of this folder.
import { ask, Offline, person } from "../session.js";
import { drag } from "./drag.js";
import { card } from "./card.js";
import { allFields, draft, fieldOf } from "./fields.js";
import { forget, forgetAct, kept, keptActs } from "./kept.js";
import { listen } from "./keys.js";
import { openLine } from "./new_line.js";
import { take, upgrade } from "./rows.js";
import { cannotSave, say, tell } from "./saying.js";
import { empty, isIdle, known, whenAnswered } from "./sending.js";
import { move, moveLine, takeOutLine } from "./tools.js";
import { doStep } from "./undo.js";

const EVERY = 10_000;
const page = document.querySelector("[data-writing]");
let isLooking = false;

if (page.hasAttribute("data-open")) {
  open();
} else {
  for (const entry of kept()) cannotSave(entry.key, entry.text, "", entry.version);
  for (const act of keptActs()) forgetAct(act.key);
}

function open() {
  if (matchMedia("(max-width: 47.99rem)").matches) {
    card(page);
    return;
  }
  page.classList.add("is-writing");
  for (const part of page.querySelectorAll("[data-script]")) part.hidden = false;
  upgrade(page.querySelector("table.plan"));
  listen(page);
  drag(page);
  whenAnswered((answer, act) => {
    if (answer.kind === "closed") return close(answer.sentence, [act]);
    take(answer, true);
    return act.drawn?.();
  });
  page.addEventListener("click", enterCell);
  document.getElementById("add-line").addEventListener("submit", (event) => {
    event.preventDefault();
    event.target.querySelector("details").open = false;
    openLine(event.submitter.value);
  });
  again();
  setInterval(look, EVERY);
  for (const name of ["visibilitychange", "online"]) (name === "online" ? window : document).addEventListener(name, look);
  look();
}

// A cell opens where it is clicked, also beside its words: at its last item, or at a first one.
function enterCell({ target }) {
  const list = target.closest("td")?.querySelector(":scope > [data-kind]");
  if (!list || !target.matches("td, ul, li.item, .mark")) return;
  const field = (target.closest("li.item") ?? list.lastElementChild)?.querySelector(".words-box")?.field;
  if (field) field.focus();
  else list.parentElement.querySelector(".add-item").click();
}

// What an earlier visit could not send is done again in its order, the new lines first, so that their words find them:
// words are typed again, and meet what others have saved since as anything else.
function again() {
  const acts = keptActs();
  for (const act of acts) if (act.does === "openLine") openLine(act.form, { press: act.key, isAgain: true });
  for (const entry of kept()) typeAgain(entry);
  for (const act of acts) doAgain(act);
}

function typeAgain(entry) {
  if (!entry.text.trim()) return forget(entry.key);
  const list = document.querySelector(`tr[data-line="${entry.line}"] [data-kind="${entry.kind}"]`);
  let field = fieldOf(entry.key);
  if (!field && entry.key.startsWith("new-") && list) {
    const above = fieldOf(entry.after);
    const after = above?.li.parentElement === list ? above : null;
    const below = after ? after.li.nextElementSibling : list.firstElementChild;
    const isThere = below?.dataset.item && fieldOf(below.dataset.item).saved === entry.text.trim();
    if (isThere) return forget(entry.key); // the portal has it, and its answer was lost
    field = draft(list, { after });
    field.press = entry.press;
  } else if (field) {
    field.version = entry.version;
    field.saved = entry.base;
  }
  if (!field) return cannotSave(entry.key, entry.text, "");
  field.box.value = entry.text;
  field.fit();
  return field.save();
}

function doAgain({ key: press, does, item, line, by, version, step }) {
  const field = fieldOf(item);
  const row = document.querySelector(`tr[data-line="${line}"]`);
  if (does === "step") doStep(step, { press });
  else if (does === "move" && field) move(field, by, press);
  else if (does === "takeOut" && field && (field.version === version || field.isDirty)) field.takeOut(press);
  else if (does === "moveLine" && row) moveLine(row, by, press);
  else if (does === "takeOutLine" && row?.dataset.version === version) takeOutLine(row, press);
  else if (does !== "openLine") forgetAct(press); // what it was about is gone, or was changed by somebody since
}

// Nobody writes here any more: what is typed and not saved goes into the box; what was moved or taken out is said.
function close(sentence, undone = []) {
  const count = [...undone, ...empty()].filter((act) => act.again).length;
  for (const field of allFields()) field.giveBack(sentence);
  for (const part of page.querySelectorAll(".conflict-row, .writing-bar")) part.remove();
  page.classList.add("is-closed");
  page.classList.remove("is-writing");
  const box = page.querySelector("[data-unsaved]");
  const told = [box.hidden && sentence, count && say("undone_acts", { count })].filter(Boolean).join(" ");
  const note = Object.assign(document.createElement("p"), { className: "note warn", textContent: told && `${told} ` });
  note.setAttribute("role", "alert");
  note.append(Object.assign(document.createElement("a"), { href: location.pathname, textContent: say("reload") }));
  page.querySelector("table.plan").before(note);
  const isRead = read().then(() => { if (!told) note.remove(); }, () => {}); // without a connection there is the link
  isRead.then(() => {
    // What she typed is not where she typed it any more: she is led to where it stands.
    const stands = box.hidden ? note : box;
    stands.tabIndex = -1;
    stands.focus({ preventScroll: true });
    stands.scrollIntoView({ block: "center" });
  });
}

// The page as it is read, where it was written in.
async function read() {
  const response = await fetch(location.pathname);
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-writing]");
  for (const part of [".page-head", "table.plan"]) {
    const found = fresh?.querySelector(part);
    if (found) page.querySelector(part).replaceWith(document.adoptNode(found));
  }
  document.dispatchEvent(new Event("forms"));
}

// Who else is here, and what they have saved.
async function look() {
  if (isLooking || document.hidden || !isIdle() || page.classList.contains("is-closed")) return;
  isLooking = true;
  const data = new FormData();
  data.set("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
  data.set("line", document.activeElement?.closest?.("tr[data-line]")?.dataset.line ?? "");
  data.set("known", known());
  try {
    const response = await ask(page.dataset.here, data);
    if (response.status === 403) await person();
    if (response.status === 401) tell(say("ended"), { isBad: true });
    if (response.status === 200 && isIdle()) {
      const answer = await response.json();
      if (!answer.open) return close(answer.sentence);
      take(answer, false);
      drawPeople(answer.here);
    }
  } catch (error) {
    if (!(error instanceof Offline)) throw error;
  } finally {
    isLooking = false;
  }
  return undefined;
}

function drawPeople(people) {
  const all = page.querySelector("[data-people]");
  all.replaceChildren();
  for (const old of page.querySelectorAll(".person")) old.remove();
  for (const each of people) {
    const row = document.querySelector(`tr[data-line="${each.line}"]`);
    const mark = document.createElement("span");
    mark.className = "person";
    mark.textContent = each.initials;
    mark.title = say(row ? "here" : "here_page", { name: each.name });
    mark.setAttribute("role", "img");
    mark.setAttribute("aria-label", mark.title);
    (row?.querySelector(".order") ?? all.appendChild(document.createElement("li"))).append(mark);
  }
}
