// Draws the map and changes only what is different from before.
import { CENTRE, placed } from "./layout.js";
import { LINE, bends, control, label } from "./naming.js";

const SVG = "http://www.w3.org/2000/svg";
const SIGNS = { gives: "M-5 0H5M0-5V5", neutral: "", drains: "M-5 0H5" };
const BEFORE_MARK = 27; // where plus and minus stand on a thread
const BEFORE_ARROW = 34;
const TIP = 16;

function svg(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function put(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

export class Picture {
  element;
  #marks;
  #threads;
  #ties;
  #shapes = {};
  #arrow;
  #drawn = new Map(); // id → {item, mark, thread, x, y, …}
  #tied = []; // {a, b, by, line, drawn}: two of those, how far the line between bends

  constructor(root) {
    this.element = root.querySelector(".app-map__picture");
    this.#marks = this.element.querySelector("[data-marks]");
    this.#threads = this.element.querySelector("[data-threads]");
    this.#ties = this.element.querySelector("[data-ties]");
    const legend = root.querySelector(".app-map__legend");
    for (const kind of ["person", "place", "activity"])
      this.#shapes[kind] = legend.querySelector(`.app-map__item--${kind} path`).getAttribute("d");
    this.#arrow = legend.querySelector(".app-map__arrow").getAttribute("d");
    for (const layer of [this.#marks, this.#threads, this.#ties]) layer.replaceChildren();
    put(this.element, "role", "group");
  }

  // `items` that can be drawn, what is gone, pairs of ids; `isNew` says it of an item, and
  // `words` says an item in words.
  show({ items, gone, ties, isNew, words }) {
    const spots = placed([...items, ...gone]);
    const byId = new Map(spots.filter(({ item }) => !item.isGone).map((spot) => [spot.item.id, spot]));
    const ends = ties.map((pair) => pair.map((id) => byId.get(id))).filter((pair) => pair.every(Boolean));
    label(spots, ends);
    const old = this.#drawn;
    this.#drawn = new Map();
    for (const spot of spots) this.#place(spot, old, { isNew, words });
    for (const { mark, thread } of old.values()) {
      mark.remove();
      thread?.remove();
    }
    this.#keepOrder();
    this.#tie(ends, spots);
    this.element.classList.toggle("is-numbered", spots.some(({ lines }) => !lines.length));
  }

  // Only this one moves, while it is dragged; its ties keep their bend.
  carry(id, x, y) {
    const one = this.#drawn.get(id);
    Object.assign(one, { x, y });
    put(one.mark, "transform", `translate(${x} ${y})`);
    this.#stretch(one);
    for (const tie of this.#tied) if (tie.a === one || tie.b === one) this.#bend(tie);
  }

  mark(id) {
    return this.#drawn.get(id)?.mark;
  }

  // Where a place in the window lies on the picture.
  at({ x, y }) {
    const point = new DOMPoint(x, y).matrixTransform(this.element.getScreenCTM().inverse());
    return { x: point.x, y: point.y };
  }

  #place(spot, old, { isNew, words }) {
    const { item, x, y } = spot;
    const key = item.isGone ? `gone ${item.id}` : item.id;
    const one = old.get(key) ?? this.#begin(item);
    old.delete(key);
    const form = [item.kind, item.effect, item.gets, item.paid, item.number, item.isGone, isNew(item), spot.dx, spot.dy, ...spot.lines].join("\t");
    const isStill = one.form === form && one.x === x && one.y === y;
    if (one.form !== form) this.#dress(one, spot, isNew(item));
    Object.assign(one, { item, form, x, y });
    if (!isStill) put(one.mark, "transform", `translate(${x} ${y})`);
    if (!item.isGone) {
      put(one.mark, "aria-label", words(item));
      if (!isStill) this.#stretch(one);
    }
    this.#drawn.set(key, one);
    spot.drawn = one;
  }

  #begin(item) {
    const one = { mark: svg("g", {}) };
    this.#marks.append(one.mark);
    if (item.isGone) return one;
    for (const [name, value] of [["role", "button"], ["tabindex", "-1"]]) put(one.mark, name, value);
    one.mark.dataset.id = item.id;
    one.path = svg("path", {});
    one.thread = svg("g", {}, one.path);
    this.#threads.append(one.thread);
    return one;
  }

  #dress(one, { item, lines, dx, dy, anchor }, isNew) {
    const paid = item.paid ? " is-paid" : "";
    const state = (isNew ? " is-new" : "") + (item.isGone ? " is-gone" : "") + (one.mark.matches(".is-chosen") ? " is-chosen" : "");
    put(one.mark, "class", `app-map__item app-map__item--${item.kind}${paid}${state}`);
    const parts = [svg("circle", { class: "app-map__focus", r: 24 }), svg("path", { class: "app-map__shape", d: this.#shapes[item.kind] })];
    if (!item.isGone) parts.push(svg("text", { class: "app-map__number", y: 5 }, String(item.number)));
    if (item.paid) parts.push(svg("g", { class: "app-map__paid" }, svg("circle", { r: 9 }), svg("text", { y: 5 }, "P")));
    const named = lines.map((line, place) => svg("tspan", { x: dx, y: dy + LINE * place }, line));
    if (named.length) parts.push(svg("text", { class: "app-map__label", "text-anchor": anchor }, ...named));
    one.mark.replaceChildren(...parts);
    if (one.thread) this.#dressThread(one, item, paid);
  }

  #dressThread(one, { effect, gets }, paid) {
    put(one.thread, "class", `app-map__thread app-map__thread--${effect}${paid}`);
    one.sign = SIGNS[effect] && svg("g", {}, svg("circle", { r: 8 }), svg("path", { d: SIGNS[effect] }));
    one.arrow = gets ? svg("path", { class: "app-map__arrow", d: this.#arrow }) : undefined;
    one.thread.replaceChildren(...[one.path, one.sign, one.arrow].filter(Boolean));
  }

  #stretch({ path, sign, arrow, x, y }) {
    put(path, "d", `M0 0L${x} ${y}`);
    const far = Math.max(Math.hypot(x, y), CENTRE);
    const before = (by) => `translate(${(x * (1 - by / far)).toFixed(1)} ${(y * (1 - by / far)).toFixed(1)})`;
    if (sign) put(sign, "transform", before(arrow ? BEFORE_ARROW : BEFORE_MARK));
    if (arrow) put(arrow, "transform", `${before(TIP)} rotate(${Math.round((Math.atan2(y, x) * 180) / Math.PI)})`);
  }

  // The marks stand in the order of the list, which screen readers follow.
  #keepOrder() {
    let next = this.#marks.firstChild;
    for (const { mark } of this.#drawn.values()) {
      if (mark === next) next = next.nextSibling;
      else this.#marks.insertBefore(mark, next);
    }
  }

  #tie(ends, spots) {
    const found = bends(ends, spots);
    const lines = this.#ties.children;
    while (lines.length < ends.length) this.#ties.append(svg("path", {}));
    while (lines.length > ends.length) this.#ties.lastChild.remove();
    this.#tied = ends.map(([a, b], place) => ({ a: a.drawn, b: b.drawn, by: found[place], line: lines[place] }));
    for (const tie of this.#tied) this.#bend(tie);
  }

  #bend({ a, b, by, line }) {
    const [x, y] = control(a, b, by);
    put(line, "class", `app-map__tie${a.item.paid || b.item.paid ? " is-paid" : ""}`);
    put(line, "d", `M${a.x} ${a.y}Q${x.toFixed(1)} ${y.toFixed(1)} ${b.x} ${b.y}`);
  }
}
