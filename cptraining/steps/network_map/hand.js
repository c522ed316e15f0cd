// What a mouse, a pen or a finger does to a mark. While it is dragged the list follows; the change
// counts when it is let go.
import { CENTRE, CIRCLES, EDGES } from "./layout.js";

const NEAREST = CENTRE + 20;
const MARK = 15;

export class Hand {
  #picture;
  #fields;
  #map;

  // The `map` says from(element) → an id, choose(id) and say(what, gaps).
  constructor(picture, fields, map) {
    this.#picture = picture;
    this.#fields = fields;
    this.#map = map;
  }

  from({ target }) {
    return this.#map.from(target);
  }

  start(id) {
    this.#map.choose(id);
    this.#picture.mark(id).classList.add("is-dragged");
  }

  move(id, at) {
    const { x, y, circle } = this.#place(at);
    this.#fields.cell(this.#fields.named(id).row, "circle").value = circle;
    this.#picture.carry(id, x, y);
    return false;
  }

  end(id, at) {
    const { circle, angle } = this.#place(at);
    const item = this.#let(id);
    this.#fields.write(item, { circle, angle });
    const said = circle === item.circle ? "turned" : "moved";
    this.#map.say(said, { name: item.name, circle: this.#fields.shown(item, "circle") });
    this.#picture.mark(id).focus();
  }

  cancel(id) {
    const item = this.#let(id);
    this.#fields.write(item, { circle: item.circle });
    this.#map.say("carried", item);
  }

  #let(id) {
    this.#picture.mark(id).classList.remove("is-dragged");
    return this.#fields.named(id);
  }

  #place(at) {
    const { x, y } = this.#picture.at(at);
    const angle = (Math.round((Math.atan2(y, x) * 180) / Math.PI) + 360) % 360;
    const away = Math.hypot(x, y) || 1;
    const far = Math.min(Math.max(away, NEAREST), EDGES.outer - MARK);
    const circle = CIRCLES.find((name) => far <= EDGES[name]);
    return { x: (x / away) * far, y: (y / away) * far, circle, angle };
  }
}
