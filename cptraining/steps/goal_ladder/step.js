// The ladder and its questions follow the rows of the form, which alone hold the data.
// What is asked when is as in asking.py.
const TWO = /\b(and|then)\b|;/i;
const LONG = 100;
const SOON = 7;
const FAR = 28;
const SURE = 7;
const DAY = 86_400_000;

const cell = (row, name) => row.querySelector(`[name$="-${name}"]`);
const tidy = (text) => text.trim().replace(/\s+/g, " ");

// What to ask about a rung; `below` is the day of the rung below it.
function abouts({ what, known, day, sure }, number, below) {
  const days = day === null ? null : (day - below) / DAY;
  const isFirst = number === 1;
  const found = {
    two: TWO.test(what),
    long: [...what].length > LONG,
    known: !known,
    soon: isFirst && days > SOON,
    far: !isFirst && days > FAR,
    order: !isFirst && days !== null && days < 0,
    sure: isFirst && sure !== "" && sure < SURE,
  };
  return Object.keys(found).filter((about) => found[about]);
}

const LOAD = { worker: 2, both: 1, person: 0, else: 0 };
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

// What to ask about who does what, once that is said of every rung.
function aboutWheels(rungs) {
  const wheels = rungs.map(({ who }) => who);
  if (wheels.length < 2 || !wheels.every((who) => who in LOAD)) return [];
  const theirs = wheels.filter((who) => who === "person" || who === "both").length;
  const loads = wheels.map((who) => LOAD[who]);
  const middle = Math.floor(loads.length / 2);
  const found = {
    still: theirs === 0,
    half: theirs > 0 && theirs < wheels.length / 2,
    mine: sum(loads) === 0,
    grows: theirs > 0 && sum(loads.slice(0, middle)) < sum(loads.slice(-middle)),
  };
  return Object.keys(found).filter((about) => found[about]);
}

class GoalLadder {
  #root;

  constructor(root) {
    this.#root = root;
    root.addEventListener("input", () => this.#follow());
    this.#follow();
  }

  get #rungs() {
    const read = (row) => {
      const who = cell(row, "who");
      return {
        what: tidy(cell(row, "what").value),
        who: who.value,
        whose: who.value && who.selectedOptions[0].text,
        known: tidy(cell(row, "known").value),
        day: Number.isNaN(Date.parse(cell(row, "when").value)) ? null : Date.parse(cell(row, "when").value),
        sure: cell(row, "sure")?.value ?? "",
      };
    };
    return [...this.#root.querySelectorAll(".app-entries > li")].map(read).filter(({ what }) => what);
  }

  #follow() {
    const rungs = this.#rungs;
    this.#root.querySelector("[data-wish]").textContent = tidy(this.#root.querySelector("[name=wish]").value) || "…";
    const drawn = rungs.map((rung, place) => this.#draw(rung, place + 1));
    this.#root.querySelector(".app-ladder__rungs").replaceChildren(...drawn.reverse());
    this.#ask(rungs);
  }

  #draw({ what, who, whose, day }, number) {
    const rung = this.#root.querySelector(".app-laddered__ladder template").content.firstElementChild.cloneNode(true);
    const written = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
    const by = day === null ? "" : this.#root.dataset.by.replace("{day}", written.format(day));
    rung.dataset.who = who;
    for (const [part, text] of Object.entries({ number, what, who: whose, by }))
      rung.querySelector(`[data-part=${part}]`).textContent = text;
    return rung;
  }

  #ask(rungs) {
    const box = this.#root.querySelector("[data-questions]");
    let below = Date.parse(this.#root.dataset.today);
    const questions = rungs.flatMap((rung, place) => {
      const found = abouts(rung, place + 1, below);
      below = rung.day ?? below;
      return found.map((about) => this.#question(box, about, place + 1));
    });
    questions.push(...aboutWheels(rungs).map((about) => this.#question(box, about)));
    box.querySelector("ul").replaceChildren(...questions);
    box.hidden = !questions.length;
  }

  #question(box, about, number) {
    const item = document.createElement("li");
    const rung = document.createElement("b");
    if (number) rung.textContent = box.dataset.rung.replace("{n}", number);
    item.append(...(number ? [rung, " "] : []), box.dataset[about]);
    return item;
  }
}

for (const root of document.querySelectorAll("[data-kind=goal_ladder]")) new GoalLadder(root);
