// One act after the other: each is sent until the portal has answered it, and done once (the portal knows its name).
import { Offline, post } from "../session.js";
import { say, tell } from "./saying.js";

const page = document.querySelector("[data-writing]");
const queue = [];
let isRunning = false;
let onAnswer = () => {};
let wake = () => {};

export function whenAnswered(heard) {
  onAnswer = heard;
}

// `fields` makes what is sent at the moment it is sent, or null when there is nothing to send any more.
export function send(fields, { done = () => {}, refused = () => {}, press = crypto.randomUUID(), of = null } = {}) {
  const act = { fields, done, refused, press, of, sent: null };
  queue.push(act);
  queueMicrotask(run); // who sends may still say more of it
  return act;
}

// The last act that is not on its way yet.
export const lastWaiting = () => (queue.at(-1)?.sent ? undefined : queue.at(-1));

export const isIdle = () => queue.length === 0;

export function empty() {
  return queue.splice(0);
}

export function known() {
  const table = document.querySelector("table.plan");
  const rows = [...document.querySelectorAll("tr[data-line]")].map((row) => `${row.dataset.line}:${row.dataset.digest}`);
  return [`s:${table?.dataset.shape ?? ""}`, ...rows].join(",");
}

async function run() {
  if (isRunning) return;
  isRunning = true;
  while (queue.length) {
    const act = queue[0];
    act.sent ??= act.fields();
    if (act.sent) {
      let heard;
      tell(say("saving"));
      try {
        heard = await post(page.dataset.writing, { ...act.sent, press: act.press, known: known() }, page.dataset.user);
      } catch (error) {
        if (!(error instanceof Offline)) throw error;
        tell(say("offline"), { isBad: true });
        await new Promise((again) => {
          wake = again;
          setTimeout(again, 4000);
        });
        continue;
      }
      const { status, answer } = heard;
      if (queue[0] === act) queue.shift();
      if (status === 200) {
        tell(say("saved", { time: answer.at }));
        act.done(answer, act.sent);
      } else {
        tell(answer.sentence ?? "", { isBad: true });
        act.refused(answer, act.sent);
      }
      onAnswer(answer, act);
    } else {
      queue.shift();
    }
  }
  isRunning = false;
}

window.addEventListener("online", () => wake());
