// What is typed and not yet acknowledged, in this browser: by person, plan and item.
const page = document.querySelector("[data-writing]");
const prefix = `kept:${page.dataset.user}:plan:${page.dataset.plan}:`;

export function keep(key, entry) {
  try {
    localStorage.setItem(prefix + key, JSON.stringify(entry));
  } catch {
    // a full or closed store; the page itself still has it
  }
}

export function forget(key) {
  localStorage.removeItem(prefix + key);
}

export function kept() {
  return Object.keys(localStorage)
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({ ...JSON.parse(localStorage.getItem(name)), key: name.slice(prefix.length) }));
}
