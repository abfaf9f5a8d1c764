// An item as a box that is always open: its text, what of it the portal has, and how the rest gets there.
import { forget, keep } from "./kept.js";
import { showBoth } from "./conflict.js";
import { goOnAt, placeOf } from "./going_on.js";
import { afterPress } from "./press.js";
import { cannotSave, say } from "./saying.js";
import { lastWaiting, send } from "./sending.js";
import { doStep, remember, versionNow } from "./undo.js";

const PAUSE = 2000;
const byItem = new Map();
const grows = CSS.supports("field-sizing", "content");
let quiet = 0; // while rows are drawn a box may lose the focus without being left
export const isQuiet = () => quiet > 0;

export const fieldOf = (pk) => byItem.get(String(pk));
export const allFields = () => [...document.querySelectorAll("li.item textarea.words-box")].map((box) => box.field);

export function quietly(work) {
  quiet += 1;
  try {
    work();
  } finally {
    quiet -= 1;
  }
}

export class Field {
  constructor(li) {
    this.li = li;
    this.pk = li.dataset.item ?? null;
    this.press = crypto.randomUUID(); // of a new item: however often it is sent, it is added once
    const words = li.querySelector(".words");
    this.saved = words.textContent;
    this.version = Number(li.dataset.version ?? 0);
    this.isAsked = false; // both wordings are shown, and nothing is sent until she has chosen
    this.box = document.createElement("textarea");
    this.box.className = "words-box";
    this.box.rows = 1;
    this.box.lang = "th";
    this.box.value = this.saved;
    this.box.field = this;
    words.after(this.box);
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("blur", () => { if (!quiet) this.left(); });
    this.box.addEventListener("paste", (event) => { this.isPasted = /\n|[0-9๐-๙][.)]|[•\-–]/.test(event.clipboardData.getData("text")); });
    if (this.pk) byItem.set(this.pk, this);
    this.fit();
  }

  get kind() { return this.li.parentElement.dataset.kind; }
  get row() { return this.li.closest("tr"); }
  get line() { return this.row.dataset.line; }
  get isDirty() { return this.box.value.trim() !== this.saved; }
  get key() { return this.pk ?? `new-${this.press}`; }

  get above() {
    let li = this.li.previousElementSibling;
    while (li && !li.dataset.item) li = li.previousElementSibling;
    return li ? fieldOf(li.dataset.item) : null;
  }

  fit() {
    if (grows) return;
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight}px`;
  }

  focus(place = this.box.value.length) {
    this.box.focus();
    this.box.setSelectionRange(place, place);
  }

  typed() {
    this.fit();
    this.keep();
    clearTimeout(this.timer);
    // A pasted list is split at once.
    this.timer = setTimeout(() => this.save(), this.isPasted ? 0 : PAUSE);
  }

  keep() {
    if (!this.isDirty) {
      forget(this.key);
      return;
    }
    const { saved: base, version, kind, line, press } = this;
    keep(this.key, { text: this.box.value, base, version, kind, line, press, after: this.above?.pk ?? "" });
  }

  left() {
    clearTimeout(this.timer);
    if (this.pending && !this.isDirty) this.shown(...this.pending);
    this.pending = null;
    if (this.box.value.trim()) this.save();
    else afterPress(() => { if (!this.box.value.trim()) this.takeOut(); });
  }

  // Sends what is typed, unless the portal has it. What waits to be sent is sent as it is typed by then.
  save() {
    if (this.isAsked || !this.isDirty || !this.box.value.trim()) return;
    const text = this.box.value;
    const waiting = lastWaiting();
    if (waiting?.of === this) {
      waiting.text = text;
      return;
    }
    const split = this.isPasted ? "1" : "";
    this.isPasted = false;
    const act = send(() => this.pk ? this.rewording(act.text, split) : this.adding(act.text, split), {
      of: this,
      press: this.pk ? crypto.randomUUID() : this.press,
      done: (answer) => {
        this.acknowledged(act.text, answer);
        act.parts = answer.items.slice(1);
      },
      drawn: () => { // she goes on behind what she has pasted
        if (act.parts?.length && document.activeElement === this.box) fieldOf(act.parts.at(-1))?.focus();
      },
      refused: (answer) => this.refused(act.text, answer),
    });
    act.text = text;
  }

  rewording(text, split) {
    if (text.trim() === this.saved) {
      if (!this.isDirty) forget(this.pk);
      return null;
    }
    return { act: "reword", item: this.pk, version: this.version, text, split };
  }

  adding(text, split) {
    if (!this.li.isConnected || this.row.hasAttribute("data-draft")) return null; // its line was not taken
    return { act: "add", line: this.line, kind: this.kind, after: this.above?.pk ?? "", text, split };
  }

  bind(pk, version) {
    forget(this.key);
    this.pk = String(pk);
    this.version = version;
    this.li.dataset.item = this.pk;
    this.li.id = `item-${this.pk}`;
    byItem.set(this.pk, this);
  }

  // The box stays where it is and is that of another item from now on.
  becomes(pk) {
    forget(this.key);
    byItem.delete(this.pk);
    this.bind(pk, this.version);
  }

  acknowledged(text, answer) {
    if (!this.pk && !answer.items[0]) return;
    if (!this.pk) this.bind(answer.items[0], answer.versions[answer.items[0]]);
    this.version = answer.versions[this.pk] ?? this.version;
    this.saved = text.trim();
    this.pending = null;
    if (this.box.value === text) forget(this.pk, text);
    remember(answer.undo, answer.items.length > 1 ? say("split", { count: answer.items.length }) : "");
    if (this.isDirty) this.keep();
  }

  refused(text, answer) {
    if (answer.kind === "newer") {
      this.isAsked = true;
      showBoth(this, answer);
    } else if (answer.kind === "sent_before" && !this.pk && answer.items[0]) {
      this.bind(answer.items[0], 1); // the portal has it in earlier words, and the answer was lost
      this.saved = "";
      this.typed();
    } else if (answer.kind === "closed") {
      this.giveBack(answer.sentence);
    } else if (answer.kind === "taken_out") {
      cannotSave(this.key, this.box.value, answer.sentence);
      this.remove();
    } else {
      this.box.setAttribute("aria-invalid", "true");
      this.box.title = answer.sentence ?? "";
    }
  }

  // What the portal says of the item now. What is typed here and not sent yet stays, with the version it was typed on;
  // and into a box in which she stands nothing comes but what she did herself.
  shown(text, version, isOwn = false) {
    if (this.isDirty || this.isAsked) return;
    const stands = document.activeElement === this.box;
    if (stands && !isOwn && version !== this.version) {
      this.pending = [text, version];
      return;
    }
    this.saved = text;
    this.version = version;
    this.box.removeAttribute("aria-invalid");
    if (this.box.value !== text && !(stands && this.box.value.trim() === text)) {
      const place = this.box.selectionStart;
      this.box.value = text;
      if (stands) this.box.setSelectionRange(place, place);
    }
    this.fit();
  }

  // What cannot be saved any more goes into the box of such texts; here stands what the portal has.
  giveBack(sentence) {
    clearTimeout(this.timer);
    if (this.isDirty && this.box.value.trim()) cannotSave(this.key, this.box.value, sentence);
    if (!this.pk) return this.remove();
    this.box.value = this.saved;
    return this.fit();
  }

  takeOut(press = crypto.randomUUID()) {
    const { pk, version } = this;
    const place = this.li.contains(document.activeElement) ? placeOf(this.li) : null;
    if (pk) this.li.hidden = true;
    else this.remove();
    if (place) goOnAt(place);
    if (!pk) return undefined;
    send(() => ({ act: "take_out", item: pk, version: versionNow(pk, this.version) }), {
      press,
      again: { does: "takeOut", item: pk, version },
      done: (answer) => {
        forget(pk);
        this.saved = this.box.value = "";
        remember(answer.undo);
        this.remove();
      },
      refused: (answer) => {
        this.li.hidden = false;
        if (answer.kind === "newer") {
          this.box.value = this.saved = answer.theirs;
          this.version = answer.version;
        }
      },
    });
    return undefined;
  }

  remove() {
    clearTimeout(this.timer);
    if (this.pk) byItem.delete(this.pk);
    document.querySelector(`[data-conflict="${this.pk}"]`)?.closest("tr").remove();
    quietly(() => this.li.remove());
  }
}

// A new item, which the portal does not know before something is typed into it.
export function draft(list, { after = null, text = "" } = {}) {
  const li = document.createElement("li");
  li.className = "item";
  li.innerHTML = '<span class="words"></span>';
  if (after) after.li.after(li);
  else list.prepend(li);
  const field = new Field(li);
  field.box.value = text;
  dress(field);
  field.fit();
  return field;
}

let dressing = () => {};
export function dressWith(work) { dressing = work; }
export function dress(field) { dressing(field); }

// What is told under an item about its words: a probable error, new words of the catalogue.
export function answerHints(field) {
  for (const hint of field.li.querySelectorAll(".hint")) {
    const { found, meant } = hint.dataset;
    for (const each of hint.querySelectorAll("button")) each.hidden = false;
    hint.querySelector("[data-take]")?.addEventListener("click", () => {
      field.box.value = field.box.value.replaceAll(found, meant);
      hint.remove();
      field.focus();
      field.save();
    });
    hint.querySelector("[data-leave]")?.addEventListener("click", () => {
      hint.remove();
      field.focus();
      doStep({ act: "leave_hint", item: field.pk, found, meant: "1" });
    });
    hint.querySelector("[data-new-words]")?.addEventListener("click", () => {
      doStep({ act: "take_new_words", item: field.pk, version: field.version });
    });
  }
}
