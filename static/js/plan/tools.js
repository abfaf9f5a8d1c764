// What can be done beside typing: a bar under the item in which one stands, a place to add under each cell, lines.
import { draft, dressWith, fieldOf, isQuiet } from "./fields.js";
import { choose } from "./choices.js";
import { afterPress } from "./press.js";
import { button, say } from "./saying.js";
import { send } from "./sending.js";
import { doStep, remember, sameWords } from "./undo.js";

const catalogue = JSON.parse(document.getElementById("catalogue")?.textContent ?? "{}");

dressWith((field) => {
  const grip = document.createElement("span");
  grip.className = "grip";
  grip.title = say("grip");
  grip.setAttribute("aria-hidden", "true");
  field.li.prepend(grip);
  name(field.li.parentElement);
  field.box.addEventListener("focus", () => {
    if (!field.li.querySelector(".item-tools")) field.li.append(toolsOf(field));
  });
  field.li.addEventListener("focusout", (event) => {
    if (isQuiet() || field.li.contains(event.relatedTarget)) return;
    afterPress(() => { if (!field.li.contains(document.activeElement)) field.li.querySelector(".item-tools")?.remove(); });
  });
});

// A screen reader hears where each item of a cell stands.
function name(list) {
  const line = list.closest("tr").querySelector("[data-number]").textContent;
  [...list.children].forEach((li, place) => {
    li.querySelector(".words-box")?.setAttribute("aria-label", say(list.dataset.kind, { place: place + 1, line }));
  });
}

function toolsOf(field) {
  const bar = document.createElement("div");
  bar.className = "item-tools";
  bar.append(
    button(say("up"), () => move(field, -1), { text: "↑" }),
    button(say("down"), () => move(field, 1), { text: "↓" }),
    button(say("out"), () => field.takeOut()),
  );
  if (field.pk && field.kind in LINKS) bar.append(linkOf(field, LINKS[field.kind]));
  const keys = document.createElement("span");
  keys.textContent = say("keys");
  bar.append(keys);
  return bar;
}

// What of the catalogue an item is: a target a network, an activity a standard one of its line's form.
const LINKS = {
  target: { name: "network", none: "no_network", of: () => catalogue.networks },
  activity: {
    name: "standard",
    none: "no_standard",
    of: (field) => (catalogue.activities[field.row.dataset.form] ?? [])
      .map((each) => ({ pk: each.pk, name: `${each.number} ${each.name}` })),
  },
};

function linkOf(field, { name: link, none, of }) {
  const select = document.createElement("select");
  select.setAttribute("aria-label", say(link));
  select.append(new Option(say(none), ""), ...of(field).map((each) => new Option(each.name, each.pk)));
  const linked = field.li.dataset[link];
  if (linked && ![...select.options].some((each) => each.value === linked)) return document.createTextNode(""); // another form's
  select.value = linked;
  select.addEventListener("change", () => {
    doStep({ act: "link", item: field.pk, [link]: select.value }, {
      done: (answer) => {
        const version = answer.versions[field.pk];
        sameWords(field.pk, version - 1, version);
        if (field.isDirty) field.version = version;
      },
    });
  });
  return select;
}

const KNOWN = "tr[data-line]:not([data-draft])"; // to the portal
const listsOf = (kind) => [...document.querySelectorAll(`${KNOWN} [data-kind="${kind}"]`)];
const itemsOf = (list) => [...list.querySelectorAll(":scope > li[data-item]")];

// Within the cell; over its end into the same cell of the next line.
export function move(field, by, press) {
  field.save();
  send(() => {
    if (!field.pk) return null;
    const lists = listsOf(field.kind);
    const list = field.li.parentElement;
    const items = itemsOf(list);
    const place = items.indexOf(field.li) + by;
    const at = { act: "move", item: field.pk };
    if (place >= 0 && place < items.length) {
      const behind = by < 0 ? items[place - 1] : items[place];
      return { ...at, line: field.line, after: behind?.dataset.item ?? "" };
    }
    const other = lists[lists.indexOf(list) + by];
    if (!other) return null;
    const last = by < 0 ? itemsOf(other).at(-1) : null;
    return { ...at, line: other.closest("tr").dataset.line, after: last?.dataset.item ?? "" };
  }, { press, again: field.pk && { does: "move", item: field.pk, by }, done: (answer) => remember(answer.undo) });
}

// A line that the portal does not know yet has no key under which an act could be done again.
const ofRow = (row, act) => (row.hasAttribute("data-draft") ? null : { ...act, line: row.dataset.line });

export function takeOutLine(row, press) {
  send(() => ({ act: "take_out_line", line: row.dataset.line, version: row.dataset.version }), {
    press,
    again: ofRow(row, { does: "takeOutLine", version: row.dataset.version }),
    done: (answer) => remember(answer.undo),
  });
}

export function moveLine(row, by, press) {
  send(() => {
    const rows = [...document.querySelectorAll(KNOWN)];
    const place = rows.indexOf(row.isConnected ? row : document.getElementById(row.id)) + by;
    if (place < 0 || place >= rows.length) return null;
    const behind = by < 0 ? rows[place - 1] : rows[place];
    return { act: "move_line", line: row.dataset.line, after: behind?.dataset.line ?? "" };
  }, { press, again: ofRow(row, { does: "moveLine", by }), done: (answer) => remember(answer.undo) });
}

export function putLine(row) {
  const rows = [...document.querySelectorAll(KNOWN)];
  const above = rows[rows.indexOf(row) - 1];
  doStep({ act: "move_line", line: row.dataset.line, after: above?.dataset.line ?? "" });
}

export function dressRow(row) {
  for (const list of row.querySelectorAll("[data-kind]")) {
    name(list);
    if (list.parentElement.querySelector(".add-item")) continue;
    const { kind } = list.dataset;
    const adds = button(say(`add_${kind}`), () => add(list, adds), { kind: "link add-item" });
    list.after(adds);
  }
  const cell = row.querySelector(".order");
  if (cell.querySelector(".line-tools")) return;
  const bar = document.createElement("div");
  bar.className = "line-tools";
  const grip = document.createElement("span");
  grip.className = "line-grip";
  grip.title = say("line_grip");
  grip.setAttribute("aria-hidden", "true");
  cell.append(grip);
  bar.append(
    button(say("line_up"), () => moveLine(row, -1), { text: "↑" }),
    button(say("line_down"), () => moveLine(row, 1), { text: "↓" }),
    button(say("line_out"), () => takeOutLine(row), { text: "✕" }),
  );
  cell.append(bar);
}

function add(list, opener) {
  const last = itemsOf(list).at(-1);
  const after = last ? fieldOf(last.dataset.item) : null;
  const own = () => draft(list, { after }).focus();
  if (list.dataset.kind !== "activity") return own();
  return choose(list, opener, catalogue, { own, after });
}
