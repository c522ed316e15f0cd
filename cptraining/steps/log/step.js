// A beginning that is offered can be taken over: pressing it puts the words into the box.
const DOTS = /\s*…$/;

function take(hint, box) {
  const words = `${hint.textContent.trim().replace(DOTS, "")} `;
  box.focus();
  box.setRangeText(words, box.value.length, box.value.length, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const root of document.querySelectorAll("[data-begin]"))
  for (const hint of root.querySelectorAll(".nhsuk-hint")) {
    if (!DOTS.test(hint.textContent)) continue;
    const box = hint.parentElement.querySelector("textarea");
    const said = Object.assign(document.createElement("span"), { className: "nhsuk-u-visually-hidden", textContent: ` “${hint.textContent.trim()}”` });
    const button = Object.assign(document.createElement("button"), { type: "button", className: "app-link", textContent: root.dataset.begin });
    button.append(said);
    button.addEventListener("click", () => take(hint, box));
    hint.after(button);
  }
