// Cards with a list of places each (steps/placing.html), moved by drag, by tapping a card and
// then a place, by arrow keys on its handle, or by its list. The lists are the answer.
import { Dock, fill } from "./dock.js";
import { Drag } from "./drag.js";
import { CONTROLS, Hand } from "./hand.js";

const ARROWS = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

export class Cards {
  #dock;
  #said;
  #picked;
  #waiting; // the card whose list is used with the keys: it moves when the focus leaves the list

  constructor(root) {
    this.root = root;
    this.#dock = new Dock(root.querySelector("[data-dock]"), root.dataset.asks);
    this.#said = root.querySelector("[role=status]");
  }

  // Makes the cards movable.
  begin() {
    const { root } = this;
    for (const part of root.querySelectorAll("[data-scripted]")) part.hidden = false;
    for (const card of this.cards) {
      card.dataset.at = this.list(card).value;
      this.arrange(card);
    }
    root.addEventListener("click", (event) => this.#click(event));
    root.addEventListener("keydown", (event) => this.#key(event));
    root.addEventListener("change", (event) => this.#choose(event));
    root.addEventListener("pointerdown", () => this.#settle());
    root.addEventListener("focusout", (event) => this.#leave(event));
    new Drag(root, new Hand(this));
  }

  // What a kind may do in its own way.

  // Brings a card to where its list says.
  arrange(card) {
    const place = CSS.escape(this.list(card).value);
    const bin = this.root.querySelector(`section[data-place="${place}"] [data-list]`);
    if (card.parentElement !== bin) bin.append(card);
  }

  // Makes room in the other lists for what this one says now; `before` is what it said.
  settle(_card, _before) {}

  // Puts a thing where the person said.
  put(thing, place) {
    this.choose(thing, place);
  }

  // The place one further on, or back.
  next(card, by) {
    const { options, selectedIndex } = this.list(card);
    return options[selectedIndex + by]?.value;
  }

  // The place that this element stands for; none = no place.
  placeOf(element) {
    return element?.closest("[data-place]")?.dataset.place;
  }

  // Shows where the thing would go if it was dropped now.
  mark(element, isOver) {
    element?.closest("[data-place]")?.classList.toggle("is-over", isOver);
  }

  // What is said after a move.
  words(card) {
    const { said, out } = this.root.dataset;
    return this.list(card).value ? said : out;
  }

  // What all can use.

  get cards() {
    return [...this.root.querySelectorAll("[data-card]")];
  }

  list(card) {
    return card.querySelector("select");
  }

  name(thing) {
    return (thing.querySelector("[data-text]") ?? thing.querySelector("label")).textContent.trim();
  }

  choose(card, place) {
    const list = this.list(card);
    if (list.value === place) return;
    list.value = place;
    this.#changed(card);
    this.#show(card);
    list.dispatchEvent(new Event("input", { bubbles: true }));
  }

  say(words, card) {
    const cards = this.cards;
    const list = this.list(card) ?? card;
    const place = list.selectedOptions?.[0].textContent;
    this.#said.textContent = fill(words, {
      card: this.name(card),
      n: card.dataset.n,
      of: cards.length,
      place,
    });
  }

  // What was said about a card in its old place goes; what the new place asks comes.
  moved(card) {
    const place = this.list(card).value;
    card.dataset.at = place;
    for (const why of card.querySelectorAll("[data-why]")) why.hidden = true;
    for (const ask of card.querySelectorAll("[data-ask]"))
      ask.hidden = ask.dataset.ask !== place && !ask.querySelector("textarea").value;
  }

  #changed(card) {
    this.settle(card, card.dataset.at);
    this.moved(card);
    this.say(this.words(card), card);
  }

  // Moving what has the focus takes it away; here it goes along.
  #show(card) {
    const active = document.activeElement;
    this.arrange(card);
    if (active !== document.activeElement && active.isConnected) active.focus();
  }

  #choose(event) {
    const card = event.target.closest("select") && event.target.closest("[data-card]");
    if (!card) return;
    this.#changed(card);
    if (this.#waiting !== card) this.#show(card);
  }

  #settle(card) {
    const waiting = this.#waiting;
    this.#waiting = card;
    if (waiting && waiting !== card) this.#show(waiting);
  }

  // By tapping: first the thing, then a place in the dock or on the page.

  #click(event) {
    const by = event.target.closest("[data-by]");
    if (by) return this.#step(this.thing(by), Number(by.dataset.by));
    const grip = event.target.closest("[data-grip]");
    if (grip) return this.#pick(this.thing(grip), event.detail === 0);
    if (!this.#picked) return;
    if (event.target.closest("[data-cancel]")) return this.#unpick();
    const place = this.placeOf(event.target);
    const isControl = event.target.closest(CONTROLS) && !event.target.closest("[data-dock]");
    if (place !== undefined && !isControl) this.#place(place);
  }

  thing(element) {
    return element.closest("[data-card]");
  }

  #pick(thing, isByKey) {
    if (thing === this.#picked) return this.#unpick();
    this.lift(thing);
    this.#picked = thing;
    if (isByKey) this.#dock.focus();
    else this.#said.textContent = this.#dock.words;
  }

  #place(place) {
    const thing = this.#picked;
    this.#unpick();
    this.put(thing, place);
    thing.querySelector("[data-grip]").focus();
  }

  #unpick() {
    const thing = this.#picked;
    if (!thing) return;
    const hadFocus = this.#dock.has(document.activeElement);
    this.#picked = undefined;
    this.letGo(thing);
    if (hadFocus) thing.querySelector("[data-grip]").focus();
  }

  // A thing is in somebody's hand, and the places are shown …
  lift(thing) {
    this.#unpick();
    this.#dock.open(this.name(thing), this.list(thing)?.value);
    thing.classList.add("is-lifted");
  }

  // … and is let go.
  letGo(thing) {
    this.#dock.close();
    thing.classList.remove("is-lifted");
  }

  #leave(event) {
    const to = event.relatedTarget;
    if (event.target === this.#waiting?.querySelector("select")) queueMicrotask(() => this.#settle());
    if (this.#dock.has(event.target) && to && !this.#dock.has(to)) this.#unpick();
  }

  #key(event) {
    if (event.target.matches("select")) return this.#settle(event.target.closest("[data-card]"));
    if (event.key === "Escape" && this.#picked) return this.#unpick();
    const grip = event.target.closest("[data-grip]");
    const card = grip && this.thing(grip);
    const by = ARROWS[event.key];
    if (!by || !card || !this.list(card)) return;
    event.preventDefault();
    this.#step(card, by);
  }

  #step(card, by) {
    const place = this.next(card, by);
    if (place !== undefined) this.put(card, place);
  }
}

// Makes all such cards on this page movable.
export function begin(kind, Kind = Cards) {
  for (const root of document.querySelectorAll(`[data-kind=${kind}]`)) new Kind(root).begin();
}
