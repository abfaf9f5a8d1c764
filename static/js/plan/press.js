// What goes when a box is left waits for the mouse: else the button that is being pressed moves away under it.
let isDown = false;
document.addEventListener("pointerdown", () => {
  isDown = true;
  const left = document.activeElement?.closest("li.item");
  left?.classList.add("is-pressed-away"); // what is open under the item stays open as long
  afterPress(() => left?.classList.remove("is-pressed-away"));
}, true);
for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => { isDown = false; }, true);

export function afterPress(work) {
  if (!isDown) work();
  else document.addEventListener("pointerup", () => setTimeout(work), { once: true });
}
