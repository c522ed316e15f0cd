// A film made of drawings, played like a <video>: one scene after the other, the script's words
// beneath, and whoever speaks nods. Without a script the scenes stand side by side.
const TICK = 200; // milliseconds

const named = (who) => `who-${who.toLowerCase().replace(/['’]/g, "").replace(/[^a-z0-9]+/g, "-")}`;
const shown = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

export class Drawn extends EventTarget {
  paused = true;
  #figure;
  #scenes;
  #cues;
  #seconds;
  #time = 0;
  #told; // the cue that is shown
  #clock;

  constructor(figure) {
    super();
    this.#figure = figure;
    this.#scenes = [...figure.querySelectorAll("[data-at]")];
    this.#cues = JSON.parse(figure.dataset.captions);
    this.#seconds = Number(figure.dataset.seconds);
    figure.classList.add("is-player");
    for (const part of this.#all("words", "controls")) part.hidden = false;
    const [play, where] = this.#all("play", "where");
    play.addEventListener("click", () => (this.paused ? this.play() : this.pause()));
    where.addEventListener("input", () => (this.currentTime = Number(where.value)));
    document.addEventListener("visibilitychange", () => document.hidden && this.pause());
    this.#show();
  }

  get currentTime() {
    return this.#time;
  }

  set currentTime(seconds) {
    this.#time = Math.min(seconds, this.#seconds);
    this.#show();
    this.dispatchEvent(new Event("timeupdate"));
  }

  play() {
    if (!this.paused) return;
    if (this.#time >= this.#seconds) this.currentTime = 0;
    this.#set(false);
    let last = performance.now();
    this.#clock = setInterval(() => {
      const now = performance.now();
      this.currentTime += (now - last) / 1000;
      last = now;
      if (this.#time >= this.#seconds) this.pause();
    }, TICK);
  }

  pause() {
    clearInterval(this.#clock);
    this.#set(true);
  }

  focus() {
    this.#all("play")[0].focus();
  }

  #all(...names) {
    return names.map((name) => this.#figure.querySelector(`[data-${name}]`));
  }

  #set(paused) {
    this.paused = paused;
    this.#figure.classList.toggle("is-playing", !paused);
    const { dataset } = this.#figure.querySelector("[data-says]");
    this.#figure.querySelector("[data-says]").textContent = paused ? dataset.says : dataset.saysPlaying;
  }

  #show() {
    const [where, now] = this.#all("where", "now");
    const { moment } = this.#figure.dataset;
    where.value = Math.floor(this.#time);
    now.textContent = moment.replace("{now}", shown(this.#time)).replace("{all}", shown(this.#seconds));
    where.setAttribute("aria-valuetext", now.textContent);
    const current = this.#scenes.findLast((scene) => Number(scene.dataset.at) <= this.#time);
    for (const scene of this.#scenes) scene.classList.toggle("is-shown", scene === current);
    const told = this.#cues.find(([start, end]) => start <= this.#time && this.#time < end);
    if (told !== this.#told || !this.#time) this.#tell(told);
  }

  #tell(told) {
    this.#told = told;
    const [, , words = "", who = ""] = told ?? [];
    const speaker = document.createElement("b");
    speaker.textContent = who && `${who}: `;
    this.#all("words")[0].replaceChildren(speaker, words);
    for (const group of this.#figure.querySelectorAll("[class^=who-]"))
      group.classList.toggle("is-speaking", Boolean(who) && group.classList.contains(named(who)));
  }
}
