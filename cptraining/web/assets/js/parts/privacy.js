// The gentle warnings about what was written: said when they change, not at each save.
export function warn(warnings) {
  const place = document.querySelector("[data-warnings]");
  if (!place || !warnings) return;
  const shown = [...place.children].map((line) => line.textContent);
  if (warnings.join("\n") === shown.join("\n")) return;
  place.replaceChildren(
    ...warnings.map((words) => Object.assign(document.createElement("p"), { textContent: words })),
  );
}
