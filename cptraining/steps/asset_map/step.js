// The picture, the table and the words follow the rows of the form, which alone hold the data.
// Where entries stand is worked out as in drawing.py.
const REACH = 252;
const HOME = 36;
const OPEN = 300;
const SHIFTS = [0.5, 0.32, 0.68];
const MOST_LANES = 3;
const SPREAD = 0.8;
const MARK = 16;
const LETTER = 7.9;
const TALL = 17;
const LONGEST = 18;
const LAST_SORT = 5; // its shape is a triangle, whose middle is lower
const SVG = "http://www.w3.org/2000/svg";

const hit = (one, other) =>
  Math.abs(one.x - other.x) < one.wide + other.wide && Math.abs(one.y - other.y) < one.high + other.high;
const fill = (words, gaps) => words.replace(/\{(\w+)\}/g, (_gap, name) => gaps[name]);
const cell = (row, name) => row.querySelector(`[name$="-${name}"]`);

function svg(tag, attributes, text = "") {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
}

function shortened(name) {
  const letters = [...name];
  return letters.length <= LONGEST ? name : `${letters.slice(0, LONGEST - 1).join("").trimEnd()}…`;
}

// The entries that have a ring, each with its place and, where there is room, its label.
function placed(entries, rings) {
  const band = (REACH - HOME) / rings.length;
  const found = rings.flatMap((ring, place) => {
    const here = entries.filter((entry) => entry.ring === ring);
    const middle = HOME + band * (place + 0.5);
    const crowd = Math.ceil((here.length * 2 * MARK) / (((OPEN * Math.PI) / 180) * middle));
    const lanes = Math.max(1, Math.min(MOST_LANES, crowd));
    return here.map((entry, at) => {
      const far = middle + (band * SPREAD * ((at % lanes) - (lanes - 1) / 2)) / lanes;
      const turn = (90 + (360 - OPEN) / 2 + (OPEN * (at + SHIFTS[place % 3])) / here.length) * (Math.PI / 180);
      return { ...entry, x: Number((far * Math.cos(turn)).toFixed(1)), y: Number((far * Math.sin(turn)).toFixed(1)) };
    });
  });
  const taken = found.map(({ x, y }) => ({ x, y, wide: MARK, high: MARK }));
  taken.push(...rings.map((_ring, place) => ({ x: 0, y: HOME + band * (place + 1), wide: 70, high: 9 })));
  taken.push({ x: 0, y: 0, wide: HOME, high: 20 });
  for (const one of found) {
    const label = shortened(one.name);
    const box = { x: one.x, y: one.y + MARK + TALL / 2, wide: ([...label].length * LETTER) / 2, high: TALL / 2 };
    const isFree = Math.abs(box.x) + box.wide <= REACH && !taken.some((each) => hit(box, each));
    if (isFree) taken.push(box);
    one.label = isFree ? label : "";
  }
  return found;
}

class AssetMap {
  #root;
  #sorts;
  #rings;
  #asks;

  constructor(root) {
    this.#root = root;
    this.#sorts = [...root.querySelectorAll("[data-sort]")].map((item) => item.dataset.sort);
    this.#rings = root.dataset.rings.split(" ");
    this.#asks = root.dataset.asks.split(" ").filter(Boolean);
    root.addEventListener("input", () => this.#follow());
    root.addEventListener("click", (event) => this.#open(event.target.closest("[data-more-of]")));
    this.#follow();
  }

  get #rows() {
    return [...this.#root.querySelectorAll(".app-entries > li")];
  }

  get #entries() {
    const read = (row, place) => ({
      number: place + 1,
      name: cell(row, "name").value.trim().replace(/\s+/g, " "),
      sort: cell(row, "sort").value,
      ring: cell(row, "ring").value,
      been: cell(row, "been").checked,
      checked: cell(row, "checked").value,
    });
    return this.#rows.map(read).filter((entry) => entry.name);
  }

  #follow() {
    const entries = this.#entries;
    const drawn = placed(entries, this.#rings).map((entry) => this.#draw(entry));
    this.#root.querySelector("[data-entries]").replaceChildren(...drawn);
    for (const list of this.#root.querySelectorAll("[data-cell]")) this.#list(list, entries);
    this.#say(entries);
    for (const row of this.#rows) this.#fold(row);
  }

  #draw({ number, sort, been, x, y, label }) {
    const place = this.#sorts.indexOf(sort);
    const named = `app-asset${place < 0 ? "" : ` app-asset--${place}`}${been ? " has-been" : ""}`;
    const entry = svg("g", { class: named, transform: `translate(${x} ${y})` });
    const mark = svg("g", { class: "app-asset__mark" });
    const like = this.#root.querySelector(`[data-sort="${CSS.escape(this.#sorts[Math.max(place, 0)])}"] path`);
    mark.append(
      like.cloneNode(),
      svg("text", { class: "app-asset__number", y: place === LAST_SORT ? 8 : 5 }, number),
    );
    entry.append(mark, svg("text", { class: "app-asset__label", y: 31 }, label));
    return entry;
  }

  #list(list, entries) {
    const [sort, ring] = list.dataset.cell.split(" ");
    const here = entries.filter((entry) => entry.sort === sort && entry.ring === ring);
    list.replaceChildren(
      ...here.map(({ number, name }) => {
        const item = document.createElement("li");
        const mark = document.createElement("b");
        mark.textContent = number;
        item.append(mark, ` ${name}`);
        return item;
      }),
    );
  }

  #say(entries) {
    const names = (some) => some.map((entry) => entry.name).join(", ");
    const absent = this.#sorts.filter((sort) => !entries.some((entry) => entry.sort === sort));
    const called = (sort) => this.#root.querySelector(`[data-sort="${CSS.escape(sort)}"]`).textContent.trim();
    const said = {
      been: { n: entries.filter((entry) => entry.been).length, all: entries.length },
      unchecked: { names: names(entries.filter((entry) => !entry.checked)) },
      absent: { names: entries.length ? absent.map(called).join(", ") : "" },
    };
    for (const [aid, gaps] of Object.entries(said)) {
      const line = this.#root.querySelector(`[data-aid="${aid}"]`);
      line.textContent = fill(line.dataset.words, gaps);
      line.hidden = aid === "been" ? !entries.length : !gaps.names;
    }
  }

  // What is asked besides lies under a button; a mistake in it stays open.
  #fold(row) {
    if (!this.#asks.length) return;
    let button = row.querySelector("[data-more-of]");
    if (!button) {
      button = Object.assign(document.createElement("button"), { type: "button", className: "app-link" });
      button.dataset.moreOf = "";
      row.querySelector(".app-entry__tools").prepend(button);
      this.#show(row, button, row.querySelector(".nhsuk-error-message") !== null);
    }
    const written = this.#asks.filter((ask) => cell(row, ask).value.trim()).length;
    button.textContent = fill(this.#root.dataset.more, { n: written, all: this.#asks.length });
  }

  #open(button) {
    if (button) this.#show(button.closest("li"), button, button.ariaExpanded !== "true");
  }

  #show(row, button, isOpen) {
    button.ariaExpanded = String(isOpen);
    for (const ask of this.#asks) cell(row, ask).closest(".nhsuk-form-group").hidden = !isOpen;
  }
}

for (const root of document.querySelectorAll("[data-kind=asset_map]")) new AssetMap(root);
