// On a phone the strip shows one panel at a time: buttons, arrow keys or a finger turn it. Where
// the whole strip has room, and without this script, it is a plain list.
const NARROW = matchMedia("(max-width: 40.0525em)"); // as nhsuk's "tablet" in the styles
const STEPS = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

class Strip {
  #root;
  #window;
  #panels;
  #turn;
  #count;
  #at = 0;
  #settling = 0;

  constructor(root) {
    this.#root = root;
    this.#window = root.querySelector("[data-window]");
    this.#panels = [...root.querySelectorAll("li")];
    this.#turn = root.querySelector("[data-turn]");
    this.#count = root.querySelector("[data-count]");
    this.#window.addEventListener("scroll", () => this.#look(), { passive: true });
    root.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-go]");
      if (button) this.#go(Number(button.dataset.go));
    });
    root.addEventListener("keydown", (event) => this.#key(event));
    NARROW.addEventListener("change", () => this.#fold());
    this.#fold();
  }

  // What scrolls must be within reach of the keyboard; what does not is no stop on the way.
  #fold() {
    const isFolded = NARROW.matches;
    this.#root.classList.toggle("is-folded", isFolded);
    this.#turn.hidden = !isFolded;
    const region = { role: "region", tabindex: "0", "aria-label": this.#window.dataset.label };
    for (const [name, value] of Object.entries(region)) {
      if (isFolded) this.#window.setAttribute(name, value);
      else this.#window.removeAttribute(name);
    }
    this.#say();
  }

  #key(event) {
    const by = STEPS[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey || !NARROW.matches) return;
    event.preventDefault();
    this.#go(by);
  }

  #go(by) {
    this.#at = Math.max(0, Math.min(this.#panels.length - 1, this.#at + by));
    this.#window.scrollTo({ left: this.#at * this.#window.clientWidth });
    this.#say();
  }

  // A finger moved the strip.
  #look() {
    const at = Math.round(this.#window.scrollLeft / this.#window.clientWidth);
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#at = at;
      this.#say();
    }, 100);
  }

  #say() {
    const all = this.#panels.length;
    const words = this.#count.dataset.count.replace("{n}", this.#at + 1).replace("{all}", all);
    if (this.#count.textContent !== words) this.#count.textContent = words;
    const [back, next] = this.#turn.querySelectorAll("[data-go]");
    back.setAttribute("aria-disabled", this.#at === 0);
    next.setAttribute("aria-disabled", this.#at === all - 1);
  }
}

for (const root of document.querySelectorAll("[data-kind=cartoon]")) new Strip(root);
