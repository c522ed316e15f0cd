// The sentences to talk about, as reading.py puts them; the page has them with their gaps.
import { CIRCLES } from "./layout.js";
import { changes, introductions } from "./ties.js";

// Puts words into an element; its text node stays, which costs the browser much less.
export function write(element, words) {
  const [text] = element.childNodes;
  if (text?.data === words) return;
  if (text?.nodeType === Node.TEXT_NODE) text.data = words;
  else element.textContent = words;
}

export const fill = (words, gaps) => words.replace(/\{(\w+)\}/g, (_gap, name) => gaps[name] ?? "");

export function sayAids(root, items, before) {
  say(root.querySelector("[data-talk]"), talk(items), root.dataset);
  if (before.length) say(root.querySelector("[data-changed]"), changed(before, items), root.dataset);
}

const namesOf = (items) => items.map(({ name }) => name).join(", ");

// What to say and what fills its gaps.
function talk(items) {
  const counts = { person: 0, place: 0, activity: 0 };
  for (const { kind } of items) if (kind) counts[kind]++;
  const unpaid = items.filter(({ paid }) => !paid);
  const gets = items.filter((item) => item.gets);
  return [
    ["count", counts],
    !counts.person && ["noPerson"],
    !counts.place && ["noPlace"],
    !counts.activity && ["noActivity"],
    items.length && [unpaid.length ? "unpaid" : "none", { names: namesOf(unpaid) }],
    gets.length && ["gets", { names: namesOf(gets) }],
    ...introductions(items).map(([by, one, other]) => [
      by.kind === "person" ? "people" : "there",
      { by: by.name, one: one.name, other: other.name },
    ]),
  ].filter(Boolean);
}

function changed(before, items) {
  const found = Object.entries(changes(before, items, CIRCLES)).filter(([, some]) => some.length);
  const said = found.map(([what, some]) => [what, { names: some.join(what.includes("tied") ? "; " : ", ") }]);
  return said.length ? said : [["same"]];
}

function say(list, said, sentences) {
  const lines = said.map(([what, gaps]) => fill(sentences[what], gaps ?? {}));
  if (lines.join("\n") === [...list.children].map((line) => line.textContent).join("\n")) return;
  list.replaceChildren(...lines.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
}
