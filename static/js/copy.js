// Copies the text beside a button; without scripts the text can be marked and copied by hand.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const text = button.parentElement.querySelector("textarea");
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      text.select();
      document.execCommand("copy"); // where the page is not served over https
    }
    button.textContent = button.dataset.copied;
    window.setTimeout(() => { button.textContent = label; }, 2000);
  });
}
