// What is typed into a long form is not lost: it is kept in this browser, by person and page, until it is saved. A session
// that has ended says so before the form is sent, and after signing in the typed text is there. Files and passwords
// are never kept. A form asks for it with data-keep; one that comes back with what was typed, and more, says data-answered.
import { Offline, person, signIn } from "./session.js";

const FORMS = "form[data-keep], #content-main form[id$=_form]"; // and the pages of the admin
const DONE = ".messages .note.ok, .messagelist .success";
const REFUSED = ".note.bad, .messages .note.warn, .errornote, .messagelist .error, .messagelist .warning";
const YES = /^(row|meant|payment_seen)$/; // to what a page shows: it is said anew, before the page as it is now
const { person: me, ...words } = document.getElementById("kept").dataset;
const prefix = `kept:${me}:form:`;
const keyOf = (form) => `${prefix}${location.pathname}:${form.getAttribute("action") ?? ""}:${form.id}`;

// Also what a form says of the record that it was opened on: what others have saved since is met as ever.
const isKept = (field) => field.name && (/version|opened|seen|^base$/.test(field.name) ? field.type === "hidden" || field.hidden
  : !["hidden", "file", "password", "submit", "button"].includes(field.type)) && field.name !== "csrfmiddlewaretoken"
  && !YES.test(field.name);

const typedIn = (form) => [...form.elements].filter(isKept)
  .map((field) => [field.name, field.type === "checkbox" || field.type === "radio" ? [field.value, field.checked] : field.value]);

function write(form, entry) {
  try {
    localStorage.setItem(keyOf(form), JSON.stringify(entry));
  } catch {
    // a full or closed store
  }
}

function read(form) {
  return JSON.parse(localStorage.getItem(keyOf(form)) ?? "null");
}

// A table of rows gets those again that she had added.
function addRows(form, typed) {
  for (const [name] of typed) {
    const [, prefix] = /^(.+)-\d+-/.exec(name) ?? [];
    if (!prefix || form.elements[name]) continue;
    form.elements[`${prefix}-TOTAL_FORMS`]?.closest("[data-rows]")?.querySelector("[data-add]")?.click();
  }
}

function fill(form, typed) {
  addRows(form, typed);
  const left = new Map();
  for (const [name, value] of typed) left.set(name, [...(left.get(name) ?? []), value]);
  for (const field of [...form.elements].filter(isKept)) {
    const values = left.get(field.name);
    const at = values?.findIndex((value) => !Array.isArray(value) || value[0] === field.value) ?? -1;
    if (at < 0) continue;
    const [value] = values.splice(at, 1);
    if (!Array.isArray(value) && value !== field.value) field.closest("details")?.setAttribute("open", "");
    if (Array.isArray(value)) field.checked = value[1];
    else field.value = value;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

// The text is there again, and she may still have what the portal holds. Was she refused, this page says what is so now.
function giveBack(form, entry) {
  const isPages = (name) => isRefused() && entry.sent && form.elements[name]?.type === "hidden";
  const typed = entry.typed.filter(([name]) => !isPages(name));
  const before = JSON.stringify(typedIn(form));
  fill(form, typed);
  if (JSON.stringify(typedIn(form)) === before) return; // nothing that she typed was missing
  const note = document.createElement("div");
  note.className = "note";
  note.setAttribute("role", "status");
  const said = Object.assign(document.createElement("p"), { textContent: `${words.back} · ${entry.at}` });
  const forget = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: words.forget });
  forget.addEventListener("click", () => {
    localStorage.removeItem(keyOf(form));
    note.remove();
    form.reset();
  });
  said.append(" ", forget);
  note.append(said);
  form.before(note);
  form.closest("details")?.setAttribute("open", "");
}

function look(form) {
  if (form.isLookedAfter) return;
  form.isLookedAfter = true;
  const entry = read(form);
  // A sent form whose page says that it was done is saved, wherever it led; else what was typed is still hers.
  if (entry?.sent && isDone(keyOf(form))) localStorage.removeItem(keyOf(form));
  else if (form.matches("[data-answered]")) write(form, { typed: typedIn(form), at: now() }); // as the portal laid it out
  else if (entry && !form.querySelector(".errorlist, [aria-invalid=true]")) giveBack(form, entry);
  let waiting = 0;
  form.addEventListener("input", (event) => {
    if (!event.isTrusted) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => write(form, { typed: typedIn(form), at: now() }), 300);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    send(form, event);
  });
}

const now = () => new Date().toLocaleTimeString("th-TH", { hour: "2-digit", minute: "2-digit" });

// Asks before it is sent whether the session still holds; when it does not, the sign-in form stands over the page first.
async function send(form, event) {
  if (form.isAsked || event.defaultPrevented) {
    form.isAsked = false;
    return;
  }
  if (form.isAsking) {
    event.preventDefault();
    return;
  }
  form.isAsking = true;
  write(form, { typed: typedIn(form), at: now(), sent: true });
  event.preventDefault();
  try {
    if ((await person()) === null) await signIn(me);
  } catch (error) {
    if (!(error instanceof Offline)) throw error;
    write(form, { typed: typedIn(form), at: now() }); // the browser says itself that there is no connection
  }
  form.isAsking = false;
  form.isAsked = true;
  form.requestSubmit(event.submitter);
}

const isRefused = () => Boolean(document.querySelector(REFUSED));

// What was sent is saved where this page says so, or the portal led here from the form and refuses nothing. Whoever comes
// here from a page of an error has nothing saved; those pages do not carry this script.
function isDone(name) {
  if (document.querySelector(DONE)) return true;
  const [{ redirectCount }] = performance.getEntriesByType("navigation");
  const from = redirectCount && document.referrer ? new URL(document.referrer).pathname : null;
  return from !== null && name.startsWith(`${prefix}${from}:`) && !isRefused();
}

// Also what was sent by a form that this page does not show any more.
function tidy() {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(prefix) && JSON.parse(localStorage.getItem(name)).sent && isDone(name)) localStorage.removeItem(name);
  }
}

const all = () => document.querySelectorAll(FORMS).forEach(look);
all();
tidy();
document.addEventListener("forms", all);
for (const form of document.querySelectorAll('form[action$="/sign-out/"], form[action$="/logout/"]')) {
  form.addEventListener("submit", () => {
    for (const name of Object.keys(localStorage)) if (name.startsWith(`kept:${me}:`)) localStorage.removeItem(name);
  });
}
