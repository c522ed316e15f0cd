// The picture and the list of a map are two views of the same fields of the form: each change
// writes fields and says `input`, and whoever changed them, the picture is drawn from them again.
import { Drag } from "../../web/assets/js/parts/drag.js";
import { rowsIn } from "../../web/assets/js/parts/rows.js";
import { Acts } from "./acts.js";
import { sayAids, write } from "./aids.js";
import { Fields, earlier } from "./fields.js";
import { Folds } from "./folds.js";
import { Hand } from "./hand.js";
import { Picture } from "./picture.js";
import { matched } from "./ties.js";

const LONGEST_CENTRE = 9;
const LATEST = 300; // milliseconds until the words follow
const ALL = "all rows";
const KEYS = { ArrowUp: "in", ArrowDown: "out", ArrowLeft: "left", ArrowRight: "right", t: "tie", Enter: "edit", " ": "edit", Delete: "remove", Backspace: "remove", n: "next", b: "back", Escape: "stop" };

class NetworkMap {
  chosen; // an id
  #words;
  #shown;
  #acts;
  #before;
  #fresh; // the row that was read in this very moment, or all
  #waiting = 0; // what is to be done when there is time
  #marked; // the mark of what is chosen

  constructor(root) {
    this.root = root;
    this.list = rowsIn(root.querySelector("[data-rows]"));
    this.fields = new Fields(this.list, root.dataset);
    this.picture = new Picture(root);
    this.folds = new Folds(root.querySelector(".app-entries"), root.dataset);
    this.#words = root.querySelector(".app-map__words");
    this.#shown = root.querySelector("[data-chosen]");
    this.#acts = new Acts(this);
    this.#before = earlier(root.querySelector("[name=before]").value);
    this.#listen();
    this.#follow();
  }

  #listen() {
    const { element } = this.picture;
    this.root.addEventListener("input", ({ target }) => this.#follow(target));
    // Only whom somebody knows is put right when the person leaves the field.
    this.root.addEventListener("change", ({ target, isTrusted }) => isTrusted && target.name?.endsWith("-knows") && this.#follow());
    this.root.closest("form").addEventListener("change", ({ target }) => target.name === "middle" && this.#centre(target));
    this.root.addEventListener("focusin", ({ target }) => this.choose(idAt(target) ?? this.#idOf(target.closest("li"))));
    element.addEventListener("keydown", (event) => this.#key(event));
    element.addEventListener("click", ({ target }) => this.#click(idAt(target)));
    element.addEventListener("dblclick", ({ target }) => idAt(target) && this.#acts.do("edit"));
    // A finger on a mark never scrolls; browsers differ on touch-action inside a picture.
    element.addEventListener("touchmove", (event) => idAt(event.target) && event.preventDefault(), { passive: false });
    new Drag(
      element,
      new Hand(this.picture, this.fields, {
        from: (target) => (this.#acts.isTying ? undefined : idAt(target)),
        choose: (id) => this.choose(id),
        say: (...said) => this.#acts.say(...said),
      }),
    );
  }

  // Reads the fields and shows what they hold: in the picture at once, in words when there is
  // time. Who writes many fields tells one by one when all of them are written.
  #follow(cell) {
    const row = cell?.closest("li");
    if (this.#fresh === ALL || (row && this.#fresh === row)) return;
    const changed = this.#fresh || !row ? undefined : this.fields.readOne(cell, row);
    if (!changed) this.fields.read();
    this.#fresh = changed ? row : ALL;
    queueMicrotask(() => {
      this.#fresh = undefined;
    });
    this.#show(changed);
  }

  #show(changed) {
    const active = document.activeElement;
    const { drawn } = this.fields;
    if (!drawn.some(({ id }) => id === this.chosen)) this.chosen = drawn[0]?.id;
    this.#draw(drawn);
    for (const [row, item] of changed ? [[changed.row, changed]] : this.#rows()) this.#fold(row, item);
    this.#mark(this.chosen);
    this.#sayChosen();
    this.#waiting ||= soon(() => this.#later());
    const mark = this.picture.mark(idAt(active));
    if (mark && mark !== document.activeElement) mark.focus();
  }

  #later() {
    this.#waiting = 0;
    this.fields.settle();
    sayAids(this.#words, this.fields.items, this.#before);
  }

  #rows() {
    const items = new Map(this.fields.items.map((item) => [item.row, item]));
    return this.list.rows.map((row) => [row, items.get(row)]);
  }

  #draw(items) {
    const same = matched(this.#before, this.fields.items);
    const kept = new Set([...same.values()].map(({ id }) => id));
    this.picture.show({
      items,
      gone: this.#before.filter((item) => !kept.has(item.id) && item.kind && item.circle),
      ties: this.fields.ties,
      isNew: ({ id, isGone }) => this.#before.length > 0 && !isGone && !same.has(id),
      words: (item) => this.fields.words(item),
    });
  }

  // Who is in the middle, as it fits there.
  #centre(chosen) {
    const letters = [...chosen.labels[0].textContent.trim()];
    const fits = letters.length > LONGEST_CENTRE ? [...letters.slice(0, LONGEST_CENTRE - 1), "…"] : letters;
    write(this.picture.element.querySelector("[data-centre]"), fits.join(""));
  }

  #fold(row, item) {
    const isComplete = Boolean(item?.kind && item.circle);
    const said = isComplete ? this.fields.facts(item).join(", ") : "";
    this.folds.show(row, { said, isComplete });
  }

  #idOf(row) {
    return row && this.fields.items.find((item) => item.row === row)?.id;
  }

  choose(id) {
    if (!id || id === this.chosen || !this.picture.mark(id)) return;
    this.chosen = id;
    this.#mark(id);
    this.#sayChosen();
  }

  // One of the marks can be reached by Tab, and shows that it is chosen.
  #mark(id) {
    const mark = this.picture.mark(id);
    if (mark === this.#marked) return;
    for (const one of [this.#marked, mark]) {
      one?.setAttribute("tabindex", one === mark ? "0" : "-1");
      one?.classList.toggle("is-chosen", one === mark);
    }
    this.#marked = mark;
  }

  #sayChosen() {
    const item = this.fields.named(this.chosen);
    write(this.#shown, item ? this.fields.words(item) : this.#shown.dataset.none);
  }

  #key(event) {
    const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || !idAt(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (this.#acts.isTying && ["tie", "edit"].includes(act)) this.#acts.tie(this.chosen);
    else this.#acts.do(act);
  }

  #click(id) {
    if (!id) return;
    if (this.#acts.isTying) this.#acts.tie(id);
    this.choose(id);
    this.picture.mark(id).focus();
  }
}

const soon = (act) => (window.requestIdleCallback ? requestIdleCallback(act, { timeout: LATEST }) : setTimeout(act, 1));
const idAt = (element) => element?.closest?.("[data-id]")?.dataset.id;

for (const root of document.querySelectorAll("[data-kind=network_map]")) new NetworkMap(root);
