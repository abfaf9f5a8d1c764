// Dragging does what the keys do; by the grip of an item or of a line.
import { fieldOf } from "./fields.js";
import { putLine } from "./tools.js";
import { doStep } from "./undo.js";

export function drag(page) {
  const begin = () => {
    const draggable = (list, options) => {
      if (!Sortable.get(list)) Sortable.create(list, { animation: 0, forceFallback: true, ...options }); // by mouse, pen, finger
    };
    for (const list of page.querySelectorAll("[data-kind]")) {
      draggable(list, { group: list.dataset.kind, handle: ".grip", draggable: "li[data-item]", onEnd: ({ item }) => put(item) });
    }
    for (const body of page.querySelectorAll("table.plan tbody:not(.gaps)")) {
      draggable(body, {
        group: "lines", handle: ".line-grip", draggable: "tr[data-line]:not([data-draft])", onEnd: ({ item }) => putLine(item),
      });
    }
  };
  begin();
  new MutationObserver(begin).observe(page, { childList: true, subtree: true });
}

function put(li) {
  const field = fieldOf(li.dataset.item);
  const { line, above } = field;
  doStep({ act: "move", item: field.pk, line, after: above?.pk ?? "" });
}
