// Lists of small records (web/rows.py): their buttons work at once, and a removal can be undone.
const lists = new WeakMap();
const ACT = /^edit:\w+-(up|down|remove|add)/;

const first = (row) => row.querySelector("input:not([type=hidden]), select, textarea");
const fill = (words, gaps) => words.replace(/\{(\w+)\}/g, (_gap, name) => gaps[name]);

class Rows {
  #root;
  #list;
  #add;
  #undo;
  #said;
  #next; // the number of the next new row; the order of the rows is that on the page
  #gone; // what was removed last: the row, and the row that followed it

  constructor(root) {
    this.#root = root;
    this.#list = root.querySelector("ol");
    this.#add = root.querySelector("[data-words]");
    this.#undo = root.querySelector("[data-undo]");
    this.#said = root.querySelector("[role=status]");
    this.#next = this.rows.length;
    this.#add.textContent = this.#add.dataset.words;
    this.#number();
    root.addEventListener("click", (event) => this.#press(event));
    root.addEventListener("keydown", (event) => this.#enter(event));
  }

  get rows() {
    return [...this.#list.children];
  }

  // A new row at the end; none when all are used.
  add() {
    const { most } = this.#root.dataset;
    if (this.rows.length >= most) return this.#say("full", { n: most });
    const row = this.#made(this.#next);
    this.#list.append(row);
    this.#changed("added", row);
    return row;
  }

  // Makes the list these rows, by number and in this order; says whether that changed it.
  arrange(numbers) {
    const ids = numbers.map((number) => `${this.#root.id}-${number}`);
    if (ids.join() === this.rows.map((row) => row.id).join()) return false;
    const active = document.activeElement;
    const rows = numbers.map((number, place) => document.getElementById(ids[place]) ?? this.#made(Number(number)));
    this.#list.replaceChildren(...rows);
    this.#undo.hidden = true;
    this.#number();
    if (active !== document.activeElement && active.isConnected) active.focus();
    return true;
  }

  remove(row) {
    const follower = row.nextElementSibling;
    const nearest = follower ?? row.previousElementSibling;
    const name = this.#name(row);
    if (row.contains(document.activeElement))
      (nearest?.querySelector("[value*='-remove-']") ?? this.#add).focus();
    row.remove();
    this.#gone = { row, follower };
    this.#undo.hidden = false;
    this.#changed("removed", row, name);
  }

  undo() {
    const { row, follower } = this.#gone;
    this.#list.insertBefore(row, follower?.isConnected ? follower : null);
    first(row).focus();
    this.#undo.hidden = true;
    this.#changed("back", row);
  }

  // The neighbour moves past the row: the row, and with it the focus, stays where it is.
  move(row, by) {
    const neighbour = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!neighbour) return;
    if (by < 0) row.after(neighbour);
    else row.before(neighbour);
    this.#changed("moved", row);
  }

  // A blank row with a number of its own.
  #made(number) {
    const row = this.#root.querySelector("template").content.firstElementChild.cloneNode(true);
    const name = this.#root.id;
    for (const part of [row, ...row.querySelectorAll("[id], [name], [for]")])
      for (const place of ["id", "name", "for"])
        if (part.hasAttribute(place))
          part.setAttribute(place, part.getAttribute(place).replace(`${name}-new`, `${name}-${number}`));
    row.querySelector("[type=hidden]").value = Math.random().toString(36).slice(2, 10);
    this.#next = Math.max(this.#next, number + 1);
    return row;
  }

  #press(event) {
    const button = event.target.closest("button");
    if (button === this.#undo) this.undo();
    const [, act] = button?.value.match(ACT) ?? [];
    if (!act) return;
    event.preventDefault();
    const row = button.closest("li");
    if (act === "add") this.#go(this.add());
    else if (act === "remove") this.remove(row);
    else this.move(row, act === "up" ? -1 : 1);
  }

  // Enter goes to the next row rather than send the form.
  #enter(event) {
    if (event.key !== "Enter" || event.isComposing || event.target.type !== "text") return;
    event.preventDefault();
    this.#go(event.target.closest("li").nextElementSibling ?? this.add());
  }

  #go(row) {
    if (row) first(row).focus();
  }

  #changed(said, row, name) {
    this.#number();
    const rows = this.rows;
    const what = name ?? this.#name(row);
    this.#say(said, { what, n: rows.indexOf(row) + 1, of: rows.length });
    this.#root.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #name(row) {
    return first(row).value.trim() || row.querySelector("legend").textContent;
  }

  #number() {
    const rows = this.rows;
    rows.forEach((row, place) => {
      for (const mark of row.querySelectorAll("[data-place]")) mark.textContent = place + 1;
      row.querySelector(".app-entry__up").ariaDisabled = String(place === 0);
      row.querySelector(".app-entry__down").ariaDisabled = String(place === rows.length - 1);
    });
  }

  #say(what, gaps) {
    this.#said.textContent = fill(this.#root.dataset[what], gaps);
  }
}

// The list in this element; the same one for everybody who asks.
export function rowsIn(root) {
  if (!lists.has(root)) lists.set(root, new Rows(root));
  return lists.get(root);
}
