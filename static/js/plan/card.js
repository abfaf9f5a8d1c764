// On a phone the plan is read; a line opens as a card over it, with the plain form that the line's own page has.
import { post } from "../session.js";
import { say } from "./saying.js";

export function card(page) {
  page.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-line]");
    const link = row?.querySelector(".line-link");
    if (!link || (event.target.closest("a, button, summary, input") && !event.target.closest(".line-link"))) return;
    event.preventDefault();
    show(link.href, event.target.closest("li.item")?.dataset.item, page.dataset.user);
  });
}

async function show(address, item, user) {
  const dialog = document.createElement("dialog");
  dialog.className = "line-card";
  const close = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: say("close") });
  const inside = document.createElement("div");
  const head = Object.assign(document.createElement("div"), { className: "row" });
  head.append(close);
  dialog.append(head, inside);
  document.body.append(dialog);
  let isChanged = false;
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (isChanged) location.reload();
  });
  const draw = (html) => {
    const form = new DOMParser().parseFromString(html, "text/html").querySelector("[data-card]");
    if (!form) return dialog.close();
    inside.replaceChildren(document.adoptNode(form));
    dialog.setAttribute("aria-label", form.querySelector("h1").textContent.trim());
    document.dispatchEvent(new Event("forms"));
    return form;
  };
  const response = await fetch(address);
  draw(await response.text());
  dialog.showModal();
  if (item) dialog.querySelector(`#text-${item}`)?.focus();
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    isChanged = true;
    const data = Object.fromEntries(new FormData(event.target, event.submitter));
    const { answer } = await post(address, data, user);
    draw(answer.html);
  });
}
