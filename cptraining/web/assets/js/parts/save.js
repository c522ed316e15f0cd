// Saves a form while somebody fills it in: 1 s after a pause, at the latest 2 s after the first
// unsaved change, before a button does its work, and on leaving. The page says "Saved" only when
// the server has said so; what the server has not got is kept in this browser.
import { drafts, drop, dropOwn, keep } from "./drafts.js";
import { read, write } from "./fields.js";
import { MOST_ON_LEAVING, post, saving } from "./post.js";
import { warn } from "./privacy.js";

const PAUSE = 1000;
const LATEST = 2000;
const LONGEST_WAIT = 30_000;
const SOON = 300;
const WORTH_RETRYING = new Set([408, 429]);

class Saver {
  #form;
  #line;
  #path;
  #changed = 0; // when the first change was made that no save carries yet; 0 = none
  #isSending = false;
  #unheard; // what was sent and perhaps arrived: it is sent again as it was, before anything newer
  #pressed; // the button that waits until everything is saved
  #timer = 0;
  #keeping = 0;
  #isKept = false;
  #wait = PAUSE;

  constructor(form) {
    this.#form = form;
    this.#line = document.querySelector("[data-saved]");
    this.#path = new URL(form.action).pathname;
    form.addEventListener("input", () => this.#change());
    form.addEventListener("submit", (event) => this.#submit(event));
    addEventListener("online", () => this.#save());
    addEventListener("pagehide", () => this.#leave());
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    addEventListener("beforeunload", (event) => this.#warn(event));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.#save();
    });
    document.querySelector("[data-drops]")?.addEventListener("click", () => dropOwn(this.#path));
    this.#begin();
  }

  get #number() {
    return this.#form.elements.namedItem("number");
  }

  get #isInTrouble() {
    return this.#wait !== PAUSE;
  }

  // What an earlier page could not save goes into the form, or is shown beside the newer answer.
  async #begin() {
    const [draft] = drafts().filter(({ path }) => path === this.#path);
    if (!draft || "posted" in this.#form.dataset) return;
    if (String(draft.number) === this.#number.value) return this.#putBack(draft);
    const { status } = await post(this.#form.action, saving(draft.fields, draft.number));
    if (status < 300) return drop(draft);
    if (status !== 409 || this.#changed) return;
    this.#number.value = draft.number;
    this.#putBack(draft);
    this.#conflict();
  }

  #putBack(draft) {
    const isNew = write(this.#form, draft.fields).length > 0;
    drop(draft);
    if (isNew) this.#keep();
  }

  #change() {
    this.#changed ||= Date.now();
    if (!this.#isInTrouble) return this.#afterPause();
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => this.#keep(), SOON);
  }

  #afterPause() {
    this.#after(Math.min(PAUSE, this.#changed + LATEST - Date.now()));
  }

  #after(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), Math.max(0, milliseconds));
  }

  // A button waits until everything is saved: without a network the page must stay.
  #submit(event) {
    if (!this.#changed && !this.#isSending) return;
    event.preventDefault();
    this.#pressed = { by: event.submitter };
    this.#save();
  }

  async #save() {
    if (this.#isSending || !this.#changed) return;
    clearTimeout(this.#timer);
    const since = this.#changed;
    const again = this.#unheard;
    const body = again ?? this.#body();
    if (!again) this.#changed = 0;
    this.#isSending = true;
    if (!this.#isInTrouble) this.#say(this.#line.dataset.saving);
    const answer = await post(this.#form.action, body);
    this.#isSending = false;
    this.#unheard = answer.isUnheard ? body : undefined;
    this.#heed(answer, since);
  }

  #body() {
    return saving(read(this.#form), this.#number?.value);
  }

  #heed({ status, ...said }, since) {
    if (status === 409) return this.#conflict();
    if (status >= 500 || WORTH_RETRYING.has(status)) return this.#retry(since);
    if (status < 300) this.#saved(said);
    else this.#refused();
    if (this.#changed) return this.#pressed ? this.#save() : this.#afterPause();
    if (this.#pressed) this.#form.requestSubmit(this.#pressed.by);
  }

  #saved({ saved_at: time, number, warnings }) {
    if (number !== undefined) this.#number.value = number;
    this.#wait = PAUSE;
    warn(warnings);
    if (this.#changed) return;
    this.#drop();
    this.#say(this.#line.dataset.now.replace("{time}", time));
  }

  #drop() {
    clearTimeout(this.#keeping);
    this.#isKept = false;
    dropOwn(this.#path);
  }

  #refused() {
    this.#wait = PAUSE;
    this.#keep();
    this.#say(this.#line.dataset.refused, true);
  }

  #retry(since) {
    this.#changed = since;
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    this.#keep();
    this.#say(this.#isKept ? this.#line.dataset.kept : this.#line.dataset.retrying, true);
    if (this.#pressed) this.#line.focus();
    this.#pressed = undefined;
    this.#after(this.#wait);
  }

  #keep(number = this.#number.value) {
    this.#isKept = keep(this.#path, { number: Number(number), fields: read(this.#form) });
  }

  // A newer answer was saved elsewhere: hand in this page's too, and the server shows both.
  #conflict() {
    this.#changed = 0;
    this.#keep();
    this.#say(this.#line.dataset.conflict, true);
    const intent = document.createElement("input");
    Object.assign(intent, { type: "hidden", name: "intent", value: "save" });
    this.#form.append(intent);
    this.#form.submit();
  }

  // The page cannot hear the answer any more. A save under way goes on by itself and takes the
  // present answer number, so what was changed since then follows with the next.
  #leave() {
    if (!this.#changed && !this.#isSending) return;
    const number = Number(this.#number.value) + (this.#isSending && this.#changed ? 1 : 0);
    this.#keep(number);
    if (this.#changed) navigator.sendBeacon(this.#form.action, saving(read(this.#form), number));
    this.#changed = 0;
  }

  // Only what nobody keeps is lost with the page.
  #warn(event) {
    if (this.#changed && this.#isInTrouble && !this.#isKept) event.preventDefault();
  }

  #say(words, isTroubled = false) {
    if (this.#line.textContent !== words) this.#line.textContent = words;
    this.#line.classList.toggle("is-troubled", isTroubled);
  }
}

export function keepSaved(form) {
  return new Saver(form);
}
