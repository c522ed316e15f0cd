// Counts the words while somebody writes, where there is a limit.
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
