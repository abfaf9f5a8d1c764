// What is typed and not yet acknowledged, and what was done and is not answered yet, in this browser: by person and plan,
// words by item, acts in their order.
const page = document.querySelector("[data-writing]");
const words = `kept:${page.dataset.user}:plan:${page.dataset.plan}:`;
const acts = `kept:${page.dataset.user}:acts:${page.dataset.plan}:`;
let isKeeping = true;
let order = Date.now();

function write(name, entry) {
  try {
    localStorage.setItem(name, JSON.stringify(entry));
    isKeeping = true;
  } catch {
    isKeeping = false; // a full or closed store; the page itself still has it, and says so
  }
}

const all = (prefix) => Object.keys(localStorage)
  .filter((name) => name.startsWith(prefix))
  .map((name) => ({ ...JSON.parse(localStorage.getItem(name)), key: name.slice(prefix.length) }));

// Whether what was kept last is there when the page is closed.
export const keeps = () => isKeeping;

export const keep = (key, entry) => write(words + key, entry);
export const kept = () => all(words);

// With the words that the portal has: what another window of hers has typed into the same item since then stays.
export function forget(key, said = null) {
  const entry = JSON.parse(localStorage.getItem(words + key) ?? "null");
  if (entry && (said === null || entry.text.trim() === said.trim())) localStorage.removeItem(words + key);
}

// An act by the name under which the portal does it once; `again` says how it is done when the page is opened anew.
export const keepAct = (press, again) => write(acts + press, { ...again, order: order += 1 });
export const forgetAct = (press) => localStorage.removeItem(acts + press);
export const keptActs = () => all(acts).sort((one, other) => one.order - other.order);
