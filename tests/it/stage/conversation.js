// What a person sees of the conversation on the page, as text. Called with what to do:
// "mark" remembers what stands there; "answer" gives the article that came or changed since, once nothing is
// being sent any more; "articles" gives all; "offers" gives what the line may become.
const log = document.getElementById("log");

const words = (node, timeless) => {
  if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\s+/g, " ");
  if (node.nodeType !== Node.ELEMENT_NODE || node.hidden || node.ariaHidden === "true" && !node.matches(".sign")) return "";
  if (node.matches("br")) return "\n";
  const inner = [...node.childNodes].map((child) => words(child, timeless)).join("");
  if (node.matches("time")) return timeless ? "" : inner;
  if (node.matches("a[href]")) return `[${inner}](${node.getAttribute("href")})`;
  if (node.matches("strong")) return `**${inner}**`;
  if (node.matches("em")) return `*${inner}*`;
  if (node.matches("code")) return `\`${inner}\``;
  return inner;
};

const field = (element) => {
  const control = element.querySelector("input, textarea, select");
  const label = element.querySelector("label").textContent;
  if (!control) return [`${label}: ${words(element.querySelector("p"))}`];
  const about = [
    control.matches("textarea") ? "paragraph" : control.matches("select") ? "menu" : control.type,
    control.required ? "required" : "optional",
    control.maxLength > 0 ? `at most ${control.maxLength}` : null,
  ];
  const lines = [`${label} (${about.filter(Boolean).join(", ")})${control.value ? `: ${control.value}` : ""}`];
  if (control.placeholder) lines.push(`  e.g. ${control.placeholder}`);
  return lines;
};

const block = (element, timeless) => {
  const text = () => words(element, timeless).trim();
  if (element.matches(".said, .meta, input[type=hidden]")) return [];
  if (element.matches("h3, h4")) return [`# ${text()}`];
  if (element.matches("p.notice")) return [`(${text()})`];
  if (element.matches("p.footer")) return [`— ${text()}`];
  if (element.matches("p, pre")) return text().split("\n");
  if (element.matches("li")) return [`- ${text()}`];
  if (element.matches("img")) return [`image: ${element.alt}`];
  if (element.matches("figure.quote")) {
    const quoted = element.querySelector("blockquote");
    return [`${words(element.querySelector("figcaption"))}:`, `> ${words(quoted, timeless).trim()}`];
  }
  if (element.matches("dl.fields > div")) {
    const [name, value] = ["dt", "dd"].map((tag) => words(element.querySelector(tag), timeless).trim());
    return [`${name}: ${value}`];
  }
  if (element.matches("tr")) return [[...element.cells].map((cell) => words(cell, timeless).trim()).join(" | ")];
  if (element.matches("form.menu")) {
    const options = [...element.querySelectorAll("option")].map(
      (option) => `  - ${option.textContent}${option.selected ? " (selected)" : ""}`);
    return [`{${element.querySelector("label").textContent}} [${element.querySelector("button").textContent}]`, ...options];
  }
  if (element.matches(".field")) return field(element);
  if (element.matches(".actions:not(.menus)")) {
    const buttons = [...element.querySelectorAll("button, a, span")].map((button) =>
      `[${button.textContent}](${button.getAttribute("href") ?? button.className})`);
    return [buttons.join(" ")];
  }
  return [...element.children].flatMap((child) => block(child, timeless));
};

const outline = (article, timeless) => {
  const form = article.querySelector(":scope > form") ? "form" : "dash-bot";
  const alone = article.querySelector(".private") ? " (only you)" : "";
  return [`${form}${alone}`, ...block(article, timeless).map((line) => line === "" ? "" : `  ${line}`)].join("\n");
};

const articles = () => [...log.querySelectorAll(":scope > article")];
const read = (article) => ({ id: article.id, text: outline(article, false) });
const state = () => Object.fromEntries(articles().map((article) => [article.id, outline(article, true)]));

switch (arguments[0]) {
  case "mark":
    sessionStorage.setItem("seen", JSON.stringify(state()));
    return null;
  case "answer": {
    if (document.querySelector("[data-sending]") || document.readyState !== "complete") return null;
    const seen = JSON.parse(sessionStorage.getItem("seen"));
    const now = state();
    const came = (is) => articles().find((article) => is(article) && seen[article.id] !== now[article.id]);
    const found = came((it) => it.matches(".reply") && !(it.id in seen))
      ?? came((it) => it.matches(".reply"))
      ?? came(() => true);
    return found ? read(found) : null;
  }
  case "articles":
    return articles().map((article) => ({ ...read(article), post: article.matches(".post") }));
  case "offers":
    return [...document.querySelectorAll("#offers:not([hidden]) li")].map((offer) => offer.textContent);
}
