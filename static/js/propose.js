// Asks the portal what a file seems to be and fills the form in with it; what the person chose herself stays.
const form = document.querySelector("form[data-propose]");
if (form) {
  const said = form.querySelector("[data-proposed]");
  const hers = new Set();
  const names = ["kind", "fiscal_year", "region"];
  let asked = 0;
  form.addEventListener("input", (event) => {
    if (names.includes(event.target.name)) hers.add(event.target.name);
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "file" || event.target.name === "pasted") propose();
  });
  form.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    form.elements.file.files = event.dataTransfer.files;
    propose();
  });
  async function propose() {
    const mine = ++asked;
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "pasted", "pasted_html"]) data.set(name, form.elements[name].value);
    const file = form.elements.file.files[0];
    if (file) data.set("file", file);
    if (!file && !data.get("pasted").trim()) return;
    let answer;
    try {
      answer = await (await fetch(form.dataset.propose, { method: "POST", body: data })).json();
    } catch {
      return; // she says it herself, as without this script
    }
    if (mine !== asked) return; // another file was chosen meanwhile
    for (const name of names) {
      if (answer[name] && !hers.has(name)) form.elements[name].value = answer[name];
    }
    said.textContent = answer.sentence;
    said.hidden = false;
  }
}
