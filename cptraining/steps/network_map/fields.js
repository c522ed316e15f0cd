// The fields of the form behind a map: read as items, and written.
import { fill } from "./aids.js";
import { roomiest } from "./layout.js";
import { textOf, tiesOf, wordsIn } from "./ties.js";

const COLUMNS = ["id", "name", "kind", "circle", "effect", "knows", "gets", "paid", "angle"];
const CHOSEN = ["kind", "circle", "effect"];
const FACTS = [...CHOSEN, "gets", "paid"];
const QUICK = new Set(["circle", "effect", "gets", "paid", "angle"]); // of these, no other row depends

export class Fields {
  items = [];
  ties = []; // pairs of ids
  #list;
  #said;
  #cells = new WeakMap();
  #texts = new Map(); // what a choice is called
  #facts = new WeakMap();
  #tied = new Map(); // an id → the names of whom it is tied to, from either side
  #known = new WeakMap(); // a row → its text of whom it knows, and what that meant when last read
  #unsettled; // a cell that was written, of which only `input` was said so far

  // `said` has what “gets something too”, “paid” and “knows” are called.
  constructor(list, said) {
    this.#list = list;
    this.#said = said;
  }

  read() {
    const rows = this.#list.rows.map((row) => this.#read(row)).filter(({ name }) => name);
    this.items = rows.map((item, place) => ({ ...item, number: place + 1 }));
    for (const item of this.items) item.knows = this.#knows(item);
    this.#findRoom();
    this.ties = tiesOf(this.items);
    const names = new Map(this.items.map(({ id, name }) => [id, name]));
    this.#tied = new Map(this.items.map(({ id }) => [id, []]));
    for (const [one, other] of this.ties) {
      this.#tied.get(one).push(names.get(other));
      this.#tied.get(other).push(names.get(one));
    }
  }

  // Reads only the row of a cell in which somebody changed something; its item, or nothing when
  // more than that may have changed.
  readOne(cell, row) {
    if (!QUICK.has(cell.name?.split("-").at(-1))) return undefined;
    const at = this.items.findIndex((item) => item.row === row);
    const old = this.items[at];
    if (!old?.kind || !old.circle || !this.cell(row, "circle").value) return undefined;
    const { number, knows } = old;
    this.items[at] = { ...this.#read(row), number, knows };
    return this.items[at];
  }

  get drawn() {
    return this.items.filter(({ kind, circle }) => kind && circle);
  }

  // Writes into a row, and says so as if somebody had typed; `settle` then ends that change.
  write(item, values) {
    this.settle();
    for (const [name, value] of Object.entries(values)) this.cell(item.row, name).value = value;
    const cell = this.cell(item.row, "knows" in values ? "knows" : "circle");
    cell.dispatchEvent(new Event("input", { bubbles: true }));
    this.#unsettled = cell;
  }

  settle() {
    const cell = this.#unsettled;
    this.#unsettled = undefined;
    if (cell?.isConnected) cell.dispatchEvent(new Event("change", { bubbles: true }));
  }

  tie(one, other, isTied) {
    this.settle();
    const words = (from, to) => this.#known.get(from.row).words.filter((word) => word.id !== to.id);
    this.cell(other.row, "knows").value = textOf(words(other, one), this.items);
    const known = [...words(one, other), ...(isTied ? [{ id: other.id }] : [])];
    this.write(one, { knows: textOf(known, this.items) });
  }

  named(id) {
    return this.items.find((item) => item.id === id);
  }

  cell(row, name) {
    return this.#of(row)[name];
  }

  #of(row) {
    if (!this.#cells.has(row)) {
      const of = (column) => [column, row.querySelector(`[name$="-${column}"]`)];
      this.#cells.set(row, Object.fromEntries(COLUMNS.map(of)));
    }
    return this.#cells.get(row);
  }

  shown(item, name) {
    const field = this.cell(item.row, name);
    const key = `${name} ${field.value}`;
    if (!this.#texts.has(key)) this.#texts.set(key, field.selectedOptions[0].text);
    return this.#texts.get(key);
  }

  words(item) {
    const said = [item.name, ...this.facts(item)];
    const tied = this.#tied.get(item.id);
    if (tied.length) said.push(fill(this.#said.knows, { names: tied.join(", ") }));
    return said.join(", ");
  }

  // What it is, how close, what it does, whether it gets something and whether it is paid.
  facts(item) {
    const known = this.#facts.get(item.row);
    if (known && FACTS.every((name) => known.item[name] === item[name])) return known.said;
    const said = CHOSEN.filter((name) => item[name]).map((name) => this.shown(item, name));
    if (item.gets) said.push(this.#said.getsToo);
    if (item.paid) said.push(this.#said.paid);
    this.#facts.set(item.row, { item, said });
    return said;
  }

  #read(row) {
    const { id, name, kind, circle, effect, gets, paid, angle } = this.#of(row);
    return {
      row,
      id: id.value,
      name: name.value.trim().replace(/\s+/g, " "),
      kind: kind.value,
      circle: circle.value,
      effect: effect.value,
      gets: gets.checked,
      paid: paid.checked,
      angle: angle.value === "" ? undefined : Number(angle.value),
    };
  }

  // The ids behind the names. A text that nobody has touched follows the names and the order.
  #knows({ row, id }) {
    const cell = this.cell(row, "knows");
    const last = this.#known.get(row);
    if (!cell.value && !last?.words.length) {
      this.#known.set(row, { text: "", words: [] });
      return [];
    }
    const isTouched = cell.value !== last?.text;
    const words = isTouched ? wordsIn(cell.value, this.items) : last.words.flatMap((one) => (one.id ? one : wordsIn(one.word, this.items)));
    if (cell !== document.activeElement) cell.value = textOf(words.filter((one) => one.id !== id), this.items);
    this.#known.set(row, { text: cell.value, words });
    return words.flatMap((one) => one.id ?? []);
  }

  #findRoom() {
    const placed = this.drawn.filter(({ angle }) => angle !== undefined);
    for (const item of this.drawn.filter(({ angle }) => angle === undefined)) {
      item.angle = roomiest(item, placed);
      placed.push(item);
      this.cell(item.row, "angle").value = item.angle;
    }
  }
}

// The items of the earlier map that this one began as a copy of.
export function earlier(text) {
  const placed = [];
  for (const item of text ? JSON.parse(text) : []) {
    const angle = item.angle ?? (item.circle ? roomiest(item, placed) : 0);
    placed.push({ ...item, angle, knows: item.knows ?? [], isGone: true });
  }
  return placed;
}
