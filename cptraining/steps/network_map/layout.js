// Where everything stands on the picture, worked out as in drawing.py: an item is
// {id, name, kind, circle, angle, …}, with lengths from the middle and degrees from the right.
export const CENTRE = 38;
export const EDGES = { close: 126, middle: 213, outer: 300 };
export const CIRCLES = Object.keys(EDGES);
export const MARK = 15;
export const MANY = 40; // from so many on, places are dealt out instead of searched
export const WIDE = 336;
export const HIGH = 318;
const TRACKS = { close: [88, 62, 110], middle: [170, 146, 194], outer: [256, 232, 281] };
const APART = 2 * MARK + 2;
const TURNS = [0];
for (let by = 6; by < 66; by += 6) TURNS.push(by, -by);
const DOWN = 90;
const DEALT = 137;
const CELLS = 64; // more than the picture is wide, in cells of APART

const turned = (by) => ((by % 360) + 360) % 360;
const between = (one, other) => Math.abs(turned(one - other + 180) - 180);
const rounded = (length) => Math.round(length * 10) / 10;
const COS = Array.from({ length: 360 }, (_none, angle) => Math.cos((angle * Math.PI) / 180));
const point = (far, angle) => [far * COS[turned(angle)], far * COS[turned(angle - 90)]];
const middle = ({ circle, angle }) => point(TRACKS[circle][0], angle);
const cell = (length) => Math.floor(length / APART);

// Marks by where they stand: what is far away need not be looked at.
export class Near {
  #cells = new Map();

  add(x, y) {
    const key = cell(x) * CELLS + cell(y);
    const here = this.#cells.get(key);
    if (here) here.push(x, y);
    else this.#cells.set(key, [x, y]);
  }

  // Whether something is less than so far to each side, and `isIn` says of it that it is in the way.
  has(x, y, wide, high, isIn) {
    for (let column = cell(x - wide); column <= cell(x + wide); column++)
      for (let row = cell(y - high); row <= cell(y + high); row++) {
        const here = this.#cells.get(column * CELLS + row) ?? [];
        for (let at = 0; at < here.length; at += 2) if (isIn(here[at] - x, here[at + 1] - y)) return true;
      }
    return false;
  }
}

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

// Each item with x and y: the nearest place to where it was put, within its circle, that hides
// no other.
export function placed(items) {
  const near = new Near();
  return items.map((item) => {
    const [x, y] = free(item, near).map(rounded);
    near.add(x, y);
    return { item, x, y };
  });
}

const isOver = (dx, dy) => dx * dx + dy * dy < APART * APART;

function free({ circle, angle }, near) {
  for (const turn of TURNS)
    for (const far of TRACKS[circle]) {
      const at = point(far, angle + turn);
      if (!near.has(at[0], at[1], APART, APART, isOver)) return at;
    }
  return point(TRACKS[circle][0], angle);
}
