// What the server has not got yet, kept in this browser: until it has it, until somebody signs
// out or another person comes, at the longest 30 days. Never on a shared computer.
const LONGEST = 30 * 24 * 3600 * 1000;
const { person, shared } = document.body.dataset;
const isAllowed = Boolean(person) && shared === undefined;

// A browser may refuse to keep anything, or have no room left.
function attempt(act, otherwise) {
  try {
    return act();
  } catch {
    return otherwise;
  }
}

// Two pages of one step, each in its own tab, do not write over each other.
function keyOf(path) {
  sessionStorage.tab ||= Math.random().toString(36).slice(2);
  return ["draft", person, path, sessionStorage.tab].join(" ");
}

// {key, owner, path, number, fields, kept}, the oldest first: `number` is that of the answer which
// the page had seen, `fields` are [[name, value], …], `kept` is when; one that `waits` is for its
// own page only.
export function drafts() {
  const keys = attempt(() => Object.keys(localStorage), []).filter((key) => key.startsWith("draft "));
  const found = keys.map((key) => {
    const [, owner, path] = key.split(" ");
    return { key, owner, path, ...attempt(() => JSON.parse(localStorage.getItem(key)), {}) };
  });
  return found.sort((one, other) => one.kept - other.kept);
}

// Whether it could be kept.
export function keep(path, held) {
  if (!isAllowed) return false;
  return attempt(() => {
    localStorage.setItem(keyOf(path), JSON.stringify({ kept: Date.now(), ...held }));
    return true;
  }, false);
}

export function leaveToItsPage({ key, number, fields, kept }) {
  attempt(() => localStorage.setItem(key, JSON.stringify({ number, fields, kept, waits: true })));
}

export function drop({ key }) {
  attempt(() => localStorage.removeItem(key));
}

// What this tab has kept of a page.
export function dropOwn(path) {
  attempt(() => localStorage.removeItem(keyOf(path)));
}

// Only the page that follows shows that somebody is signed out: without a network nobody is.
for (const form of document.querySelectorAll("form[data-signs-out]"))
  form.addEventListener("submit", () => attempt(() => sessionStorage.setItem("signs-out", "yes")));
const isOut = !person && attempt(() => sessionStorage.getItem("signs-out"));
attempt(() => sessionStorage.removeItem("signs-out"));

for (const draft of drafts()) {
  const isOthers = person && draft.owner !== person;
  const isFresh = Date.now() - draft.kept < LONGEST;
  if (isOut || isOthers || shared !== undefined || !isFresh) drop(draft);
}
