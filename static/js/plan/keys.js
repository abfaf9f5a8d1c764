// The keys of an item: Enter makes the next one, Backspace at its start joins, Alt and arrows move, Ctrl+Z undoes.
import { draft, fieldOf } from "./fields.js";
import { forget } from "./kept.js";
import { send } from "./sending.js";
import { move, moveLine } from "./tools.js";
import { redo, undo } from "./undo.js";

export function listen(page) {
  document.addEventListener("keydown", (event) => {
    const field = event.target.field;
    if (event.isComposing || page.classList.contains("is-closed")) return;
    const [isUndo, isRedo] = ["z", "y"].map((letter) => isLetter(event, letter));
    if ((event.ctrlKey || event.metaKey) && !event.altKey && (isUndo || isRedo)) {
      if (field ? field.isDirty : event.target.matches("input, textarea")) return; // the browser's own, within the text
      event.preventDefault();
      if (event.shiftKey || isRedo) redo();
      else undo();
    } else if (field) {
      ofItem(field, event);
    }
  });
}

// By its place where the keyboard writes Thai.
function isLetter({ key, code }, letter) {
  return key.toLowerCase() === letter || (!/[a-z]/i.test(key) && code === `Key${letter.toUpperCase()}`);
}

function ofItem(field, event) {
  const { box } = field;
  const isAtStart = box.selectionStart === 0 && box.selectionEnd === 0;
  const isAtEnd = box.selectionStart === box.value.length;
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const does = (work) => {
    event.preventDefault();
    work();
  };
  if (step && event.altKey) does(() => (event.shiftKey ? moveLine(field.row, step) : move(field, step)));
  else if (event.altKey || event.ctrlKey || event.metaKey) return;
  else if (event.key === "Enter" && !event.shiftKey) does(() => next(field));
  else if (event.key === "Backspace" && isAtStart) does(() => join(field));
  else if (event.key === "Delete" && isAtEnd && box.selectionStart === box.selectionEnd) {
    const below = beside(field, 1);
    if (below) does(() => join(below));
  } else if (event.key === "ArrowUp" && isAtStart) beside(field, -1)?.focus();
  else if (event.key === "ArrowDown" && isAtEnd) {
    const below = beside(field, 1);
    if (below) does(() => below.focus(0));
  }
}

function beside(field, step) {
  const li = step < 0 ? field.li.previousElementSibling : field.li.nextElementSibling;
  return li?.querySelector(".words-box")?.field;
}

function next(field) {
  const { box, li } = field;
  const [text, rest] = [box.value.slice(0, box.selectionStart), box.value.slice(box.selectionEnd)];
  if (!box.value.trim()) return;
  if (!rest.trim()) {
    field.save();
    draft(li.parentElement, { after: field }).focus();
  } else if (!text.trim()) {
    draft(li.parentElement, { after: beside(field, -1) }).focus();
  } else {
    part(field, text, rest);
  }
}

// Both halves stand at once; the portal is told, and if it refuses, the whole stands again. What she types into either
// meanwhile stays: then each is saved as an item of its own.
function part(field, text, rest) {
  const whole = field.box.value;
  if (field.isAsked) return;
  if (!field.pk) field.save();
  field.box.value = text;
  field.fit();
  const half = draft(field.li.parentElement, { after: field, text: rest });
  field.isAsked = half.isAsked = true; // neither is sent by itself; closed before the answer, the page writes both anew
  field.keep();
  half.keep();
  half.focus(0);
  const release = () => { field.isAsked = half.isAsked = false; };
  const together = () => {
    release();
    if (field.box.value !== text || half.box.value !== rest) return half.save();
    forget(half.key);
    half.remove();
    field.box.value = whole;
    return field.keep();
  };
  send(() => (field.pk ? { act: "split", item: field.pk, version: field.version, text, rest } : null), {
    done: (answer) => {
      const [, made] = answer.items;
      release();
      half.saved = rest.trim();
      half.bind(made, answer.versions[made]);
      field.acknowledged(text, { ...answer, items: [field.pk] });
      half.typed();
      field.save();
    },
    refused: (answer) => {
      together();
      field.refused(field.box.value, answer);
    },
    dropped: together,
  });
}

function join(field) {
  const above = beside(field, -1);
  if (!above) return;
  if (!field.box.value.trim()) {
    if (field.pk) field.takeOut();
    else field.remove();
    above.focus();
    return;
  }
  if (above.isAsked || field.isAsked) return;
  const [before, text] = [above.box.value, field.box.value];
  above.save();
  if (!field.pk) field.save();
  above.box.value = before + text;
  above.isAsked = field.isAsked = true;
  above.fit();
  field.li.hidden = true;
  above.focus(before.length);
  const apart = () => {
    above.isAsked = field.isAsked = false;
    field.li.hidden = false;
    if (above.box.value === before + text) above.box.value = before; // else she has typed on, and that stays
  };
  send(() => field.pk && above.pk ? { act: "join", item: field.pk, version: field.version, text, above_version: above.version } : null, {
    done: (answer) => {
      above.isAsked = false;
      field.saved = field.box.value = "";
      field.remove();
      if (String(answer.items[0]) === field.pk) above.becomes(field.pk); // for what hangs on it
      above.acknowledged(before + text, answer);
      above.save();
    },
    refused: (answer) => {
      apart();
      const asked = answer.kind === "newer" ? fieldOf(answer.item) : field;
      (asked ?? field).refused(text, answer);
    },
    dropped: apart,
  });
}
