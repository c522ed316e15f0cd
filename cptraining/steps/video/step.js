// Before somebody presses play the page asks nothing of the film's host. Each stop stands in the
// transcript; while it is at work it comes up beneath the film, and goes back to its place.
import { Drawn } from "../../web/assets/js/parts/drawn.js";

const NATURAL = 2; // seconds: more at once is a jump, and a jump passes the stops by

function frame({ src, title }) {
  const made = document.createElement("iframe");
  // YouTube refuses to play when it is not told which site the film stands on.
  Object.assign(made, { referrerPolicy: "strict-origin", allow: "fullscreen; encrypted-media", title, src });
  return made;
}

function file({ src, title, captions, captionsLabel }) {
  const made = document.createElement("video");
  Object.assign(made, { src, title, controls: true, autoplay: true, playsInline: true });
  if (captions) {
    const track = made.addTextTrack("captions", captionsLabel, document.documentElement.lang);
    for (const [start, end, words] of JSON.parse(captions)) track.addCue(new VTTCue(start, end, words));
    track.mode = "showing";
  }
  return made;
}

function isAnswered(stop) {
  const choices = [...stop.querySelectorAll("input")];
  if (choices.length > 0) return choices.some((choice) => choice.checked);
  return stop.querySelector("textarea")?.value.trim();
}

class Film {
  #root;
  #place;
  #film; // the element that plays; none before play is pressed
  #stops;
  #slot;
  #home; // marks the place of the stop that is beneath the film
  #met = new Set();
  #last = 0;
  #isPaused = false; // by a stop, so it goes on when that is left

  constructor(root) {
    this.#root = root;
    this.#place = root.querySelector("[data-film]");
    this.#stops = [...root.querySelectorAll("[data-stop]")];
    this.#slot = root.querySelector("[data-slot]");
    if (this.#place.dataset.how === "drawn") this.#follow(new Drawn(this.#place));
    else root.querySelector("[data-play]").addEventListener("click", (event) => this.#play(event));
    root.addEventListener("click", (event) => this.#press(event));
    root.addEventListener("input", () => this.#tick());
  }

  #play(event) {
    event.preventDefault();
    const { dataset } = this.#place;
    const film = dataset.how === "file" ? file(dataset) : frame(dataset);
    film.tabIndex = 0;
    this.#place.replaceWith(film);
    this.#follow(film);
    film.focus();
  }

  #follow(film) {
    this.#film = film;
    film.addEventListener("timeupdate", () => this.#watch());
  }

  #watch() {
    const [before, now] = [this.#last, this.#film.currentTime];
    this.#last = now;
    if (this.#film.paused || now < before || now - before > NATURAL) return;
    const due = this.#stops.find((stop) => this.#isDue(stop, before, now));
    if (due) this.#halt(due);
  }

  #isDue(stop, before, now) {
    const at = Number(stop.dataset.at);
    return before < at && at <= now && !this.#met.has(stop) && !isAnswered(stop);
  }

  async #halt(stop) {
    this.#film.pause();
    this.#isPaused = true;
    if (document.fullscreenElement) await document.exitFullscreen();
    this.#bring(stop);
  }

  #press(event) {
    const link = event.target.closest("[data-bring]");
    if (link) {
      event.preventDefault();
      this.#bring(this.#stops.find((stop) => stop.dataset.stop === link.dataset.bring));
    } else if (event.target.closest("[data-back]")) {
      this.#goOn();
    }
  }

  #bring(stop) {
    this.#putBack();
    this.#met.add(stop);
    this.#home = document.createComment("");
    stop.before(this.#home);
    this.#slot.append(stop);
    stop.querySelector("[data-back]").hidden = false;
    (stop.querySelector("input:checked") ?? stop.querySelector("textarea, input") ?? stop).focus();
  }

  #putBack() {
    const stop = this.#slot.firstElementChild;
    if (!stop) return;
    stop.querySelector("[data-back]").hidden = true;
    this.#home.replaceWith(stop);
  }

  #goOn() {
    this.#putBack();
    (this.#film ?? this.#root.querySelector("[data-play]")).focus();
    if (this.#isPaused) this.#film.play();
    this.#isPaused = false;
  }

  #tick() {
    for (const mark of this.#root.querySelectorAll("[data-answered]")) {
      mark.hidden = !isAnswered(this.#stops.find((stop) => stop.dataset.stop === mark.dataset.answered));
    }
  }
}

for (const root of document.querySelectorAll("[data-kind=video]")) new Film(root);
