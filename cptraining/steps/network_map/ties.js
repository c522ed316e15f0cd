// Who knows whom, as items.py and reading.py say it: names between commas, ids behind them.
const MOST_INTRODUCTIONS = 6;

// The words of a text as ids where they name something on the map: [{id} or {word}, …].
export function wordsIn(text, items) {
  const names = new Map();
  for (const { name, id } of items) if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), id);
  const longest = Math.max(0, ...items.map(({ name }) => name.split(",").length));
  const found = [];
  let parts = text.split(",").map((part) => part.trim());
  while (parts.length) {
    let end = Math.min(longest, parts.length);
    while (end > 1 && !names.has(parts.slice(0, end).join(", ").toLowerCase())) end--;
    end = Math.max(end, 1);
    const word = parts.slice(0, end).join(", ");
    const id = names.get(word.toLowerCase()) ?? (/^\d+$/.test(word) ? items[word - 1]?.id : undefined);
    if (word) found.push({ id, word });
    parts = parts.slice(end);
  }
  return found;
}

// The other way round: of twins the second is called by its number.
export function textOf(words, items) {
  const called = (id) => {
    const at = items.findIndex((item) => item.id === id);
    const { name } = items[at] ?? {};
    if (!name) return undefined;
    const isFirst = items.findIndex((item) => item.name.toLowerCase() === name.toLowerCase()) === at;
    return isFirst ? name : String(at + 1);
  };
  const said = words.map(({ id, word }) => (id ? called(id) : word));
  return [...new Set(said.filter(Boolean))].join(", ");
}

// Each pair of ids once, whichever of the two says so.
export function tiesOf(items) {
  const there = new Set(items.map(({ id }) => id));
  const pairs = new Map();
  for (const { id, knows } of items)
    for (const other of knows)
      if (there.has(other) && other !== id) pairs.set([id, other].sort().join(" "), [id, other]);
  return [...pairs.values()];
}

export function introductions(items) {
  const known = new Map(items.map(({ id }) => [id, new Set()]));
  for (const [one, other] of tiesOf(items)) {
    known.get(one).add(other);
    known.get(other).add(one);
  }
  const told = new Set();
  const found = [];
  for (const by of items) {
    const friends = items.filter(({ id }) => known.get(by.id).has(id));
    for (const [place, one] of friends.entries())
      for (const other of friends.slice(place + 1)) {
        const pair = `${one.id} ${other.id}`;
        const isPerson = one.kind === "person" || other.kind === "person";
        if (!isPerson || known.get(one.id).has(other.id) || told.has(pair)) continue;
        told.add(pair);
        if (found.push([by, one, other]) === MOST_INTRODUCTIONS) return found;
      }
  }
  return found;
}

// What stood on the earlier map, by the id of the same on the later one.
export function matched(before, after) {
  const ids = new Map(before.map((item) => [item.id, item]));
  const kept = new Set(after.map(({ id }) => id));
  const names = new Map();
  for (const item of before) if (!kept.has(item.id)) names.set(item.name.toLowerCase(), item);
  const pairs = after.map(({ id, name }) => [id, ids.get(id) ?? names.get(name.toLowerCase())]);
  return new Map(pairs.filter(([, item]) => item));
}

// Names of what is gained, lost, nearer and further out, and pairs of names of ties.
export function changes(before, after, circles) {
  const same = matched(before, after);
  const now = new Map([...same].map(([id, item]) => [item.id, id]));
  const names = new Map([...before.map((item) => [now.get(item.id) ?? item.id, item.name]), ...after.map((item) => [item.id, item.name])]);
  const was = tiesOf(before).map((pair) => pair.map((id) => now.get(id) ?? id));
  const is = tiesOf(after);
  const key = (pair) => [...pair].sort().join(" ");
  const without = (some, others) => {
    const keys = new Set(others.map(key));
    return some.filter((pair) => !keys.has(key(pair))).map((pair) => pair.map((id) => names.get(id)).join(" + "));
  };
  const further = (item) => circles.indexOf(item.circle) - circles.indexOf(same.get(item.id).circle);
  const kept = after.filter(({ id }) => same.has(id));
  const called = (some) => some.map(({ name }) => name);
  return {
    gained: called(after.filter(({ id }) => !same.has(id))),
    lost: called(before.filter(({ id }) => !now.has(id))),
    nearer: called(kept.filter((item) => further(item) < 0)),
    further: called(kept.filter((item) => further(item) > 0)),
    tied: without(is, was),
    untied: without(was, is),
  };
}
