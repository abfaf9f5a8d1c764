// Undo and redo over all items: each act says how it is undone, and an undone one how it is done again.
import { say, tell } from "./saying.js";
import { send } from "./sending.js";

const undoing = [];
const redoing = [];
const renewed = new Map(); // "item:version" → the later version of the same words

const undoButton = document.querySelector("[data-undo]");
const redoButton = document.querySelector("[data-redo]");

function draw() {
  if (!undoButton) return;
  // Not `disabled`: a button that is used up would drop the focus.
  undoButton.setAttribute("aria-disabled", String(!undoing.length));
  redoButton.setAttribute("aria-disabled", String(!redoing.length));
}

export function remember(steps, told = "") {
  if (!steps.length) return;
  undoing.push(steps);
  redoing.length = 0;
  draw();
  if (told) tell(told);
}

// The words of the later version are those of the earlier one.
export function sameWords(item, earlier, later) {
  renewed.set(`${item}:${earlier}`, later);
}

export function versionNow(item, version) {
  let now = Number(version);
  while (renewed.has(`${item}:${now}`)) now = renewed.get(`${item}:${now}`);
  return now;
}

// A step that stands by itself, as it is sent; it is kept until the portal has answered.
export function doStep(step, { press, done = () => {} } = {}) {
  send(() => step, { press, again: { does: "step", step }, done: (answer) => { remember(answer.undo); done(answer); } });
}

function replay(from, to, told) {
  const steps = from.pop();
  draw();
  if (!steps) return;
  const back = [];
  steps.forEach((step, place) => {
    send(() => ({ ...step, ...(step.version ? { version: versionNow(step.item, step.version) } : {}) }), {
      again: { does: "step", step },
      done: (answer) => {
        back.unshift(...answer.undo);
        // The words of the version before the change that is undone are those of the newest version now.
        if (step.act === "reword") sameWords(step.item, step.version - 1, answer.versions[step.item]);
        if (place === steps.length - 1) {
          to.push(back);
          draw();
          tell(say(told));
        }
      },
    });
  });
}

export const undo = () => replay(undoing, redoing, "undone");
export const redo = () => replay(redoing, undoing, "redone");

undoButton?.addEventListener("click", undo);
redoButton?.addEventListener("click", redo);
