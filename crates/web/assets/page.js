// Adds to the page what a browser can do without leaving it: sending, live posts, completion.
// Everything works without this file, too.
"use strict";

const words = document.body.dataset;
const log = document.getElementById("log");
const problem = document.getElementById("problem");
const command = document.getElementById("command");
const composer = document.getElementById("composer");
const offers = document.getElementById("offers");

// The page as the server shows it now takes the place of what stands here, article by article, so that
// what did not change keeps its focus, its typed text, and its silence.

// Times such as "3 min ago" pass by themselves; that is no change.
const withoutTimes = (element) => {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("time").forEach((time) => time.replaceChildren());
  return copy.outerHTML;
};
const shown = new WeakMap();
log?.querySelectorAll(":scope > *").forEach((element) => shown.set(element, withoutTimes(element)));

function merge(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const next = page.getElementById("log");
  if (!next || !log) return null;
  // In another language every word of the page is another.
  if (page.documentElement.lang !== document.documentElement.lang) {
    location.reload();
    return null;
  }
  const old = new Map([...log.children].map((element) => [element.id, element]));
  let last = null;
  let changed = null;
  for (const element of [...next.children]) {
    const state = withoutTimes(element);
    const there = old.get(element.id);
    old.delete(element.id);
    if (there && shown.get(there) === state) {
      last = there;
      continue;
    }
    const fresh = document.adoptNode(element);
    shown.set(fresh, state);
    if (there) {
      const focused = there.contains(document.activeElement) && document.activeElement;
      there.replaceWith(fresh);
      if (focused) (counterpart(focused, fresh) ?? fresh).focus({ preventScroll: true });
    } else if (last) {
      last.after(fresh);
    } else {
      log.prepend(fresh);
    }
    last = changed = fresh;
  }
  for (const gone of old.values()) {
    const focused = gone.contains(document.activeElement);
    gone.remove();
    if (focused) (command ?? log).focus();
  }
  return changed;
}

// What stands where the focus was: the field itself, or that of the menu whose button was pressed.
function counterpart(focused, fresh) {
  const id = focused.id || focused.closest("form.menu")?.querySelector("select").id;
  return id ? fresh.querySelector(`#${CSS.escape(id)}`) : null;
}

// The program answered, but would not or could not; any other failure is the line's.
class Refusal extends Error {
  constructor(status) {
    super(String(status));
    this.status = status;
  }
}

function reason(failure) {
  if (!(failure instanceof Refusal)) return words.offline;
  return failure.status === 413 ? words.long : words.failed.replace("#", String(failure.status));
}

let asked = 0;
let done = 0;
let sending = 0;
let missed = false;
async function exchange(url, options) {
  const number = ++asked;
  const answer = await fetch(url, options);
  const html = await answer.text();
  // In another tab somebody else was chosen, who sees nothing here.
  if (answer.status === 404) {
    location.reload();
    return null;
  }
  if (!answer.ok) throw new Refusal(answer.status);
  // An older picture of the page never takes the place of a newer one.
  if (number < done) return null;
  done = number;
  return merge(html);
}

function complain(text) {
  problem.textContent = text;
  problem.hidden = text === "";
}

// Sending

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form.call")) return;
  event.preventDefault();
  const line = form === composer ? command.value : null;
  if (form.dataset.sending || line?.trim() === "") return;
  form.dataset.sending = "yes";
  const button = event.submitter ?? form.querySelector("button");
  const url = button?.hasAttribute("formaction") ? button.formAction : form.action;
  const body = new URLSearchParams(new FormData(form, event.submitter));
  button?.setAttribute("aria-disabled", "true");
  close();
  sending += 1;
  try {
    if (line !== null) command.value = "";
    const changed = await exchange(url, { method: "POST", body });
    complain("");
    reveal(changed, form);
  } catch (failure) {
    if (line !== null && command.value === "") command.value = line;
    complain(reason(failure));
  } finally {
    delete form.dataset.sending;
    button?.removeAttribute("aria-disabled");
    sending -= 1;
    if (missed) look();
  }
});

// One reads an answer from its beginning, and fills in a form that was not refused.
function reveal(article, form) {
  if (!article?.isConnected) return;
  const refused = article.querySelector(".card.refused");
  const first = article.querySelector(".questions :is(input:not([type=hidden]), textarea, select)");
  if (first && !refused) first.focus({ preventScroll: true });
  else if (form !== composer && !article.contains(document.activeElement)) {
    article.focus({ preventScroll: true });
  }
  const room = Math.min(log.clientHeight, innerHeight);
  const fits = article.offsetHeight <= room;
  article.scrollIntoView({ block: fits ? "nearest" : "start" });
  if (fits) composer?.scrollIntoView({ block: "nearest" });
}

// With a pointer, choosing from a menu is meant; with keys one passes by the others first.

let pointed = null;
document.addEventListener("pointerdown", (event) => { pointed = event.target.closest(".menu select"); });
document.addEventListener("keydown", () => { pointed = null; });
document.addEventListener("change", (event) => {
  if (event.target === pointed && pointed.value !== "") pointed.form.requestSubmit();
});

// Live posts

// The answer to what is being sent shows the change, too.
function look() {
  missed = sending > 0;
  if (!missed) exchange(location.pathname).catch(() => {});
}
// A browser opens only a few lines to one host: a page that nobody looks at gives its own back.
let events = null;
function listen() {
  if (document.hidden) {
    events?.close();
    events = null;
  } else if (log && !events) {
    events = new EventSource("/live");
    events.addEventListener("changed", (event) => {
      if (event.data === words.channel || event.data === "all") look();
      else mark(event.data);
    });
    // What came between the page and its first event, or while the line was down, was told to nobody.
    events.addEventListener("open", look);
  }
}
document.addEventListener("visibilitychange", listen);
listen();

function mark(channel) {
  const link = document.querySelector(`nav a[data-channel="${CSS.escape(channel)}"]`);
  if (!link || link.querySelector(".new")) return;
  const sign = document.createElement("span");
  sign.className = "new";
  sign.textContent = words.new;
  link.append(" ", sign);
}

// Completion: a combobox with a listbox (WAI-ARIA Authoring Practices)

let active = -1;
let typed = 0;
let wait;

function close() {
  if (!command) return;
  typed += 1;
  clearTimeout(wait);
  offers.hidden = true;
  offers.replaceChildren();
  active = -1;
  command.setAttribute("aria-expanded", "false");
  command.removeAttribute("aria-activedescendant");
}

function choose(index) {
  const options = [...offers.children];
  active = (index + options.length + 1) % (options.length + 1);
  if (active === options.length) active = -1;
  options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
  if (active < 0) return command.removeAttribute("aria-activedescendant");
  command.setAttribute("aria-activedescendant", options[active].id);
  options[active].scrollIntoView({ block: "nearest" });
}

function take(option) {
  command.value = option.dataset.line;
  command.focus();
  close();
  if (/[ =]$/.test(command.value)) complete();
}

async function complete() {
  const line = command.value;
  if (!line.startsWith("/")) return close();
  const number = ++typed;
  try {
    const answer = await fetch(`/${words.channel}/complete?line=${encodeURIComponent(line)}`);
    const found = answer.ok ? await answer.json() : [];
    if (number === typed) list(found.filter((offer) => offer.line !== line));
  } catch {
    close();
  }
}

function list(found) {
  if (found.length === 0) return close();
  offers.replaceChildren(...found.map((offer, index) => {
    const option = document.createElement("li");
    option.id = `offer-${index}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.line = offer.line;
    const detail = document.createElement("span");
    detail.className = "detail";
    detail.textContent = offer.about;
    option.append(offer.label, " ", detail);
    return option;
  }));
  active = -1;
  offers.hidden = false;
  command.setAttribute("aria-expanded", "true");
  command.removeAttribute("aria-activedescendant");
  document.getElementById("found").textContent = words.found.replace("#", String(found.length));
}

if (command) {
  for (const [name, value] of [
    ["role", "combobox"], ["aria-autocomplete", "list"],
    ["aria-controls", "offers"], ["aria-expanded", "false"],
  ]) command.setAttribute(name, value);
  command.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(complete, 80);
  });
  command.addEventListener("blur", () => setTimeout(() => {
    if (document.activeElement !== command) close();
  }, 150));
  command.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !offers.hidden;
    if (event.key === "Escape" && open) close();
    else if (event.key === "ArrowDown" && open) choose(active + 1);
    else if (event.key === "ArrowUp" && open) choose(active < 0 ? offers.children.length - 1 : active - 1);
    else if (event.key === "ArrowDown" && command.value.startsWith("/")) complete();
    else if (event.key === "Enter" && open && active >= 0) take(offers.children[active]);
    else return;
    event.preventDefault();
  });
  offers.addEventListener("mousedown", (event) => event.preventDefault());
  offers.addEventListener("click", (event) => {
    const option = event.target.closest("li");
    if (option) take(option);
  });
}

// The latest is what one came for.
if (!location.hash) {
  log?.lastElementChild?.scrollIntoView({ block: "end" });
  composer?.scrollIntoView({ block: "nearest" });
}
