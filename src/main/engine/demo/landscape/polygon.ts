/** A point in metres: x to the east, y to the south of the upper left corner of the area. */
export type Point = readonly [x: number, y: number];
/** An open ring: the last point is not the first again. */
export type Polygon = readonly Point[];

/** A directed line: a point and a unit vector. */
export interface Line {
  readonly through: Point;
  readonly along: Point;
}

/** Signed distance of a point from a line, positive on its right hand side (y runs south). */
export function distanceTo(line: Line, point: Point): number {
  return (point[1] - line.through[1]) * line.along[0] - (point[0] - line.through[0]) * line.along[1];
}

/** The part of a convex polygon whose distance to `line` times `side` is at least `offset`; empty when nothing is left. */
export function clipHalf(polygon: Polygon, line: Line, side: 1 | -1, offset: number): Polygon {
  const kept: Point[] = [];
  polygon.forEach((point, i) => {
    const next = polygon[(i + 1) % polygon.length] ?? point;
    const here = side * distanceTo(line, point) - offset;
    const there = side * distanceTo(line, next) - offset;
    if (here >= 0) kept.push(point);
    if (here >= 0 !== there >= 0) {
      const t = here / (here - there);
      kept.push([point[0] + (next[0] - point[0]) * t, point[1] + (next[1] - point[1]) * t]);
    }
  });
  return kept.length >= 3 ? kept : [];
}

/** Area in square metres, always positive. */
export function areaOf(polygon: Polygon): number {
  let twice = 0;
  polygon.forEach(([x, y], i) => {
    const [nextX, nextY] = polygon[(i + 1) % polygon.length] ?? [x, y];
    twice += x * nextY - nextX * y;
  });
  return Math.abs(twice) / 2;
}

/** Mean of the corners: inside a convex polygon. */
export function middleOf(polygon: Polygon): Point {
  const sum = polygon.reduce<Point>((acc, point) => [acc[0] + point[0], acc[1] + point[1]], [0, 0]);
  return [sum[0] / polygon.length, sum[1] / polygon.length];
}

/** Unit vector along which the polygon is longest, and its extents along and across that. */
export function longAxis(polygon: Polygon): { readonly along: Point; readonly length: number; readonly width: number } {
  let best = { along: [1, 0] as Point, length: 0, width: Infinity };
  polygon.forEach((point, i) => {
    const next = polygon[(i + 1) % polygon.length] ?? point;
    const size = Math.hypot(next[0] - point[0], next[1] - point[1]);
    if (size < 1) return;
    const along: Point = [(next[0] - point[0]) / size, (next[1] - point[1]) / size];
    const [length, width] = [extent(polygon, along), extent(polygon, [-along[1], along[0]])];
    const box = length >= width ? { along, length, width } : { along: [-along[1], along[0]] as Point, length: width, width: length };
    if (box.length * box.width < best.length * best.width || best.length === 0) best = box;
  });
  return best;
}

function extent(polygon: Polygon, axis: Point): number {
  const at = polygon.map(([x, y]) => x * axis[0] + y * axis[1]);
  return Math.max(...at) - Math.min(...at);
}

/** The vector turned by `radians`. */
export function turned([x, y]: Point, radians: number): Point {
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  return [x * cos - y * sin, x * sin + y * cos];
}

/** The same ring with a point at least every `step` metres. */
export function densified(polygon: Polygon, step: number): Polygon {
  return polygon.flatMap((point, i) => {
    const next = polygon[(i + 1) % polygon.length] ?? point;
    const pieces = Math.max(1, Math.ceil(Math.hypot(next[0] - point[0], next[1] - point[1]) / step));
    return Array.from({ length: pieces }, (_, k): Point => [point[0] + ((next[0] - point[0]) * k) / pieces, point[1] + ((next[1] - point[1]) * k) / pieces]);
  });
}

/**
 * Writes `value` into every cell of `out` (square, `side` cells of `cellM` metres) whose centre lies inside the
 * polygon (even-odd rule, any polygon).
 */
export function fillPolygon(out: Uint16Array, side: number, cellM: number, polygon: Polygon, value: number): void {
  const ys = polygon.map(([, y]) => y / cellM);
  const first = Math.max(0, Math.ceil(Math.min(...ys) - 0.5));
  const last = Math.min(side - 1, Math.floor(Math.max(...ys) - 0.5));
  for (let row = first; row <= last; row++) {
    const crossings = crossingsAt(polygon, cellM, row + 0.5);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil((crossings[i] ?? 0) - 0.5));
      const to = Math.min(side - 1, Math.floor((crossings[i + 1] ?? 0) - 0.5));
      if (to >= from) out.fill(value, row * side + from, row * side + to + 1);
    }
  }
}

function crossingsAt(polygon: Polygon, cellM: number, y: number): number[] {
  const crossings: number[] = [];
  let [previousX, previousY] = polygon.at(-1) ?? [0, 0];
  for (const [x, rowY] of polygon) {
    const [a, b] = [previousY / cellM, rowY / cellM];
    if (a <= y !== b <= y) crossings.push(previousX / cellM + ((y - a) / (b - a)) * ((x - previousX) / cellM));
    [previousX, previousY] = [x, rowY];
  }
  return crossings.sort((m, n) => m - n);
}
