// The poster beside the form says what the form says: the form is the truth.
for (const root of document.querySelectorAll("[data-kind=poster]")) {
  const form = root.closest("form");
  const poster = root.querySelector("[data-poster]");
  const headline = poster.querySelector("[data-part=headline]");
  const unnamed = headline.dataset.unnamed;
  const counter = root.querySelector("[data-words]");
  const hidesWith = { quote: "figure" };

  const chosen = (name) => form.querySelector(`[name="${name}"]:checked`);

  function write() {
    for (const part of poster.querySelectorAll("[data-part]")) {
      const name = part.dataset.part;
      const text = form.elements[name].value.trim();
      part.textContent = text || (part === headline ? unnamed : "");
      const whole = name.startsWith("box_") ? part.parentElement : part.closest(hidesWith[name] ?? "*");
      whole.hidden = !text && part !== headline;
    }
    const boxes = [...form.elements].filter((field) => field.name.startsWith("box_"));
    const count = boxes.flatMap((field) => field.value.match(/\S+/g) ?? []).length;
    const { words, most } = counter.dataset;
    counter.textContent = words.replace("{n}", count).replace("{most}", most);
    counter.classList.toggle("is-over", count > Number(most));
  }

  function look() {
    const layout = chosen("layout")?.value;
    if (layout) poster.className = `app-poster app-poster--${layout}`;
    const picture = chosen("picture");
    const frame = poster.querySelector("[data-picture]");
    const drawing = picture?.closest("label").querySelector("svg");
    frame.hidden = !drawing;
    frame.replaceChildren(...(drawing ? [drawing.cloneNode(true)] : []));
    frame.ariaLabel = picture?.closest("label").textContent.trim() ?? "";
  }

  form.addEventListener("input", write);
  form.addEventListener("input", look);
  form.addEventListener("change", look);
}
