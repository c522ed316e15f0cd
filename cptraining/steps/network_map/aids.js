// The sentences to talk about, filled as parts.html fills them.
import { CIRCLES } from "./layout.js";
import { changes, introductions } from "./ties.js";

const KINDS = ["person", "place", "activity"];

export const fill = (words, gaps) => words.replace(/\{(\w+)\}/g, (_gap, name) => gaps[name] ?? "");

export function sayAids(root, items, before) {
  const of = (kind) => items.filter((item) => item.kind === kind);
  const unpaid = items.filter(({ paid }) => !paid);
  const found = {
    count: Object.fromEntries(KINDS.map((kind) => [kind, of(kind).length])),
    unpaid: unpaid.length && { names: namesOf(unpaid) },
    none: items.length && !unpaid.length && {},
  };
  for (const kind of KINDS) found[`absent-${kind}`] = !of(kind).length && {};
  if (before.length) Object.assign(found, changed(before, items));
  for (const line of root.querySelectorAll("[data-aid]")) say(line, found[line.dataset.aid]);
  introduce(root.querySelector("[data-introductions]"), items);
}

const namesOf = (items) => items.map(({ name }) => name).join(", ");

function changed(before, items) {
  const found = changes(before, items, CIRCLES);
  const said = Object.entries(found).map(([what, some]) => {
    const isPairs = what === "tied" || what === "untied";
    return [what, some.length && { [isPairs ? "pairs" : "names"]: some.join(isPairs ? "; " : ", ") }];
  });
  return { ...Object.fromEntries(said), same: said.every(([, gaps]) => !gaps) && {} };
}

function say(line, gaps) {
  const words = gaps ? fill(line.dataset.words, gaps) : "";
  if (line.textContent !== words) line.textContent = words;
  line.hidden = !gaps;
}

function introduce(list, items) {
  const said = introductions(items).map(([by, one, other]) =>
    fill(by.kind === "person" ? list.dataset.person : list.dataset.there, { by: by.name, one: one.name, other: other.name }),
  );
  if (said.join("\n") === [...list.children].map((line) => line.textContent).join("\n")) return;
  list.replaceChildren(...said.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
  list.hidden = !said.length;
}
