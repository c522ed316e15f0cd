// One part at a time: by its name, by a tap or the mouse on the picture, or all of them as an
// animation in which each part appears with its line. Where motion is unwanted there is no play.
const WORD = 330; // milliseconds to read one
const LEAST = 3500;
const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;

class Diagram {
  #root;
  #names;
  #sections;
  #place = -1; // of the part that is open
  #next; // the timer of the animation; none while it stands

  constructor(root) {
    this.#root = root;
    this.#names = [...root.querySelectorAll("[data-opens]")];
    this.#sections = [...root.querySelectorAll("[data-about]")];
    root.classList.add("is-alive");
    root.querySelector("[data-controls]").hidden = false;
    root.querySelector("[data-play]").hidden = isStill;
    root.addEventListener("click", (event) => this.#press(event));
    const picture = root.querySelector("[data-picture]");
    picture.addEventListener("pointerover", (event) => event.pointerType === "mouse" && this.#touch(event));
    const asked = this.#names.findIndex((name) => name.hash === location.hash);
    this.#open(asked);
  }

  #press(event) {
    const name = event.target.closest("[data-opens]");
    const go = event.target.closest("[data-go]");
    if (event.target.closest("[data-play]")) return this.#next ? this.#stop() : this.#play();
    if (name) event.preventDefault();
    if (name) this.#choose(this.#names.indexOf(name));
    else if (go) this.#choose(this.#place + Number(go.dataset.go));
    else this.#touch(event);
  }

  #touch(event) {
    const group = event.target.closest?.("[class^=part-]");
    const id = group && [...group.classList][0].slice("part-".length);
    const place = this.#names.findIndex((name) => name.dataset.opens === id);
    if (place >= 0 && !this.#next) this.#choose(place);
  }

  #choose(place) {
    this.#stop();
    this.#open((place + this.#names.length) % this.#names.length);
  }

  #play() {
    this.#root.classList.add("is-playing");
    this.#say(true);
    for (const group of this.#groups()) group.classList.remove("is-told");
    this.#tell(0);
  }

  #tell(place) {
    if (place >= this.#names.length) return this.#stop();
    this.#open(place);
    const words = this.#sections[place].querySelector(".app-diagram__caption").textContent.split(/\s+/).length;
    this.#next = setTimeout(() => this.#tell(place + 1), Math.max(LEAST, words * WORD));
  }

  #stop() {
    clearTimeout(this.#next);
    this.#next = undefined;
    this.#root.classList.remove("is-playing");
    this.#say(false);
  }

  #say(isPlaying) {
    const label = this.#root.querySelector("[data-says]");
    label.textContent = isPlaying ? label.dataset.saysPlaying : label.dataset.says;
  }

  #open(place) {
    this.#place = place;
    this.#root.classList.toggle("is-open", place >= 0);
    this.#root.querySelector("[data-hint]").hidden = place >= 0;
    for (const [n, name] of this.#names.entries()) {
      if (n === place) name.setAttribute("aria-current", "true");
      else name.removeAttribute("aria-current");
      this.#sections[n].classList.toggle("is-shut", n !== place);
    }
    const id = this.#names[place]?.dataset.opens;
    for (const group of this.#groups()) {
      const isLit = group.classList.contains(`part-${id}`);
      group.classList.toggle("is-lit", isLit);
      if (isLit) group.classList.add("is-told");
    }
  }

  #groups() {
    return this.#root.querySelectorAll("[data-picture] [class^=part-]");
  }
}

for (const root of document.querySelectorAll("[data-kind=diagram]")) new Diagram(root);
