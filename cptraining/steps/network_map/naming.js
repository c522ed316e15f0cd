// Where names and ties go, so that no name is hidden, worked out as in naming.py.
import { CENTRE, EDGES, HIGH, MANY, MARK, Near, WIDE } from "./layout.js";

export const LINE = 18;
const LETTER = 8.2;
const LONGEST = 14;
const BENDS = [0.18, -0.18, 0.36, -0.36, 0.54, -0.54];
const PIECES = 8;

const box = (x, y, wide, high) => ({ x, y, wide, high });
const hit = (one, other) =>
  Math.abs(one.x - other.x) < one.wide + other.wide && Math.abs(one.y - other.y) < one.high + other.high;
const FIXED = [...Object.values(EDGES).map((edge) => box(0, edge, 32, 9)), box(0, 0, CENTRE, CENTRE)];

// Whether a straight line, from its middle so far to one end, runs through a box.
function crosses({ x: mx, y: my, toX, toY }, { x: bx, y: by, wide, high }) {
  const [x, y, ax, ay] = [mx - bx, my - by, Math.abs(toX), Math.abs(toY)];
  return Math.abs(x) < wide + ax && Math.abs(y) < high + ay && Math.abs(x * toY - y * toX) < wide * ay + high * ax;
}

// Gives each spot its label: {lines, dx, dy, anchor, box}, no lines where there is no room;
// `pairs` are spots that are tied.
export function label(spots, pairs) {
  const near = new Near();
  for (const { x, y } of spots) near.add(x, y);
  const lines = spots.length <= MANY ? linesThrough(spots, pairs) : [];
  const taken = [...FIXED];
  for (const spot of spots) {
    const free = waysOf(spot).filter(({ box: around }) => fits(around, taken, near));
    const best = fewest(free, ({ box: around }) => lines.filter((line) => crosses(line, around)).length);
    Object.assign(spot, best ?? { lines: [], dx: 0, dy: 0, anchor: "middle", box: undefined });
    if (best) taken.push(best.box);
  }
}

// The first of those for which the count is least.
function fewest(ways, count) {
  let [best, least] = [undefined, Infinity];
  for (const way of ways) {
    const counted = count(way);
    if (counted < least) [best, least] = [way, counted];
    if (!least) break;
  }
  return best;
}

// The lines from the middle, and the ties if they bend least.
function linesThrough(spots, pairs) {
  const threads = spots.filter(({ item }) => !item.isGone).map(({ x, y }) => ({ x: x / 2, y: y / 2, toX: x / 2, toY: y / 2 }));
  return [...threads, ...pairs.flatMap(([a, b]) => piecesOf(a, b, ...control(a, b, BENDS[0])))];
}

function fits(around, taken, near) {
  const { x, y, wide, high } = around;
  if (Math.abs(x) + wide > WIDE || Math.abs(y) + high > HIGH || taken.some((each) => hit(around, each))) return false;
  const [far, low] = [wide + MARK, high + MARK];
  return !near.has(x, y, far, low, (dx, dy) => Math.abs(dx) < far && Math.abs(dy) < low);
}

// Outwards, inwards, to the right, to the left.
function waysOf({ item, x, y }) {
  const { lines, half } = linesOf(item.name);
  const more = LINE * (lines.length - 1);
  const side = 5 - Math.floor(more / 2);
  const high = (LINE * lines.length) / 2;
  const ways = [
    [0, -MARK - 7 - more, "middle", 0],
    [0, MARK + 17, "middle", 0],
  ];
  if (y >= 0) ways.reverse();
  ways.push([MARK + 6, side, "start", half], [-MARK - 6, side, "end", -half]);
  return ways.map(([dx, dy, anchor, shift]) => ({ lines, dx, dy, anchor, box: box(x + dx + shift, y + dy - 14 + high, half, high) }));
}

const cut = new Map(); // a name → its lines and half of how wide they are

function linesOf(name) {
  if (!cut.has(name)) {
    const lines = cutUp([...name]);
    cut.set(name, { lines, half: (Math.max(...lines.map((line) => [...line].length)) * LETTER) / 2 });
  }
  return cut.get(name);
}

// A name on one line or two; what is longer ends with dots.
function cutUp(letters) {
  if (letters.length <= LONGEST) return [letters.join("")];
  const space = letters.lastIndexOf(" ", LONGEST);
  const at = space > 0 ? space : LONGEST;
  const first = letters.slice(0, at).join("").trimEnd();
  const rest = [...letters.slice(at).join("").trim()];
  const end = rest.length <= LONGEST ? rest.join("") : `${rest.slice(0, LONGEST - 1).join("").trimEnd()}…`;
  return [first, end];
}

// How a tie between two spots bends: through the fewest names, and of those ways the straightest.
export function bends(pairs, spots) {
  const names = [...FIXED, ...spots.flatMap(({ box: around }) => around ?? [])];
  const marks = spots.length <= MANY ? spots.map((spot) => ({ spot, around: box(spot.x, spot.y, MARK, MARK) })) : [];
  return pairs.map(([one, other]) => {
    const others = marks.filter(({ spot }) => spot !== one && spot !== other);
    const taken = [...names, ...others.map(({ around }) => around)];
    return fewest(BENDS, (by) => crossedBy(one, other, by, taken));
  });
}

export const control = (a, b, by) => [(a.x + b.x) / 2 - (b.y - a.y) * by, (a.y + b.y) / 2 + (b.x - a.x) * by];

function crossedBy(a, b, by, taken) {
  const [cx, cy] = control(a, b, by);
  const [left, right] = [Math.min(a.x, b.x, cx), Math.max(a.x, b.x, cx)];
  const [top, bottom] = [Math.min(a.y, b.y, cy), Math.max(a.y, b.y, cy)];
  const around = box((left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2);
  const close = taken.filter((each) => hit(each, around));
  if (!close.length) return 0;
  const pieces = piecesOf(a, b, cx, cy);
  return close.filter((each) => pieces.some((piece) => crosses(piece, each))).length;
}

function piecesOf(a, b, cx, cy) {
  const found = [];
  let { x, y } = a;
  for (let step = 1; step <= PIECES; step++) {
    const t = step / PIECES;
    const [p, q, r] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
    const [toX, toY] = [p * a.x + q * cx + r * b.x, p * a.y + q * cy + r * b.y];
    found.push({ x: (x + toX) / 2, y: (y + toY) / 2, toX: (toX - x) / 2, toY: (toY - y) / 2 });
    [x, y] = [toX, toY];
  }
  return found;
}
