/** Corners of one ring in pixels: column, row, column, row, … The last corner may repeat the first. */
export type PixelRing = Float64Array;

/** A rectangle of pixels, first row and column inclusive, last exclusive. */
export interface PixelBox {
  readonly firstColumn: number;
  readonly firstRow: number;
  readonly lastColumn: number;
  readonly lastRow: number;
}

/** What {@link coverPixels} says of a pixel. */
export const COVER = { outside: 0, edge: 1, inside: 2 } as const;

/**
 * Tells for each pixel of a box whether it lies in a polygon: `inside` when the whole pixel does, `edge` when its centre
 * does but the boundary passes through the pixel (it then holds ground of the neighbour too), `outside` otherwise. The
 * rings of all parts and holes count together (even-odd), so a polygon must not overlap itself.
 * A boundary that runs along the line between two pixels passes through neither.
 * @returns one byte of {@link COVER} per pixel of the box, row by row
 */
export function coverPixels(rings: readonly PixelRing[], box: PixelBox): Uint8Array {
  const width = box.lastColumn - box.firstColumn;
  const cover = new Uint8Array(width * (box.lastRow - box.firstRow));
  for (let row = box.firstRow; row < box.lastRow; row++) {
    const crossings = crossingsAt(rings, row + 0.5);
    const offset = (row - box.firstRow) * width - box.firstColumn;
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      // Pixels whose centre lies between the crossings: the left one inclusive, as GDAL counts.
      const from = Math.max(box.firstColumn, Math.ceil((crossings[i] as number) - 0.5));
      const to = Math.min(box.lastColumn, Math.ceil((crossings[i + 1] as number) - 0.5));
      if (to > from) cover.fill(COVER.inside, offset + from, offset + to);
    }
  }
  for (const ring of rings) markBoundary(ring, box, cover, width);
  return cover;
}

/** The box of pixels that rings touch, cut to `limit`; null where they do not meet. */
export function boxOf(rings: readonly PixelRing[], limit: PixelBox): PixelBox | null {
  let [minColumn, minRow, maxColumn, maxRow] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const [column, row] = [ring[i] as number, ring[i + 1] as number];
      minColumn = Math.min(minColumn, column);
      maxColumn = Math.max(maxColumn, column);
      minRow = Math.min(minRow, row);
      maxRow = Math.max(maxRow, row);
    }
  }
  const box = {
    firstColumn: Math.max(limit.firstColumn, Math.floor(minColumn)),
    firstRow: Math.max(limit.firstRow, Math.floor(minRow)),
    lastColumn: Math.min(limit.lastColumn, Math.ceil(maxColumn)),
    lastRow: Math.min(limit.lastRow, Math.ceil(maxRow)),
  };
  return box.lastColumn > box.firstColumn && box.lastRow > box.firstRow ? box : null;
}

/** Columns at which the rings cross a row of height `y`, in rising order. */
function crossingsAt(rings: readonly PixelRing[], y: number): number[] {
  const crossings: number[] = [];
  for (const ring of rings) {
    eachSegment(ring, (x0, y0, x1, y1) => {
      // Half open, so that a corner on the line counts once.
      if (y0 <= y !== y1 <= y) crossings.push(x0 + ((y - y0) * (x1 - x0)) / (y1 - y0));
    });
  }
  return crossings.sort((a, b) => a - b);
}

function eachSegment(ring: PixelRing, visit: (x0: number, y0: number, x1: number, y1: number) => void): void {
  const corners = ring.length / 2;
  for (let i = 0; i < corners; i++) {
    const [from, to] = [2 * i, 2 * ((i + 1) % corners)];
    visit(ring[from] as number, ring[from + 1] as number, ring[to] as number, ring[to + 1] as number);
  }
}

/** Turns `inside` into `edge` where a ring passes through a pixel. */
function markBoundary(ring: PixelRing, box: PixelBox, cover: Uint8Array, width: number): void {
  eachSegment(ring, (x0, y0, x1, y1) => {
    const [top, bottom] = [Math.min(y0, y1), Math.max(y0, y1)];
    const last = Math.min(box.lastRow, Math.ceil(bottom)) - 1;
    for (let row = Math.max(box.firstRow, Math.floor(top)); row <= last; row++) {
      const a = top === bottom ? x0 : x0 + ((Math.max(top, row) - y0) * (x1 - x0)) / (y1 - y0);
      const b = top === bottom ? x1 : x0 + ((Math.min(bottom, row + 1) - y0) * (x1 - x0)) / (y1 - y0);
      const from = Math.max(box.firstColumn, Math.floor(Math.min(a, b)));
      const to = Math.min(box.lastColumn, Math.ceil(Math.max(a, b)));
      const offset = (row - box.firstRow) * width - box.firstColumn;
      for (let column = from; column < to; column++) if (cover[offset + column] === COVER.inside) cover[offset + column] = COVER.edge;
    }
  });
}
