// Draws the map and changes only what is different from before.
import { CENTRE, LINE, laidOut } from "./layout.js";

const SVG = "http://www.w3.org/2000/svg";
const SIGNS = { gives: "M-5 0H5M0-5V5", neutral: "", drains: "M-5 0H5" };
const BEFORE_MARK = 27; // where plus and minus stand on a thread
const BEND = 0.18;

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
  #drawn = new Map(); // id → {mark, thread, at, …}
  #tied = [];

  constructor(root) {
    this.element = root.querySelector(".app-map__picture");
    this.#marks = this.element.querySelector("[data-marks]");
    this.#threads = this.element.querySelector("[data-threads]");
    this.#ties = this.element.querySelector("[data-ties]");
    for (const kind of ["person", "place", "activity"])
      this.#shapes[kind] = root.querySelector(`.app-map__legend .app-map__item--${kind} path`).getAttribute("d");
    for (const layer of [this.#marks, this.#threads, this.#ties]) layer.replaceChildren();
    put(this.element, "role", "group");
  }

  // `items` that can be drawn, what is gone, pairs of ids; `words` says an item in words.
  show({ items, gone, ties, isNew, chosen, words }) {
    const spots = laidOut([...items, ...gone]);
    const old = this.#drawn;
    this.#drawn = new Map();
    for (const spot of spots) this.#place(spot, old, { isNew, chosen, words });
    for (const { mark, thread } of old.values()) {
      mark.remove();
      thread?.remove();
    }
    this.#keepOrder();
    this.#tied = ties.filter((pair) => pair.every((id) => this.#drawn.has(id)));
    this.#tie();
    this.element.classList.toggle("is-numbered", spots.some(({ lines }) => !lines.length));
  }

  // Only this one moves, while it is dragged.
  carry(id, x, y) {
    const one = this.#drawn.get(id);
    Object.assign(one, { x, y });
    put(one.mark, "transform", `translate(${x} ${y})`);
    this.#stretch(one);
    this.#tie();
  }

  mark(id) {
    return this.#drawn.get(id)?.mark;
  }

  // Where a place in the window lies on the picture.
  at({ x, y }) {
    const point = new DOMPoint(x, y).matrixTransform(this.element.getScreenCTM().inverse());
    return { x: point.x, y: point.y };
  }

  #place(spot, old, { isNew, chosen, words }) {
    const { item, x, y } = spot;
    const key = item.isGone ? `gone ${item.id}` : item.id;
    const form = [item.kind, item.effect, item.paid, item.number, item.isGone, isNew(item), spot.dx, spot.dy, ...spot.lines].join("\t");
    let one = old.get(key);
    old.delete(key);
    if (!one) one = this.#begin(item);
    if (one.form !== form) this.#dress(one, spot, isNew(item));
    const isStill = one.form === form && one.x === x && one.y === y;
    Object.assign(one, { form, x, y });
    if (!isStill) put(one.mark, "transform", `translate(${x} ${y})`);
    if (!item.isGone) {
      put(one.mark, "aria-label", words(item));
      put(one.mark, "tabindex", item.id === chosen ? "0" : "-1");
      one.mark.classList.toggle("is-chosen", item.id === chosen);
      if (!isStill) this.#stretch(one);
    }
    this.#drawn.set(key, one);
  }

  #begin(item) {
    const one = { mark: svg("g", {}) };
    this.#marks.append(one.mark);
    if (item.isGone) return one;
    put(one.mark, "role", "button");
    one.mark.dataset.id = item.id;
    one.path = svg("path", {});
    one.thread = svg("g", {}, one.path);
    this.#threads.append(one.thread);
    return one;
  }

  #dress(one, { item, lines, dx, dy, anchor }, isNew) {
    const paid = item.paid ? " is-paid" : "";
    const state = (isNew ? " is-new" : "") + (item.isGone ? " is-gone" : "");
    put(one.mark, "class", `app-map__item app-map__item--${item.kind}${paid}${state}`);
    const parts = [svg("circle", { class: "app-map__focus", r: 24 }), svg("path", { class: "app-map__shape", d: this.#shapes[item.kind] })];
    if (!item.isGone) parts.push(svg("text", { class: "app-map__number", y: 5 }, String(item.number)));
    if (item.paid) parts.push(svg("g", { class: "app-map__paid" }, svg("circle", { r: 9 }), svg("text", { y: 5 }, "P")));
    const named = lines.map((line, place) => svg("tspan", { x: dx, y: dy + LINE * place }, line));
    if (named.length) parts.push(svg("text", { class: "app-map__label", "text-anchor": anchor }, ...named));
    one.mark.replaceChildren(...parts);
    if (!one.thread) return;
    put(one.thread, "class", `app-map__thread app-map__thread--${item.effect}${paid}`);
    one.sign = SIGNS[item.effect] && svg("g", {}, svg("circle", { r: 8 }), svg("path", { d: SIGNS[item.effect] }));
    one.thread.replaceChildren(one.path, ...(one.sign ? [one.sign] : []));
  }

  #stretch({ path, sign, x, y }) {
    put(path, "d", `M0 0L${x} ${y}`);
    const far = Math.max(Math.hypot(x, y), CENTRE);
    const near = (far - BEFORE_MARK) / far;
    if (sign) put(sign, "transform", `translate(${(x * near).toFixed(1)} ${(y * near).toFixed(1)})`);
  }

  // The marks stand in the order of the list, which screen readers follow.
  #keepOrder() {
    let next = this.#marks.firstChild;
    for (const { mark } of this.#drawn.values()) {
      if (mark === next) next = next.nextSibling;
      else this.#marks.insertBefore(mark, next);
    }
  }

  #tie() {
    while (this.#ties.childElementCount < this.#tied.length) this.#ties.append(svg("path", {}));
    while (this.#ties.childElementCount > this.#tied.length) this.#ties.lastChild.remove();
    this.#tied.forEach((pair, place) => {
      const [a, b] = pair.map((id) => this.#drawn.get(id));
      const line = this.#ties.children[place];
      const isPaid = [a, b].some(({ mark }) => mark.classList.contains("is-paid"));
      const bent = [(a.x + b.x) / 2 - (b.y - a.y) * BEND, (a.y + b.y) / 2 + (b.x - a.x) * BEND];
      put(line, "class", `app-map__tie${isPaid ? " is-paid" : ""}`);
      put(line, "d", `M${a.x} ${a.y}Q${bent[0].toFixed(1)} ${bent[1].toFixed(1)} ${b.x} ${b.y}`);
    });
  }
}
