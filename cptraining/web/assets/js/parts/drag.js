// Dragging with a mouse, a pen or a finger. It knows nothing of what is dragged: the `hand` says
// `from(event)` → the thing that a press takes hold of, none = nothing (a finger needs
// `touch-action: none` there, or it scrolls); then it is told start(thing, at), move(thing, at)
// and end(thing, at) or cancel(thing), with `at` = {x, y} in the window. move() may return false:
// then the page does not scroll when that place is near its edge.
const SLACK = 6; // px: less is a press, not a drag
const EDGE = 72;
const FASTEST = 14; // px in a frame

export class Drag {
  #hand;
  #held; // {thing, pointer, from, at, isMoving, isFree}
  #frame = 0;
  #isOver = false; // a drag has just ended: the click that follows it is none

  constructor(root, hand) {
    this.#hand = hand;
    root.addEventListener("pointerdown", (event) => this.#press(event));
    root.addEventListener("pointermove", (event) => this.#move(event));
    root.addEventListener("pointerup", (event) => this.#release(event));
    root.addEventListener("pointercancel", (event) => this.#cancel(event));
    root.addEventListener("dragstart", (event) => event.preventDefault());
    root.addEventListener("click", (event) => this.#click(event), true);
    addEventListener("keydown", (event) => event.key === "Escape" && this.#cancel(this.#held));
  }

  #press(event) {
    this.#isOver = false;
    if (this.#held || event.button !== 0) return;
    const thing = this.#hand.from(event);
    if (!thing) return;
    const at = { x: event.clientX, y: event.clientY };
    this.#held = { thing, pointerId: event.pointerId, from: at, at, isMoving: false };
  }

  #move(event) {
    const held = this.#held;
    if (event.pointerId !== held?.pointerId) return;
    held.at = { x: event.clientX, y: event.clientY };
    if (!held.isMoving && Math.hypot(held.at.x - held.from.x, held.at.y - held.from.y) < SLACK) return;
    if (!held.isMoving) this.#start(event, held);
    held.isFree = this.#hand.move(held.thing, held.at) !== false;
    this.#frame ||= requestAnimationFrame(() => this.#scroll());
  }

  #start(event, held) {
    held.isMoving = true;
    event.currentTarget.setPointerCapture(event.pointerId);
    getSelection().removeAllRanges();
    this.#hand.start(held.thing, held.at);
  }

  #release(event) {
    const held = this.#held;
    if (event.pointerId !== held?.pointerId) return;
    this.#let();
    if (held.isMoving) this.#hand.end(held.thing, held.at);
  }

  #cancel(event) {
    const held = this.#held;
    if (!held || event.pointerId !== held.pointerId) return;
    this.#let();
    if (held.isMoving) this.#hand.cancel(held.thing);
  }

  #let() {
    this.#isOver = this.#held.isMoving;
    this.#held = undefined;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #click(event) {
    if (this.#isOver && event.detail) {
      event.preventDefault();
      event.stopPropagation();
    }
    this.#isOver = false;
  }

  // Near the upper or lower edge of the window the page goes on, the nearer the faster.
  #scroll() {
    const { thing, at, isFree } = this.#held;
    const over = Math.min(at.y - EDGE, 0) + Math.max(at.y - innerHeight + EDGE, 0);
    const before = scrollY;
    if (over && isFree) scrollBy({ top: (over / EDGE) * FASTEST, behavior: "instant" });
    if (scrollY !== before) this.#held.isFree = this.#hand.move(thing, at) !== false;
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }
}
