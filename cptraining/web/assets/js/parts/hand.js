// Carries cards (cards.js) while they are dragged. A finger takes the handle, so that it can scroll
// elsewhere; a mouse takes hold anywhere.
export const CONTROLS = "select, textarea, input, button, a, summary";

export class Hand {
  #cards;
  #ghost;
  #over;

  constructor(cards) {
    this.#cards = cards;
  }

  from({ target, pointerType }) {
    const grip = target.closest("[data-grip]");
    if (!grip && (pointerType !== "mouse" || target.closest(CONTROLS))) return undefined;
    return this.#cards.thing(grip ?? target);
  }

  start(thing) {
    this.#ghost = document.createElement("div");
    this.#ghost.className = "app-ghost";
    this.#ghost.textContent = this.#cards.name(thing);
    document.body.append(this.#ghost);
    this.#cards.root.classList.add("is-dragging");
    this.#cards.lift(thing);
  }

  move(_thing, { x, y }) {
    this.#ghost.style.translate = `${x}px ${y}px`;
    const under = document.elementFromPoint(x, y);
    this.#cards.mark(this.#over, false);
    this.#over = this.#cards.root.contains(under) ? under : undefined;
    this.#cards.mark(this.#over, true);
    return !under?.closest("[data-dock]");
  }

  end(thing, at) {
    this.move(thing, at);
    const place = this.#cards.placeOf(this.#over);
    this.cancel(thing);
    if (place !== undefined) this.#cards.put(thing, place);
  }

  cancel(thing) {
    this.#cards.mark(this.#over, false);
    this.#over = undefined;
    this.#ghost.remove();
    this.#cards.root.classList.remove("is-dragging");
    this.#cards.letGo(thing);
  }
}
