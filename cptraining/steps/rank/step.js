// Every number has room for one card; a card that is put where another stands pushes it on.
import { Cards, begin } from "../../web/assets/js/parts/cards.js";

class Order extends Cards {
  arrange(card) {
    super.arrange(card);
    for (const button of card.querySelectorAll("[data-by]"))
      button.ariaDisabled = String(!this.next(card, Number(button.dataset.by)));
  }

  settle(card, before) {
    const at = this.#number(card);
    const standing = (n) => this.cards.find((one) => one !== card && this.#number(one) === n);
    if (!at || !standing(at)) return;
    const gap = Number(before) || this.#free(at, card);
    if (!gap) return this.#move(standing(at), "");
    const by = Math.sign(gap - at);
    for (let n = gap - by; n !== at - by; n -= by)
      if (standing(n)) this.#move(standing(n), String(n + by));
  }

  next(card, by) {
    const number = this.#number(card);
    const to = number ? number + by : this.#free(1, card);
    return to >= 1 && to <= this.#last ? String(to) : undefined;
  }

  get #last() {
    return this.list(this.cards[0]).options.length - 1;
  }

  // The nearest number without a card, from here down and then up; 0 = all are taken.
  #free(from, card) {
    const taken = new Set(this.cards.map((one) => (one === card ? 0 : this.#number(one))));
    const numbers = Array.from({ length: this.#last }, (_none, place) => place + 1);
    const free = numbers.filter((n) => !taken.has(n));
    return free.find((n) => n >= from) ?? free.at(-1) ?? 0;
  }

  #number(card) {
    return Number(this.list(card).value);
  }

  #move(card, place) {
    this.list(card).value = place;
    this.moved(card);
    this.arrange(card);
  }
}

begin("rank", Order);
