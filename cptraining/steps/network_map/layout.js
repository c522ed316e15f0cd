// Where everything stands on the picture, worked out as in drawing.py: an item is
// {id, name, kind, circle, angle, …}, with lengths from the middle and degrees from the right.
export const CENTRE = 38;
export const EDGES = { close: 126, middle: 213, outer: 300 };
export const CIRCLES = Object.keys(EDGES);
export const LINE = 18;
const TRACKS = { close: [88, 62, 110], middle: [170, 146, 194], outer: [256, 232, 281] };
const MARK = 15;
const APART = 2 * MARK + 2;
const TURNS = [0];
for (let by = 6; by < 66; by += 6) TURNS.push(by, -by);
const WIDE = 336;
const HIGH = 318;
const LETTER = 8.2;
const LONGEST = 14;
const DOWN = 90;
const MANY = 40;
const DEALT = 137;

const turned = (by) => ((by % 360) + 360) % 360;
const between = (one, other) => Math.abs(turned(one - other + 180) - 180);
const rounded = (length) => Math.round(length * 10) / 10;
const COS = Array.from({ length: 360 }, (_none, angle) => Math.cos((angle * Math.PI) / 180));
const point = (far, angle) => [far * COS[turned(angle)], far * COS[turned(angle - 90)]];
const middle = ({ circle, angle }) => point(TRACKS[circle][0], angle);
const hit = (one, other) =>
  Math.abs(one.x - other.x) < one.wide + other.wide && Math.abs(one.y - other.y) < one.high + other.high;

// The angle at which there is most room for a new item among those that have a place.
export function roomiest(item, placed) {
  if (placed.length >= MANY) return (DEALT * placed.length) % 360;
  const others = placed.map((one) => [one.angle, ...middle(one)]);
  let best = 0;
  let most = -1;
  for (let step = 0; step < 36; step++) {
    const angle = (270 + 10 * step) % 360;
    const [x, y] = middle({ circle: item.circle, angle });
    let apart = between(angle, DOWN);
    let far = WIDE;
    for (const [other, ox, oy] of others) {
      apart = Math.min(apart, between(angle, other));
      far = Math.min(far, Math.max(Math.abs(x - ox) / 2, Math.abs(y - oy)));
    }
    const room = Math.round((Math.min(3 * apart, far) + far / 8) * 1000) / 1000;
    if (room > most) [best, most] = [angle, room];
  }
  return best;
}

// Each item with x, y and its label: {lines, dx, dy, anchor}, no lines where there is no room.
export function laidOut(items) {
  const spots = [];
  for (const item of items) {
    const [x, y] = free(item, spots);
    spots.push({ item, x: rounded(x), y: rounded(y) });
  }
  const taken = spots.map(({ x, y }) => ({ x, y, wide: MARK, high: MARK }));
  for (const circle of CIRCLES) taken.push({ x: 0, y: EDGES[circle], wide: 32, high: 9 });
  taken.push({ x: 0, y: 0, wide: CENTRE, high: CENTRE });
  for (const spot of spots) label(spot, taken);
  return spots;
}

// Squares and plain loops: this is what takes the time on a full map.
function free({ circle, angle }, spots) {
  for (const turn of TURNS)
    for (const far of TRACKS[circle]) {
      const at = point(far, angle + turn);
      if (isFree(at, spots)) return at;
    }
  return point(TRACKS[circle][0], angle);
}

function isFree([x, y], spots) {
  for (const spot of spots) {
    const [dx, dy] = [x - spot.x, y - spot.y];
    if (dx * dx + dy * dy < APART * APART) return false;
  }
  return true;
}

function label(spot, taken) {
  const lines = linesOf(spot.item.name);
  const half = (Math.max(...lines.map((line) => [...line].length)) * LETTER) / 2;
  const more = LINE * (lines.length - 1);
  const side = 5 - Math.floor(more / 2);
  const ways = [
    [0, -MARK - 7 - more, "middle", 0],
    [0, MARK + 17, "middle", 0],
  ];
  if (spot.y >= 0) ways.reverse();
  ways.push([MARK + 6, side, "start", half], [-MARK - 6, side, "end", -half]);
  const high = (LINE * lines.length) / 2;
  spot.lines = [];
  for (const [dx, dy, anchor, shift] of ways) {
    const box = { x: spot.x + dx + shift, y: spot.y + dy - 14 + high, wide: half, high };
    const isInside = Math.abs(box.x) + half <= WIDE && Math.abs(box.y) + high <= HIGH;
    if (!isInside || taken.some((each) => hit(box, each))) continue;
    taken.push(box);
    Object.assign(spot, { lines, dx, dy, anchor });
    return;
  }
}

// A name on one line or two; what is longer ends with dots.
export function linesOf(name) {
  const letters = [...name];
  if (letters.length <= LONGEST) return [name];
  const space = letters.lastIndexOf(" ", LONGEST);
  const cut = space > 0 ? space : LONGEST;
  const first = letters.slice(0, cut).join("").trimEnd();
  const rest = [...letters.slice(cut).join("").trim()];
  const end = rest.length <= LONGEST ? rest.join("") : `${rest.slice(0, LONGEST - 1).join("").trimEnd()}…`;
  return [first, end];
}
