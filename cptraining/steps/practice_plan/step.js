// While somebody writes: counts the words where there is a limit, and asks about promises for later
// than the author says, as PracticePlan.far does.
const DAY = 86_400_000;
const words = (text) => text.split(/\s+/).filter(Boolean).length;

for (const root of document.querySelectorAll("[data-kind=practice_plan]")) {
  const line = root.querySelector("[data-count]");
  const boxes = [...root.querySelectorAll("textarea[name^=text_]")];
  const { count, most } = line?.dataset ?? {};
  const say = () => {
    const n = boxes.reduce((sum, box) => sum + words(box.value), 0);
    line.textContent = count.replace("{n}", n).replace("{most}", most);
    line.classList.toggle("is-over", n > most);
  };
  if (line) root.addEventListener("input", say);
}

function ask(list, root) {
  const { far, days, today } = list.dataset;
  const last = Date.parse(today) + days * DAY;
  const rows = [...root.querySelectorAll(".app-entries > li")].filter((row) => row.querySelector("[name$=-what]").value.trim());
  const late = rows.flatMap((row, place) => (Date.parse(row.querySelector("[name$=-by]").value) > last ? [place + 1] : []));
  const words = late.map((n) => far.replace("{n}", n).replace("{days}", days));
  if (words.join() === [...list.children].map((item) => item.textContent).join()) return;
  list.replaceChildren(...words.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  list.hidden = !words.length;
}

for (const root of document.querySelectorAll("[data-kind=practice_plan]")) {
  const list = root.querySelector("[data-far]");
  if (list) root.addEventListener("input", () => ask(list, root));
}
