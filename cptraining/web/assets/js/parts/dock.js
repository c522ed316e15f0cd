// Where does it go? The places for a card that was picked up, at the foot of the window.
export const fill = (words, gaps) => words.replace(/\{(\w+)\}/g, (_gap, name) => gaps[name]);

export class Dock {
  #root;
  #asks; // the question, with a gap for the card

  constructor(root, asks) {
    this.#root = root;
    this.#asks = asks;
  }

  get #places() {
    return [...this.#root.querySelectorAll("[data-place]")];
  }

  get words() {
    return this.#root.querySelector("[data-asks]").textContent;
  }

  has(element) {
    return this.#root.contains(element);
  }

  // Asks about a card with this name, which is at this place now; none = nowhere.
  open(card, at) {
    this.#root.querySelector("[data-asks]").textContent = fill(this.#asks, { card });
    for (const place of this.#places) place.ariaCurrent = place.dataset.place === at ? "true" : null;
    this.#root.hidden = false;
  }

  close() {
    this.#root.hidden = true;
  }

  // Goes to the first place where the card is not.
  focus() {
    this.#places.find((place) => !place.ariaCurrent).focus();
  }
}
