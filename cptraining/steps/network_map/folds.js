// Rows that are complete show their name and one line; the rest opens when it is wanted.
import { write } from "./aids.js";

const NAME = "[name$='-name']";

export class Folds {
  #words;
  #shown = new WeakMap(); // a row → what was said of it
  #names = new WeakMap();

  constructor(list, words) {
    this.#words = words;
    list.addEventListener("focusin", (event) => this.#enter(event));
    list.addEventListener("click", (event) => this.#press(event.target.closest("[data-fold]")));
  }

  // Says what a row holds; one that is new here is folded unless something in it is wanted.
  show(row, { said, isComplete }) {
    const isBlank = !this.#name(row).value.trim();
    const now = `${isBlank} ${isComplete} ${said}`;
    if (this.#shown.get(row) === now) return;
    if (!this.#shown.has(row)) this.#begin(row, isComplete);
    this.#shown.set(row, now);
    write(row.querySelector("[data-summary]"), said);
    row.classList.toggle("is-complete", isComplete);
    if (!isComplete && !isBlank) this.open(row, true);
  }

  #name(row) {
    if (!this.#names.has(row)) this.#names.set(row, row.querySelector(NAME));
    return this.#names.get(row);
  }

  open(row, isOpen) {
    row.classList.toggle("is-folded", !isOpen);
    const button = row.querySelector("[data-fold]");
    button.ariaExpanded = String(isOpen);
    button.firstChild.data = isOpen ? this.#words.close : this.#words.edit;
  }

  #begin(row, isComplete) {
    const line = Object.assign(document.createElement("p"), { className: "app-small app-quiet" });
    line.dataset.summary = "";
    row.querySelector(".app-entry__fields > .nhsuk-form-group").after(line);
    const button = Object.assign(document.createElement("button"), { type: "button", className: "app-link" });
    button.dataset.fold = "";
    const hidden = row.querySelector(".app-entry__tools > .app-link .nhsuk-u-visually-hidden").cloneNode(true);
    button.append("", hidden);
    row.querySelector(".app-entry__tools").prepend(button);
    const isBlank = !this.#name(row).value.trim();
    const isWrong = row.querySelector(".nhsuk-error-message") !== null;
    this.open(row, isWrong || (!isComplete && !isBlank) || row.contains(document.activeElement));
  }

  // The next name that is entered folds what is complete; anything else may be under a press.
  #enter({ target }) {
    const row = target.closest("li");
    if (!row || !target.matches(NAME)) return;
    for (const other of row.parentElement.children)
      if (other !== row && other.matches(".is-complete") && !other.querySelector(".nhsuk-error-message"))
        this.open(other, false);
    this.open(row, true);
  }

  #press(button) {
    if (!button) return;
    const row = button.closest("li");
    this.open(row, row.matches(".is-folded"));
  }
}
