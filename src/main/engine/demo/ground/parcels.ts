import { areaOf, type Point, type Polygon } from '../landscape/polygon.ts';
import type { Field, Landscape } from '../landscape/landscape.ts';
import { hash32, normal, uniform } from '../random.ts';
import { CROP_CODES, type CropCode, cropByCode } from '../season/crop.ts';

/** A field as its farmer declared it. */
export interface Declaration {
  /** Number in the register. */
  readonly id: string;
  readonly code: CropCode;
  readonly group: string;
  readonly hectares: number;
  /** In metres from the upper left corner of the area. A few are not valid, as in every register. */
  readonly ring: Polygon;
}

const UNDECLARED = 0.11;
const MISTAKEN = 0.02;
const BROKEN = 0.012;

/**
 * The declarations of a landscape: most fields of farmers, drawn by hand a metre or two beside the truth; one in fifty
 * with another crop than the one that grows; one in eighty with a ring that crosses or touches itself.
 */
export function declarationsOf(landscape: Landscape): Declaration[] {
  const { seed, sizePx } = landscape;
  const side = sizePx * 10;
  const inside = [...landscape.fields.values()].filter(({ middle: [x, y] }) => x > 0 && y > 0 && x < side && y < side);
  return inside.filter(({ key, areaM2 }) => areaM2 > 2000 && uniform(seed, key, 951) >= UNDECLARED).map((field) => declare(landscape, field));
}

function declare({ seed, year }: Landscape, field: Field): Declaration {
  const { key } = field;
  const code = uniform(seed, key, 952, year) < MISTAKEN ? mistaken(seed, key, year) : field.crop;
  const ring = drawn(field.outline, seed, key);
  return {
    id: String(1_000_000 + (hash32(seed, key, 953) % 8_999_999)),
    code,
    group: cropByCode(code).group,
    hectares: Math.round(areaOf(ring) / 100) / 100,
    ring: uniform(seed, key, 954) < BROKEN ? broken(ring, uniform(seed, key, 955)) : ring,
  };
}

function mistaken(seed: number, key: number, year: number): CropCode {
  return CROP_CODES[hash32(seed, key, 956, year) % CROP_CODES.length] ?? 'BTH';
}

/** Corners only, moved together by a metre or two and each by a little. */
function drawn(outline: Polygon, seed: number, key: number): Polygon {
  const [dx, dy] = [1.3 * normal(seed, key, 961), 1.3 * normal(seed, key, 962)];
  return simplified(outline, 1.2).map(([x, y], i): Point => [x + dx + 0.4 * normal(seed, key, 963, i), y + dy + 0.4 * normal(seed, key, 964, i)]);
}

/** A spike that goes out and back, or two corners in the wrong order. */
function broken(ring: Polygon, draw: number): Polygon {
  const [a, b] = [ring[0], ring[1]];
  if (!a || !b) return ring;
  if (draw < 0.5) return [a, [a[0] - (b[0] - a[0]) * 0.2, a[1] - (b[1] - a[1]) * 0.2], a, ...ring.slice(1)];
  return [b, a, ...ring.slice(2)];
}

/** The ring without corners that lie nearer than `tolerance` metres to the line between their neighbours that are kept. */
function simplified(ring: Polygon, tolerance: number): Polygon {
  const first = ring[0];
  if (!first || ring.length < 6) return ring;
  const half = farthest(ring, first);
  const one = thinned(ring.slice(0, half + 1), tolerance);
  const other = thinned([...ring.slice(half), first], tolerance);
  return [...one.slice(0, -1), ...other.slice(0, -1)];
}

function farthest(ring: Polygon, from: Point): number {
  return ring.reduce((best, point, i) => (distance(point, from) > distance(ring[best] ?? from, from) ? i : best), 0);
}

/** Douglas and Peucker (1973) on an open line. */
function thinned(line: Polygon, tolerance: number): Polygon {
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last || line.length < 3) return line;
  const length = Math.max(1e-9, distance(first, last));
  const off = line.map(([x, y]) => Math.abs((last[0] - first[0]) * (y - first[1]) - (last[1] - first[1]) * (x - first[0])) / length);
  const worst = off.reduce((best, value, i) => (value > (off[best] ?? 0) ? i : best), 0);
  if ((off[worst] ?? 0) <= tolerance) return [first, last];
  return [...thinned(line.slice(0, worst + 1), tolerance).slice(0, -1), ...thinned(line.slice(worst), tolerance)];
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
