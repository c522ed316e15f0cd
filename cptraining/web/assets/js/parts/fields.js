// What a person has put into a form, as [[name, value], …] in the order of the page; and how to
// put it back, rows that were added or removed since included.
import { rowsIn } from "./rows.js";

const PAGES_OWN = new Set(["csrf_token", "number", "intent"]);
const NO_ANSWER = new Set(["button", "file", "image", "reset", "submit"]);
const TICKED = new Set(["checkbox", "radio"]);

const isAnswer = (name) => name && !PAGES_OWN.has(name);

export function read(form) {
  return [...new FormData(form)].filter(([name, value]) => isAnswer(name) && typeof value === "string");
}

// The lists and fields that this changed. All hold their new values before the first is told.
export function write(form, held) {
  const lists = [...form.querySelectorAll("[data-rows]")].filter((root) =>
    rowsIn(root).arrange(numbersIn(root.id, held)),
  );
  const values = Object.create(null);
  for (const [name, value] of held) (values[name] ??= []).push(value);
  const fields = [...form.elements].filter(
    (field) => isAnswer(field.name) && !NO_ANSWER.has(field.type) && put(field, values[field.name] ?? []),
  );
  const changed = [...lists, ...fields];
  for (const one of changed)
    for (const name of ["input", "change"]) one.dispatchEvent(new Event(name, { bubbles: true }));
  return changed;
}

// The numbers of the rows of a list.
function numbersIn(list, held) {
  const id = new RegExp(`^${list}-(\\d+)-id$`);
  return held.flatMap(([name]) => name.match(id)?.[1] ?? []);
}

// Of several fields with one name, each takes its value in turn.
function put(field, values) {
  if (TICKED.has(field.type)) {
    const was = field.checked;
    field.checked = values.includes(field.value);
    return field.checked !== was;
  }
  const value = values.shift();
  if (value === undefined || field.value === value) return false;
  field.value = value;
  return true;
}
