// Shows that work is under way once it has taken a second; without scripts the browser's own sign does.
document.addEventListener("submit", (event) => {
  const busy = event.target.querySelector(".busy");
  if (!busy) return;
  window.setTimeout(() => { busy.hidden = false; }, 1000);
});
window.addEventListener("pageshow", () => {
  for (const busy of document.querySelectorAll(".busy")) busy.hidden = true;
});
