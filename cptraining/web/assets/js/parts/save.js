// Saves a form while somebody fills it in: 1 s after a pause, at the latest 2 s after the first
// unsaved change, and on leaving. The page says "Saved" only when the server has said so.
const PAUSE = 1000;
const LATEST = 2000;
const LONGEST_WAIT = 30_000;
const PATIENCE = 15_000;
const MOST_ON_LEAVING = 60_000; // browsers let a page that goes away send 64 kB
const WORTH_RETRYING = new Set([408, 429]);

class Saver {
  #form;
  #line;
  #changed = 0; // when the first change was made that no save carries yet; 0 = none
  #isSending = false;
  #submitter; // the button that was pressed while a save was under way
  #timer = 0;
  #wait = PAUSE;

  constructor(form) {
    this.#form = form;
    this.#line = document.querySelector("[data-saved]");
    form.addEventListener("input", () => this.#change());
    form.addEventListener("submit", (event) => this.#submit(event));
    addEventListener("online", () => this.#save());
    addEventListener("pagehide", () => this.#leave());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.#save();
    });
  }

  #change() {
    this.#changed ||= Date.now();
    if (this.#wait === PAUSE) this.#afterPause();
  }

  #afterPause() {
    this.#after(Math.min(PAUSE, this.#changed + LATEST - Date.now()));
  }

  #after(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), Math.max(0, milliseconds));
  }

  // A button waits for the save under way: both would carry the same answer number.
  #submit(event) {
    this.#changed = 0;
    clearTimeout(this.#timer);
    if (!this.#isSending) return;
    event.preventDefault();
    this.#submitter = event.submitter;
  }

  async #save() {
    if (this.#isSending || !this.#changed) return;
    const since = this.#changed;
    this.#changed = 0;
    this.#isSending = true;
    this.#say(this.#line.dataset.saving);
    const answer = await this.#send();
    this.#isSending = false;
    this.#heed(answer, since);
  }

  // The server's answer; none when it could not be reached or was not understood.
  async #send() {
    const body = this.#body();
    try {
      const response = await fetch(this.#form.action, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        keepalive: body.toString().length < MOST_ON_LEAVING,
        redirect: "error",
        signal: AbortSignal.timeout(PATIENCE),
      });
      return { status: response.status, ...(response.ok ? await response.json() : {}) };
    } catch {
      return { status: 503 };
    }
  }

  #body() {
    const body = new URLSearchParams(new FormData(this.#form));
    body.set("intent", "save");
    return body;
  }

  #heed({ status, saved_at: time, number }, since) {
    if (status < 300) this.#saved(time, number);
    if (this.#submitter) return this.#form.requestSubmit(this.#submitter);
    if (status === 409) return this.#conflict();
    if (status >= 500 || WORTH_RETRYING.has(status)) return this.#retry(since);
    if (status >= 400) return this.#say(this.#line.dataset.refused, true);
    if (this.#changed) this.#afterPause();
  }

  #saved(time, number) {
    const field = this.#form.elements.namedItem("number");
    if (field && number !== undefined) field.value = number;
    this.#wait = PAUSE;
    this.#say(this.#line.dataset.now.replace("{time}", time));
  }

  #retry(since) {
    this.#changed = since;
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    this.#say(this.#line.dataset.retrying, true);
    this.#after(this.#wait);
  }

  // A newer answer was saved elsewhere: hand in this page's too, and the server shows both.
  #conflict() {
    this.#say(this.#line.dataset.conflict, true);
    const intent = document.createElement("input");
    Object.assign(intent, { type: "hidden", name: "intent", value: "save" });
    this.#form.append(intent);
    this.#form.submit();
  }

  // The page cannot hear the answer any more. A save under way goes on by itself and takes the
  // present answer number, so what was changed since then follows with the next.
  #leave() {
    if (!this.#changed) return;
    const body = this.#body();
    if (this.#isSending && body.has("number")) body.set("number", Number(body.get("number")) + 1);
    navigator.sendBeacon(this.#form.action, body);
    this.#changed = 0;
  }

  #say(words, isTroubled = false) {
    this.#line.textContent = words;
    this.#line.classList.toggle("is-troubled", isTroubled);
  }
}

export function keepSaved(form) {
  return new Saver(form);
}
