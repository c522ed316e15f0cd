// What the buttons under the picture and the keys on it do to the thing that is chosen.
import { fill, write } from "./aids.js";
import { CIRCLES } from "./layout.js";

const TURN = 10; // degrees for one press

export class Acts {
  #map;
  #tools;
  #said;
  #tying; // the id of whom a tie is drawn from

  // The `map` has root, list, fields, picture, folds, chosen (an id) and choose(id).
  constructor(map) {
    this.#map = map;
    this.#tools = map.root.querySelector(".app-map__tools");
    this.#said = this.#tools.querySelector("[data-said]");
    this.#tools.hidden = false;
    this.#tools.addEventListener("click", ({ target }) => this.do(target.closest("[data-do]")?.dataset.do));
  }

  get isTying() {
    return this.#tying !== undefined;
  }

  do(act) {
    const item = this.#map.fields.named(this.#map.chosen);
    const acts = {
      in: () => this.#shift(item, -1),
      out: () => this.#shift(item, 1),
      left: () => this.#turn(item, -TURN),
      right: () => this.#turn(item, TURN),
      next: () => this.#go(1),
      back: () => this.#go(-1),
      tie: () => this.#startTie(item),
      stop: () => this.tie(undefined),
      edit: () => this.#edit(item.row),
      remove: () => this.#remove(item),
    };
    const always = { add: () => this.#add(), undo: () => this.#undo(), unpaid: () => this.#withoutPaid() };
    if (always[act]) always[act]();
    else if (item) acts[act]?.();
  }

  say(what, gaps) {
    write(this.#said, fill(this.#tools.dataset[what], gaps));
  }

  // Ends a tie that was begun: the two know each other now, or not any more.
  tie(id) {
    const { fields, root } = this.#map;
    const [one, other] = [fields.named(this.#tying), fields.named(id)];
    this.#tying = undefined;
    root.classList.remove("is-tying");
    if (!one) return;
    if (!other || one === other) return this.say("stopped", {});
    const isTied = one.knows.includes(other.id) || other.knows.includes(one.id);
    fields.tie(one, other, !isTied);
    this.say(isTied ? "untied" : "tied", { name: one.name, other: other.name });
  }

  #startTie(item) {
    this.#tying = item.id;
    this.#map.root.classList.add("is-tying");
    this.say("ties", item);
    this.#map.picture.mark(item.id).focus();
  }

  #shift(item, by) {
    const { fields } = this.#map;
    const circle = CIRCLES[CIRCLES.indexOf(item.circle) + by];
    if (circle) fields.write(item, { circle });
    this.say(circle ? "moved" : "edge", { name: item.name, circle: fields.shown(item, "circle") });
  }

  #turn(item, by) {
    const { fields } = this.#map;
    fields.write(item, { angle: (item.angle + by + 360) % 360 });
    this.say("turned", { name: item.name, circle: fields.shown(item, "circle") });
  }

  #go(by) {
    const { picture, chosen } = this.#map;
    const marks = [...picture.element.querySelectorAll("[data-id]")];
    const at = marks.indexOf(picture.mark(chosen));
    marks[(at + by + marks.length) % marks.length].focus();
  }

  #edit(row) {
    this.#map.folds.open(row, true);
    this.#map.fields.cell(row, "name").focus();
    row.scrollIntoView({ block: "nearest" });
  }

  #add() {
    const { list, fields } = this.#map;
    const row = list.rows.find((one) => !fields.cell(one, "name").value.trim()) ?? list.add();
    if (row) this.#edit(row);
  }

  #remove(item) {
    const { list, fields, picture } = this.#map;
    const at = fields.items.indexOf(item);
    const nearest = fields.items[at + 1] ?? fields.items[at - 1];
    fields.settle();
    list.remove(item.row);
    this.#map.choose(nearest?.id);
    (picture.mark(nearest?.id) ?? this.#tools.querySelector("[data-do=add]")).focus();
    this.say("removed", item);
  }

  #undo() {
    document.querySelector("[data-undoing] [data-by='-1']").click();
  }

  #withoutPaid() {
    const isOn = this.#map.root.classList.toggle("is-unpaid");
    this.#tools.querySelector("[data-do=unpaid]").ariaPressed = String(isOn);
  }
}
