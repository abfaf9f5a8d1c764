// Takes the rows that the portal has drawn into the page, and leaves the boxes alone in which somebody types.
import { allFields, answerHints, dress, Field, fieldOf, quietly } from "./fields.js";
import { goOnAt, placeOf } from "./going_on.js";
import { cannotSave } from "./saying.js";
import { dressRow } from "./tools.js";

export function take(answer, isOwn) {
  own = isOwn;
  const active = document.activeElement;
  const selection = active?.field && [active.selectionStart, active.selectionEnd];
  const place = placeOf(active);
  quietly(() => {
    if (answer.table) takeTable(answer.table);
    if (answer.covers) takeCovers(answer.covers);
    for (const [pk, html] of Object.entries(answer.rows ?? {})) {
      const old = document.querySelector(`tr[data-line="${pk}"]`);
      if (old) patchRow(old, parsed(`<table>${html}</table>`).querySelector("tr"));
    }
    for (const field of gone) leave(field);
    gone.clear();
    if (active?.isConnected && document.activeElement !== active) {
      active.focus({ preventScroll: true });
      if (selection) active.setSelectionRange(...selection);
    }
    if (place && document.activeElement === document.body) goOnAt(place);
  });
}

const gone = new Set();
let own = false;
const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

function leave(field) {
  if (field.li.isConnected) return;
  if (field.isDirty) cannotSave(field.key, field.box.value, "");
  field.remove();
}

// The head of the page counts what the plan covers and names who changed it last.
function takeCovers(html) {
  for (const fresh of parsed(`<ul>${html}</ul>`).querySelectorAll("[data-covers]")) {
    document.querySelector(`.page-head [data-covers=${fresh.dataset.covers}]`)?.replaceWith(document.adoptNode(fresh));
  }
}

function takeTable(html) {
  const table = document.querySelector("table.plan");
  const fresh = document.adoptNode(parsed(html).querySelector("table"));
  const lines = [...table.querySelectorAll("tr[data-line]")];
  const drafts = lines.filter((row) => row.hasAttribute("data-draft")) // the portal does not know them yet
    .map((row) => ({ body: row.closest("tbody"), above: lines[lines.indexOf(row) - 1]?.dataset.line }));
  for (const row of fresh.querySelectorAll("tr[data-line]")) {
    const old = table.querySelector(`tr[data-line="${row.dataset.line}"]`);
    if (!old) continue;
    row.replaceWith(old);
    patchRow(old, row);
  }
  for (const { body, above } of drafts) {
    (fresh.querySelector(`tr[data-line="${above}"]`)?.closest("tbody") ?? fresh.tHead).after(body);
  }
  for (const field of allFields()) if (table.contains(field.li)) gone.add(field);
  for (const asked of table.querySelectorAll(".conflict-row")) {
    fresh.querySelector(`#item-${asked.querySelector("[data-conflict]").dataset.conflict}`)?.closest("tr").after(asked);
  }
  table.replaceWith(fresh);
  upgrade(fresh);
}

function patchRow(old, fresh) {
  for (const { name, value } of fresh.attributes) old.setAttribute(name, value);
  for (const part of [".line-link", ".form-name"]) old.querySelector(part).replaceWith(fresh.querySelector(part));
  for (const list of old.querySelectorAll("[data-kind]")) {
    patchList(list, fresh.querySelector(`[data-kind="${list.dataset.kind}"]`));
  }
  dressRow(old);
}

function patchList(list, fresh) {
  const wanted = [...fresh.children].map((li) => patchItem(fieldOf(li.dataset.item)?.li, li));
  for (const li of [...list.querySelectorAll(":scope > [data-item]")]) {
    if (wanted.includes(li)) continue;
    gone.add(fieldOf(li.dataset.item));
    li.remove();
  }
  const drafts = [...list.querySelectorAll(":scope > li:not([data-item])")].map((li) => [li, li.previousElementSibling]);
  let before = null;
  for (const li of wanted) {
    const next = before ? before.nextElementSibling : list.firstElementChild;
    if (next !== li) {
      if (before) before.after(li);
      else list.prepend(li);
    }
    before = li;
  }
  for (const [li, above] of drafts) {
    if (above?.parentElement === list) above.after(li);
    else if (!above) list.prepend(li);
  }
  upgrade(list); // its new items
}

function patchItem(old, fresh) {
  if (!old) return document.adoptNode(fresh);
  const field = old.querySelector(".words-box").field;
  for (const { name, value } of fresh.attributes) old.setAttribute(name, value);
  const text = fresh.querySelector(".words").textContent;
  old.querySelector(".words").textContent = text;
  old.querySelector(":scope > .mark")?.remove();
  const mark = fresh.querySelector(":scope > .mark");
  if (mark) old.prepend(document.adoptNode(mark));
  for (const part of old.querySelectorAll(":scope > :not(.mark, .words, .words-box, .grip, .item-tools)")) part.remove();
  const tools = old.querySelector(":scope > .item-tools");
  for (const part of [...fresh.querySelectorAll(":scope > :not(.words)")]) {
    if (tools) tools.before(document.adoptNode(part));
    else old.append(document.adoptNode(part));
  }
  field.shown(text, Number(fresh.dataset.version), own);
  answerHints(field);
  return old;
}

// Opens what the portal drew as text.
export function upgrade(root) {
  for (const li of root.querySelectorAll("li.item")) {
    if (li.querySelector(".words-box")) continue;
    const field = new Field(li);
    answerHints(field);
    dress(field);
  }
  for (const row of root.querySelectorAll("tr[data-line]")) dressRow(row);
  if (root.matches("tr[data-line]")) dressRow(root);
}
