// What keeps somebody from using the page: an empty list is well. Rules from WCAG 2.2 AA.
const wrong = [];
const all = (selector) => [...document.querySelectorAll(selector)];
const seen = (element) => element.getClientRects().length > 0;
const name = (element) => `${element.tagName.toLowerCase()}#${element.id} "${element.textContent.trim().slice(0, 40)}"`;

if (!["en", "nl"].includes(document.documentElement.lang)) wrong.push("the page has no language");
if (all("main").length !== 1) wrong.push("there is not one main");
if (all("h1").length !== 1) wrong.push("there is not one h1");
if (document.title.trim() === "") wrong.push("the page has no title");
if (all("[aria-live=polite]").length === 0) wrong.push("nothing is said when an answer comes in");
if (document.documentElement.scrollWidth > innerWidth) wrong.push(`scrolls sideways at ${innerWidth} px`);

const ids = all("[id]").map((element) => element.id);
for (const id of ids.filter((id, at) => ids.indexOf(id) !== at)) wrong.push(`the id ${id} is there twice`);
for (const field of all("input:not([type=hidden]), textarea, select").filter(seen)) {
  if (![...field.labels].some((label) => label.textContent.trim())) wrong.push(`${name(field)} has no label`);
}
for (const pressed of all("button, a[href]").filter(seen)) {
  const label = pressed.textContent.trim() || pressed.getAttribute("aria-label");
  if (!label) wrong.push(`${pressed.outerHTML} has no name`);
  if (pressed.tagName === "BUTTON" && pressed.offsetHeight < 24) wrong.push(`${name(pressed)} is too small`);
}
for (const image of all("img")) if (!image.hasAttribute("alt")) wrong.push(`${image.src} has no alt`);
let level = 1;
for (const heading of all("h1, h2, h3, h4, h5, h6").filter(seen)) {
  const next = Number(heading.tagName[1]);
  if (next > level + 1) wrong.push(`${name(heading)} leaves out a level`);
  level = next;
}

// Contrast of words with what they stand on, where both are plain colours.
const channels = (color) => color.match(/[\d.]+/g).map(Number);
const luminance = (color) => {
  const [r, g, b] = channels(color).map((value) => value / 255).map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ground = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const color = getComputedStyle(at).backgroundColor;
    if (channels(color)[3] !== 0) return color;
  }
  return "rgb(255, 255, 255)";
};
for (const element of all("body *").filter(seen)) {
  const words = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  if (!words) continue;
  const [a, b] = [luminance(getComputedStyle(element).color), luminance(ground(element))];
  const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (contrast < 4.5) wrong.push(`${name(element)} has a contrast of ${contrast.toFixed(2)}`);
}
return wrong;
