// What belongs to a card is dragged onto it.
import { Cards, begin } from "../../web/assets/js/parts/cards.js";

class Pairs extends Cards {
  // Shows what was chosen in full where the list may cut it off, and beside each reply whether it is in use.
  arrange(card) {
    const list = this.list(card);
    const chosen = card.querySelector("[data-chosen]");
    if (chosen) {
      chosen.textContent = list.value ? list.selectedOptions[0].textContent : "";
      chosen.hidden = !list.value;
    }
    const used = new Set(this.cards.map((one) => this.list(one).value));
    for (const reply of this.root.querySelectorAll("[data-reply]"))
      reply.querySelector("[data-used]").hidden = !used.has(reply.dataset.reply);
  }

  thing(element) {
    return element.closest("[data-reply]");
  }

  put(reply, id) {
    const card = this.cards.find((one) => one.dataset.card === id);
    if (card) this.choose(card, reply.dataset.reply);
  }
}

begin("match", Pairs);
