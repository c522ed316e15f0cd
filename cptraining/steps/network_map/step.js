// The picture and the list of a map are two views of the same fields of the form: each change
// writes fields and says `input`, and whoever changed them, the picture is drawn from them again.
import { Drag } from "../../web/assets/js/parts/drag.js";
import { rowsIn } from "../../web/assets/js/parts/rows.js";
import { fill, sayAids } from "./aids.js";
import { Fields, earlier } from "./fields.js";
import { Folds } from "./folds.js";
import { Hand } from "./hand.js";
import { CIRCLES } from "./layout.js";
import { Picture } from "./picture.js";
import { matched } from "./ties.js";

const TURN = 10; // degrees for one press
const LONGEST_CENTRE = 9;
const KEYS = { ArrowUp: "in", ArrowDown: "out", ArrowLeft: "left", ArrowRight: "right", t: "tie", Enter: "edit", " ": "edit", Delete: "remove", Backspace: "remove", n: "next", b: "back", Escape: "stop" };

class NetworkMap {
  #root;
  #list;
  #tools;
  #picture;
  #folds;
  #before;
  #fields;
  #isFresh = false; // drawn in this very moment: who writes many fields tells one by one
  #chosen; // an id
  #tying; // the id of whom a tie is drawn from

  constructor(root) {
    this.#root = root;
    this.#list = rowsIn(root.querySelector("[data-rows]"));
    this.#tools = root.querySelector(".app-map__tools");
    this.#fields = new Fields(this.#list, root.dataset);
    this.#picture = new Picture(root);
    this.#folds = new Folds(root.querySelector(".app-entries"), root.dataset);
    this.#before = earlier(root.querySelector("[name=before]").value);
    this.#tools.hidden = false;
    this.#listen();
    this.#follow();
  }

  #listen() {
    const { element } = this.#picture;
    this.#root.addEventListener("input", () => this.#follow());
    // Only whom somebody knows is put right when the field is left.
    this.#root.addEventListener("change", ({ target }) => target.name?.endsWith("-knows") && this.#follow());
    this.#root.closest("form").addEventListener("change", ({ target }) => target.name === "middle" && this.#follow());
    this.#root.addEventListener("focusin", ({ target }) => this.#choose(idAt(target) ?? this.#idOf(target.closest("li"))));
    this.#tools.addEventListener("click", ({ target }) => this.#do(target.closest("[data-do]")?.dataset.do));
    element.addEventListener("keydown", (event) => this.#key(event));
    element.addEventListener("click", ({ target }) => this.#click(idAt(target)));
    element.addEventListener("dblclick", ({ target }) => idAt(target) && this.#do("edit"));
    // A finger on a mark never scrolls; browsers differ on touch-action inside a picture.
    element.addEventListener("touchmove", (event) => idAt(event.target) && event.preventDefault(), { passive: false });
    new Drag(
      element,
      new Hand(this.#picture, this.#fields, {
        from: (target) => (this.#tying ? undefined : idAt(target)),
        choose: (id) => this.#choose(id),
        say: (...said) => this.#say(...said),
      }),
    );
  }

  // Reads the fields and shows what they hold, in the picture and in words.
  #follow() {
    if (this.#isFresh) return;
    this.#isFresh = true;
    queueMicrotask(() => {
      this.#isFresh = false;
    });
    const active = document.activeElement;
    const rows = this.#list.rows;
    this.#fields.read();
    const { drawn } = this.#fields;
    if (!drawn.some(({ id }) => id === this.#chosen)) this.#chosen = drawn[0]?.id;
    this.#draw(drawn);
    const items = new Map(this.#fields.items.map((item) => [item.row, item]));
    for (const row of rows) this.#fold(row, items.get(row));
    sayAids(this.#root, this.#fields.items, this.#before);
    this.#sayChosen();
    const mark = this.#picture.mark(idAt(active));
    if (mark && mark !== document.activeElement) mark.focus();
  }

  #draw(items) {
    const same = matched(this.#before, this.#fields.items);
    const kept = new Set([...same.values()].map(({ id }) => id));
    this.#picture.show({
      items,
      gone: this.#before.filter((item) => !kept.has(item.id) && item.kind && item.circle),
      ties: this.#fields.ties,
      isNew: ({ id, isGone }) => this.#before.length > 0 && !isGone && !same.has(id),
      chosen: this.#chosen,
      words: (item) => this.#fields.words(item),
    });
    this.#picture.element.querySelector("[data-centre]").textContent = this.#middle;
  }

  // Who is in the middle, as it fits there.
  get #middle() {
    const chosen = this.#root.closest("form").querySelector("[name=middle]:checked");
    const letters = [...(chosen?.labels[0].textContent.trim() ?? "")];
    return letters.length > LONGEST_CENTRE ? `${letters.slice(0, LONGEST_CENTRE - 1).join("")}…` : letters.join("");
  }

  #fold(row, item) {
    const isComplete = Boolean(item?.kind && item.circle);
    const said = isComplete ? this.#fields.facts(item).join(", ") : "";
    this.#folds.show(row, { said, isComplete });
  }

  #idOf(row) {
    return row && this.#fields.items.find((item) => item.row === row)?.id;
  }

  #choose(id) {
    if (!id || id === this.#chosen || !this.#picture.mark(id)) return;
    for (const one of [this.#chosen, id]) {
      const mark = this.#picture.mark(one);
      mark?.setAttribute("tabindex", one === id ? "0" : "-1");
      mark?.classList.toggle("is-chosen", one === id);
    }
    this.#chosen = id;
    this.#sayChosen();
  }

  #sayChosen() {
    const item = this.#fields.named(this.#chosen);
    this.#tools.querySelector("[data-chosen]").textContent = item ? this.#fields.words(item) : this.#tools.dataset.none;
  }

  #key(event) {
    const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || !idAt(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (this.#tying && ["tie", "edit"].includes(act)) this.#tie(this.#chosen);
    else this.#do(act);
  }

  #click(id) {
    if (!id) return;
    if (this.#tying) this.#tie(id);
    this.#choose(id);
    this.#picture.mark(id).focus();
  }

  #do(act) {
    const item = this.#fields.named(this.#chosen);
    const acts = {
      in: () => this.#shift(item, -1),
      out: () => this.#shift(item, 1),
      left: () => this.#turn(item, -TURN),
      right: () => this.#turn(item, TURN),
      next: () => this.#go(1),
      back: () => this.#go(-1),
      tie: () => this.#startTie(item),
      stop: () => this.#tie(undefined),
      edit: () => this.#edit(item.row),
      remove: () => this.#remove(item),
    };
    const always = { add: () => this.#add(), undo: () => this.#undo(), unpaid: () => this.#withoutPaid() };
    if (always[act]) always[act]();
    else if (item) acts[act]?.();
  }

  #shift(item, by) {
    const circle = CIRCLES[CIRCLES.indexOf(item.circle) + by];
    if (!circle) return this.#say("edge", { name: item.name, circle: this.#fields.shown(item, "circle") });
    this.#fields.write(item, { circle });
    this.#say("moved", { name: item.name, circle: this.#fields.shown(item, "circle") });
  }

  #turn(item, by) {
    this.#fields.write(item, { angle: (item.angle + by + 360) % 360 });
    this.#say("turned", { name: item.name, circle: this.#fields.shown(item, "circle") });
  }

  #go(by) {
    const marks = [...this.#picture.element.querySelectorAll("[data-id]")];
    const at = marks.indexOf(this.#picture.mark(this.#chosen));
    marks[(at + by + marks.length) % marks.length].focus();
  }

  #startTie(item) {
    this.#tying = item.id;
    this.#root.classList.add("is-tying");
    this.#say("ties", item);
    this.#picture.mark(item.id).focus();
  }

  // Ends a tie that was begun: the two know each other now, or not any more.
  #tie(id) {
    const [one, other] = [this.#fields.named(this.#tying), this.#fields.named(id)];
    this.#tying = undefined;
    this.#root.classList.remove("is-tying");
    if (!one) return;
    if (!other || one === other) return this.#say("stopped", {});
    const isTied = one.knows.includes(other.id) || other.knows.includes(one.id);
    this.#fields.tie(one, other, !isTied);
    this.#say(isTied ? "untied" : "tied", { name: one.name, other: other.name });
  }

  #edit(row) {
    this.#folds.open(row, true);
    this.#fields.cell(row, "name").focus();
    row.scrollIntoView({ block: "nearest" });
  }

  #add() {
    const blank = this.#list.rows.find((row) => !this.#fields.cell(row, "name").value.trim());
    const row = blank ?? this.#list.add();
    if (row) this.#edit(row);
  }

  #remove(item) {
    const at = this.#fields.items.indexOf(item);
    const nearest = this.#fields.items[at + 1] ?? this.#fields.items[at - 1];
    this.#list.remove(item.row);
    const next = this.#picture.mark(nearest?.id) ?? this.#tools.querySelector("[data-do=add]");
    this.#choose(nearest?.id);
    next.focus();
    this.#say("removed", item);
  }

  #undo() {
    document.querySelector("[data-undoing] [data-by='-1']").click();
  }

  #withoutPaid() {
    const isOn = this.#root.classList.toggle("is-unpaid");
    this.#tools.querySelector("[data-do=unpaid]").ariaPressed = String(isOn);
  }

  #say(what, gaps) {
    this.#tools.querySelector("[data-said]").textContent = fill(this.#tools.dataset[what], gaps);
  }
}

const idAt = (element) => element?.closest?.("[data-id]")?.dataset.id;

for (const root of document.querySelectorAll("[data-kind=network_map]")) new NetworkMap(root);
