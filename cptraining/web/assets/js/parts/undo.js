// Takes changes of a form back and makes them again: by buttons, and by Ctrl+Z and Ctrl+Shift+Z
// outside boxes of text, which have an undo of their own. A step is what changed before a pause.
import { read, write } from "./fields.js";

const PAUSE = 500;
const MOST = 100;
const TEXT = "textarea, input:not([type=checkbox], [type=radio], [type=range]), [contenteditable]";
const LONGEST_NAME = 60;

class Undo {
  #form;
  #tools;
  #said;
  #steps = []; // what the form held, as JSON
  #at = 0;
  #timer = 0;
  #isAtWork = false;

  constructor(form) {
    this.#form = form;
    this.#tools = form.querySelector("[data-undoing]");
    this.#said = this.#tools.querySelector("[role=status]");
    form.addEventListener("input", () => this.#later());
    form.addEventListener("change", () => this.#note());
    this.#tools.addEventListener("click", (event) => this.#press(event));
    document.addEventListener("keydown", (event) => this.#key(event));
    // The scripts of the step come after this one, and may fill in something first.
    addEventListener("DOMContentLoaded", () => this.#begin());
  }

  get #held() {
    return JSON.stringify(read(this.#form));
  }

  #begin() {
    this.#steps = [this.#held];
    this.#tools.hidden = false;
    this.#show();
  }

  #later() {
    if (this.#isAtWork) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#note(), PAUSE);
  }

  // A step ends here, if anything changed since the last.
  #note() {
    const held = this.#held;
    if (this.#isAtWork || held === this.#steps[this.#at]) return;
    this.#steps.splice(this.#at + 1, MOST, held);
    if (this.#steps.length > MOST) this.#steps.shift();
    this.#at = this.#steps.length - 1;
    this.#said.textContent = "";
    this.#show();
  }

  #press(event) {
    const by = event.target.closest("[data-by]")?.dataset.by;
    if (by) this.#go(Number(by));
  }

  #key(event) {
    const isZ = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "z";
    if (!isZ || event.target.matches?.(TEXT)) return;
    event.preventDefault();
    this.#go(event.shiftKey ? 1 : -1);
  }

  #go(by) {
    this.#note();
    const held = this.#steps[this.#at + by];
    if (held === undefined) return;
    const active = document.activeElement;
    this.#at += by;
    this.#isAtWork = true;
    const changed = write(this.#form, JSON.parse(held));
    this.#isAtWork = false;
    this.#steps[this.#at] = this.#held;
    this.#show();
    if (!active.isConnected) this.#button(by).focus();
    this.#say(by, changed);
  }

  // The buttons stay where the focus can be, also when there is nothing to do.
  #show() {
    for (const by of [-1, 1])
      this.#button(by).ariaDisabled = String(this.#steps[this.#at + by] === undefined);
  }

  #button(by) {
    return this.#tools.querySelector(`[data-by="${by}"]`);
  }

  #say(by, changed) {
    const { undone, redone, something } = this.#tools.dataset;
    const what = changed.map(nameOf).find(Boolean) ?? something;
    this.#said.textContent = (by < 0 ? undone : redone).replace("{what}", what);
  }
}

// What people call a field or a list.
function nameOf(element) {
  const words =
    element.getAttribute("aria-label") ??
    element.querySelector("ol")?.getAttribute("aria-label") ??
    element.labels?.[0]?.textContent ??
    "";
  return words.trim().replace(/\s+/g, " ").slice(0, LONGEST_NAME);
}

export function undoIn(form) {
  return new Undo(form);
}
