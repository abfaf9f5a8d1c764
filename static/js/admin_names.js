// Gives names to what Django's scripts build without one: select2 boxes and the hints of the two-list picker.
const nameOf = (select) => {
  if (select.getAttribute("aria-label")) return select.getAttribute("aria-label");
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  return label ? label.textContent.trim().replace(/:$/, "") : "";
};

const nameAll = () => {
  for (const box of document.querySelectorAll(".select2-selection:not([aria-label])")) {
    const select = box.closest(".select2-container").previousElementSibling;
    const name = select && select.matches("select") ? nameOf(select) : "";
    if (!name) continue;
    const shown = box.querySelector(".select2-selection__rendered");
    box.setAttribute("aria-label", name);
    if (shown) {
      shown.setAttribute("aria-label", name);
      box.setAttribute("aria-labelledby", shown.id);
    }
  }
  for (const search of document.querySelectorAll(".select2-search__field:not([aria-label])")) {
    search.setAttribute("aria-label", search.placeholder || document.title);
  }
  for (const hint of document.querySelectorAll("span.help-tooltip[aria-label]:not([role])")) {
    hint.setAttribute("role", "img");
  }
};

new MutationObserver(nameAll).observe(document.documentElement, { childList: true, subtree: true });
