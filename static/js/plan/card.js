// On a phone the plan is read; a line opens as a card over it, with the plain form that the line's own page has.
import { Offline, post } from "../session.js";
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
  let isSending = false;
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    if (isSending) return; // what she pressed is still on its way: the card stays in the page, unseen, until it is answered
    dialog.remove();
    if (isChanged) location.reload();
  });
  const draw = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const form = page.querySelector("[data-card]");
    if (!form) return dialog.close();
    head.querySelector("[role=alert]")?.remove();
    const parts = [page.querySelector(".messages"), form].filter(Boolean); // what was done is said in the card
    inside.replaceChildren(...parts.map((part) => document.adoptNode(part)));
    dialog.setAttribute("aria-label", form.querySelector("h1").textContent.trim());
    document.dispatchEvent(new Event("forms"));
    return form;
  };
  const response = await fetch(address);
  draw(await response.text());
  dialog.showModal();
  if (item) dialog.querySelector(`#text-${item}`)?.focus();
  dialog.addEventListener("submit", async (event) => {
    isSending = true;
    if (event.defaultPrevented) return; // what keeps the text asks for the session first, and sends it then
    event.preventDefault();
    const data = Object.fromEntries(new FormData(event.target, event.submitter));
    const places = goesOnAt(event.submitter);
    let heard;
    try {
      heard = await post(address, data, user);
    } catch (error) {
      if (!(error instanceof Offline)) throw error;
      tellOffline(head);
      return showAgain(dialog);
    } finally {
      isSending = false;
    }
    isChanged = true;
    const form = draw(heard.answer.html);
    const isRefused = inside.querySelector("[role=alert], .errorlist");
    if (!form || (!dialog.open && !isRefused)) return location.reload(); // she has closed it meanwhile
    showAgain(dialog);
    return places.map((place) => form.querySelector(place)).find(Boolean)?.focus();
  });
}

// She has closed it, and it has something to tell her.
function showAgain(dialog) {
  if (!dialog.open) dialog.showModal();
}

function tellOffline(head) {
  head.querySelector("[role=alert]")?.remove();
  head.prepend(Object.assign(document.createElement("p"), { role: "alert", textContent: say("offline_card") }));
}

// Where she goes on when the card is drawn anew: at the item that she moved, beside the one that she took out, at the
// button that she pressed.
function goesOnAt(pressed) {
  const boxes = [...pressed.form.querySelectorAll("fieldset textarea[id^=text-]")];
  const own = pressed.closest(".field")?.querySelector("textarea[id^=text-]");
  const beside = own ? [boxes.indexOf(own) + 1, boxes.indexOf(own) - 1].map((place) => boxes[place]).filter(Boolean) : [];
  return [...(own ? [own, ...beside] : []).map((box) => `#${box.id}`), "[role=alert] p, .errorlist", "button.main"];
}
