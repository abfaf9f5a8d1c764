// Where the keyboard goes on when what it stood on is gone: at what stands there now, else at what adds one.
const boxOf = (li) => li?.querySelector(".words-box");
const isShown = (li) => !li.hidden;

// The place of what has the focus, before anything is drawn.
export function placeOf(element) {
  const row = element?.closest("tr[data-line]");
  if (!row) return null;
  const li = element.closest("li.item");
  const list = element.closest("[data-kind]");
  return {
    li,
    line: row.dataset.line,
    rowIndex: rows().indexOf(row),
    kind: list?.dataset.kind,
    index: list ? [...list.children].filter(isShown).indexOf(li) : -1,
  };
}

const rows = () => [...document.querySelectorAll("tr[data-line]")];

export function goOnAt({ li, line, kind, index, rowIndex }) {
  const row = document.querySelector(`tr[data-line="${line}"]`);
  if (!row) return (rows()[rowIndex]?.querySelector(".line-link") ?? rows().at(-1)?.querySelector(".line-link")
    ?? document.querySelector(".new-line > summary"))?.focus();
  if (li?.isConnected && isShown(li)) return boxOf(li)?.focus();
  const list = kind && row.querySelector(`[data-kind="${kind}"]`);
  if (!list) return row.querySelector(".line-link").focus();
  const beside = [...list.children].filter(isShown);
  const next = boxOf(beside[Math.max(index - 1, 0)]) ?? boxOf(beside.at(-1)) ?? list.parentElement.querySelector(".add-item");
  return (next ?? document.querySelector(".add-item"))?.focus();
}
