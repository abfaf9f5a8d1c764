// Dragging does what the keys do; the grip of an item, and the number of a line.
import { fieldOf } from "./fields.js";
import { send } from "./sending.js";
import { remember } from "./undo.js";

export function drag(page) {
  const begin = () => {
    for (const list of page.querySelectorAll("[data-kind]")) {
      if (Sortable.get(list)) continue;
      Sortable.create(list, {
        group: list.dataset.kind,
        handle: ".grip",
        draggable: "li[data-item]",
        animation: 0,
        forceFallback: true, // the same by mouse, pen and finger
        onEnd: ({ item }) => put(item),
      });
    }
  };
  begin();
  new MutationObserver(begin).observe(page, { childList: true, subtree: true });
}

function put(li) {
  const field = fieldOf(li.dataset.item);
  const { line, above } = field;
  send(() => ({ act: "move", item: field.pk, line, after: above?.pk ?? "" }), { done: (answer) => remember(answer.undo) });
}
