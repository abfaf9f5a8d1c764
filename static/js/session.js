// Sends to the portal what a page has to say, and lets nothing be lost when the session has ended meanwhile:
// the sign-in form stands over the page, and then it goes on.

export class Offline extends Error {}

const JSON_ONLY = { headers: { Accept: "application/json" } };

export async function ask(address, data) {
  let answer;
  try {
    answer = await fetch(address, data ? { ...JSON_ONLY, method: "POST", body: data } : JSON_ONLY);
  } catch {
    throw new Offline();
  }
  if (answer.status >= 500) throw new Offline();
  return answer;
}

function writeToken(token) {
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = token;
}

// Whose session it is, null when it has ended; the forms of the page get the token that counts now.
export async function person() {
  const answer = await ask("/session/");
  if (answer.status !== 200) return null;
  const { user, token } = await answer.json();
  writeToken(token);
  return String(user);
}

// Posts until the portal has answered, over an ended session or an old token. `fields` is a plain object.
// Returns { status, answer }; throws Offline.
export async function post(address, fields, user) {
  for (let tries = 0; ; tries += 1) {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    data.set("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "");
    const answer = await ask(address, data);
    if (answer.status === 401) {
      await signIn(user);
    } else if (answer.status === 403 && tries === 0) {
      if ((await person()) === null) await signIn(user);
    } else {
      const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
      return { status: answer.status, answer: isJson ? await answer.json() : { html: await answer.text() } };
    }
  }
}

let asking = null;

// Ends when the same person has signed in again.
export function signIn(user) {
  asking ??= signInOverThePage(user).finally(() => { asking = null; });
  return asking;
}

async function signInOverThePage(user) {
  const before = document.activeElement;
  const dialog = document.createElement("dialog");
  dialog.className = "sign-in-again";
  document.body.append(dialog);
  const show = async (response) => {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const card = page.querySelector(".sign-in .card") ?? page.querySelector("main section");
    dialog.replaceChildren(document.adoptNode(card));
    dialog.setAttribute("aria-label", card.querySelector("h1").textContent);
    const said = Object.assign(document.createElement("p"), { textContent: document.getElementById("kept").dataset.ended });
    card.querySelector("h1").after(said);
    card.querySelector("[name=username]")?.focus();
  };
  await show(await fetch("/sign-in/"));
  dialog.showModal();
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  return new Promise((done) => {
    dialog.addEventListener("submit", async (event) => {
      event.preventDefault();
      const form = event.target;
      let response;
      try {
        response = await fetch("/sign-in/", { method: "POST", body: new FormData(form) });
      } catch {
        return; // no connection; she presses again
      }
      const now = await person().catch(() => null);
      if (now === null) {
        await show(response);
      } else if (user && now !== user) {
        location.reload(); // what was typed stays with the person who typed it
      } else {
        dialog.close();
        dialog.remove();
        before?.focus();
        done();
      }
    });
  });
}
