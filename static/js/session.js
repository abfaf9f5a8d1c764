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

// Who is signed in: { user, name }, null when the session has ended; the forms of the page get the token that counts now.
async function here() {
  const answer = await ask("/session/");
  if (answer.status !== 200) return null;
  const { user, name, token } = await answer.json();
  writeToken(token);
  return { user: String(user), name };
}

export async function person() {
  return (await here())?.user ?? null;
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

const made = (tag, properties) => Object.assign(document.createElement(tag), properties);

async function signInOverThePage(user) {
  const before = document.activeElement;
  const said = document.getElementById("kept").dataset;
  const dialog = made("dialog", { className: "sign-in-again" });
  document.body.append(dialog);
  const show = async (response) => {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const card = page.querySelector(".sign-in .card") ?? page.querySelector("main section");
    dialog.replaceChildren(document.adoptNode(card));
    dialog.setAttribute("aria-label", card.querySelector("h1").textContent);
    card.querySelector("h1").after(made("p", { textContent: said.ended }), made("p", { className: "soft", textContent: said.whose }));
    const name = card.querySelector("[name=username]");
    if (name) name.value ||= said.username;
    card.querySelector("[name=password], [name=code]")?.focus();
  };
  // The page is another person's: what is typed in it is never sent in the name of who is here now.
  const showWhose = (other) => {
    const card = made("section", { className: "card stack" });
    const anew = made("button", { type: "button", className: "button", textContent: said.anew });
    const back = made("button", { type: "button", className: "button main", textContent: said.return });
    const discard = made("button", { type: "button", className: "button", textContent: said.discard });
    // Some browsers put what was typed back into a page that is opened anew.
    const openAnew = () => {
      for (const form of document.forms) form.reset();
      location.reload();
    };
    anew.addEventListener("click", openAnew);
    discard.addEventListener("click", () => {
      for (const key of Object.keys(localStorage)) if (key.startsWith(`kept:${user}:`)) localStorage.removeItem(key);
      openAnew();
    });
    back.addEventListener("click", async () => {
      const form = new FormData();
      form.set("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
      await fetch("/sign-out/", { method: "POST", body: form });
      await show(await fetch("/sign-in/"));
    });
    const title = made("h1", { textContent: said.whose, tabIndex: -1 });
    card.append(title, made("p", { textContent: `${said.here} ${other}` }), made("p", { textContent: said.other }), back, anew, discard);
    dialog.replaceChildren(card);
    dialog.setAttribute("aria-label", said.whose);
    title.focus();
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
        response = await fetch(form.action, { method: "POST", body: new FormData(form) }); // of the password, then of the code
      } catch {
        return; // no connection; she presses again
      }
      const now = await here().catch(() => null);
      if (now === null) {
        await show(response);
      } else if (user && now.user !== user) {
        showWhose(now.name);
      } else {
        dialog.close();
        dialog.remove();
        before?.focus();
        done();
      }
    });
  });
}
