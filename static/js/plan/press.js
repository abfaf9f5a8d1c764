// What goes when a box is left waits for the mouse: else the button that is being pressed moves away under it.
let isDown = false;
document.addEventListener("pointerdown", () => { isDown = true; }, true);
for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => { isDown = false; }, true);

export function afterPress(work) {
  if (!isDown) work();
  else document.addEventListener("pointerup", () => setTimeout(work), { once: true });
}
