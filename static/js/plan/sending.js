// One act after the other: each is sent until the portal has answered it, and done once (the portal knows its name).
import { Offline, post } from "../session.js";
import { forgetAct, keepAct, keeps } from "./kept.js";
import { say, tell } from "./saying.js";

const page = document.querySelector("[data-writing]");
const queue = [];
let isRunning = false;
let isOffline = false;
let onAnswer = () => {};
let wake = () => {};

export function whenAnswered(heard) {
  onAnswer = heard;
}

// `fields` makes what is sent at the moment it is sent, or null when there is nothing to send any more (`dropped`).
// `again` is how the act is done when the page was closed before the portal had answered; words are kept by their item.
export function send(fields, options = {}) {
  const nothing = () => {};
  const press = options.press ?? crypto.randomUUID();
  const act = { done: nothing, refused: nothing, dropped: nothing, of: null, again: null, ...options, press, fields, sent: null };
  queue.push(act);
  if (act.again) keepAct(act.press, act.again);
  if (isOffline) tellOffline();
  queueMicrotask(run); // who sends may still say more of it
  return act;
}

// The last act that is not on its way yet.
export const lastWaiting = () => (queue.at(-1)?.sent ? undefined : queue.at(-1));

export const isIdle = () => queue.length === 0;

export function empty() {
  for (const { press } of queue) forgetAct(press);
  return queue.splice(0);
}

export function known() {
  const table = document.querySelector("table.plan");
  const rows = [...document.querySelectorAll("tr[data-line]:not([data-draft])")].map((row) => `${row.dataset.line}:${row.dataset.digest}`);
  return [`s:${table?.dataset.shape ?? ""}`, ...rows].join(",");
}

const tellOffline = () => tell(say(keeps() ? "offline" : "offline_unkept", { count: queue.length }), { isBad: true });

async function run() {
  if (isRunning) return;
  isRunning = true;
  try {
    while (queue.length) await next(queue[0]);
  } finally {
    isRunning = false; // also after a fault: what is sent later is not held up by it
  }
}

async function next(act) {
  act.sent ??= act.fields();
  const heard = act.sent && await answered(act);
  if (queue[0] === act) queue.shift();
  forgetAct(act.press);
  if (!heard) return act.dropped();
  const { status, answer } = heard;
  if (status === 200) {
    tell(say("saved", { time: answer.at }));
    act.done(answer, act.sent);
  } else {
    tell(answer.sentence ?? say("not_taken"), { isBad: true });
    act.refused(answer, act.sent);
  }
  return onAnswer(answer, act);
}

// Over a lost connection it is sent until there is an answer.
async function answered(act) {
  for (;;) {
    if (!isOffline) tell(say("saving"));
    try {
      const heard = await post(page.dataset.writing, { ...act.sent, press: act.press, known: known() }, page.dataset.user);
      isOffline = false;
      return heard;
    } catch (error) {
      if (!(error instanceof Offline)) throw error;
      isOffline = true;
      tellOffline();
      await new Promise((again) => {
        wake = again;
        setTimeout(again, 4000);
      });
    }
  }
}

window.addEventListener("online", () => wake());
window.addEventListener("beforeunload", (event) => { if (!keeps() && !isIdle()) event.preventDefault(); });
