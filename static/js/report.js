// Sums the money and the people of a report while they are typed. The server sums them again when they are saved.
const form = document.querySelector("form.report-form");

// Satang; an empty field is nothing.
const satangOrNothing = (typed) => (typed.trim() === "" ? 0 : satang(typed));

// What the page itself writes; a correction of a return can make it less than nothing.
const known = (written) => (written.startsWith("-") ? -satang(written.slice(1)) : satang(written));

const people = (typed) => {
  const text = inArabic(typed.trim()).replaceAll(",", "").replace(/\s?คน$/, "");
  return text === "" ? 0 : /^[0-9]{1,7}$/.test(text) ? Number(text) : null;
};

const write = (place, text) => { if (place.textContent !== text) place.textContent = text; };

const checkMoney = () => {
  const money = form.querySelector("#money");
  const read = (name) => satangOrNothing(form.elements[name].value);
  const spending = ["compensation", "wages", "services", "materials", "utilities", "other"].map(read);
  const all = [read("interest"), read("cash"), read("bank"), ...spending];
  const sum = (amounts) => amounts.reduce((total, amount) => total + (amount || 0), 0);
  const spent = sum(spending);
  const atHand = satang(money.dataset.carried) + satang(money.dataset.received) + (all[0] || 0) - spent - known(money.dataset.returned);
  const counted = (all[1] || 0) + (all[2] || 0);
  const unread = all.includes(null);
  write(money.querySelector("[data-spent]"), baht(spent));
  write(money.querySelector("[data-at-hand]"), baht(atHand));
  write(money.querySelector("[data-counted]"), baht(counted));
  write(money.querySelector("[data-difference]"), baht(Math.abs(atHand - counted)));
  money.querySelector("[data-good]").hidden = unread || atHand !== counted;
  money.querySelector("[data-less]").hidden = unread || atHand <= counted;
  money.querySelector("[data-more]").hidden = unread || atHand >= counted;
  money.querySelector("[data-unread]").hidden = !unread;
};

const checkPeople = () => {
  const check = form.querySelector("#people-check");
  const stated = people(form.elements.participants.value) || 0;
  const counted = [...form.querySelectorAll("input[name^=people-]")].reduce((total, box) => total + (people(box.value) || 0), 0);
  write(check.querySelector("[data-stated]"), stated.toLocaleString("en"));
  write(check.querySelector("[data-counted]"), counted.toLocaleString("en"));
  write(check.querySelector("[data-difference]"), Math.abs(stated - counted).toLocaleString("en"));
  check.querySelector("[data-good]").hidden = stated !== counted;
  check.querySelector("[data-wrong]").hidden = stated === counted;
};

if (form) {
  let waiting = 0;
  let typed = false;
  const check = () => { checkMoney(); checkPeople(); };
  form.addEventListener("input", () => {
    typed = true;
    // A moment after the last key, so that a screen reader hears the sum and not every figure of it.
    window.clearTimeout(waiting);
    waiting = window.setTimeout(check, 300);
  });
  form.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
  window.addEventListener("pageshow", check);
}
