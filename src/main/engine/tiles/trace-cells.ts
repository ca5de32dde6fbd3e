/** One patch of cells of the same value that touch by their edges. */
export interface Patch {
  readonly value: number;
  /** Corners of cells as closed pairs; the exterior first, then the holes. */
  readonly rings: readonly Int32Array[];
}

/** Steps right, down, left, up. */
const STEP_X = [1, 0, -1, 0];
const STEP_Y = [0, 1, 0, -1];

/**
 * Outlines of the patches in a square of values; 0 is no patch. Exteriors run clockwise on the screen (y down), holes
 * the other way. Where two cells of a patch touch by a corner the way turns left, so that a hole there stays a ring of
 * its own.
 */
export function tracePatches(values: Uint16Array, side: number): Patch[] {
  const patches = labelPatches(values, side);
  const edges = outgoingEdges(patches.labels, side);
  const rings: { exterior: Int32Array[]; holes: Int32Array[] }[] = patches.values.map(() => ({ exterior: [], holes: [] }));
  for (let edge = 0; edge < edges.length; edge++) {
    const patch = edges[edge] as number;
    if (patch === 0) continue;
    const ring = trace(edges, side + 1, edge, patch);
    const of = rings[patch - 1];
    // The first ring met from the top left is the exterior.
    if (of?.exterior.length === 0) of.exterior.push(ring);
    else of?.holes.push(ring);
  }
  return patches.values.map((value, i) => ({ value, rings: [...(rings[i]?.exterior ?? []), ...(rings[i]?.holes ?? [])] }));
}

/** Numbers the patches from 1. */
function labelPatches(values: Uint16Array, side: number): { labels: Int32Array; values: number[] } {
  const labels = new Int32Array(values.length);
  const found: number[] = [];
  const open: number[] = [];
  for (let first = 0; first < values.length; first++) {
    const value = values[first] as number;
    if (value === 0 || labels[first] !== 0) continue;
    found.push(value);
    labels[first] = found.length;
    open.push(first);
    while (open.length > 0) {
      const cell = open.pop() as number;
      for (const next of neighbours(cell, side)) {
        if (values[next] !== value || labels[next] !== 0) continue;
        labels[next] = found.length;
        open.push(next);
      }
    }
  }
  return { labels, values: found };
}

function neighbours(cell: number, side: number): number[] {
  const column = cell % side;
  const out: number[] = [];
  if (column > 0) out.push(cell - 1);
  if (column < side - 1) out.push(cell + 1);
  if (cell >= side) out.push(cell - side);
  if (cell < side * (side - 1)) out.push(cell + side);
  return out;
}

/** Patch of the edge that leaves each corner in each direction with the patch on its right; 0 for none. */
function outgoingEdges(labels: Int32Array, side: number): Int32Array {
  const corners = side + 1;
  const edges = new Int32Array(corners * corners * 4);
  const at = (x: number, y: number): number => (x < 0 || y < 0 || x >= side || y >= side ? 0 : (labels[y * side + x] as number));
  const set = (x: number, y: number, direction: number, patch: number): void => {
    edges[(y * corners + x) * 4 + direction] = patch;
  };
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const own = at(x, y);
      if (own === 0) continue;
      if (at(x, y - 1) !== own) set(x, y, 0, own);
      if (at(x + 1, y) !== own) set(x + 1, y, 1, own);
      if (at(x, y + 1) !== own) set(x + 1, y + 1, 2, own);
      if (at(x - 1, y) !== own) set(x, y + 1, 3, own);
    }
  }
  return edges;
}

/** Follows a patch's edges from one of them until the way closes, and takes them out. */
function trace(edges: Int32Array, corners: number, first: number, patch: number): Int32Array {
  const points: number[] = [];
  let edge = first;
  let before = -1;
  while (edges[edge] === patch) {
    edges[edge] = 0;
    const direction = edge % 4;
    const corner = (edge - direction) / 4;
    if (direction !== before) points.push(corner % corners, Math.floor(corner / corners));
    before = direction;
    const next = (corner + (STEP_X[direction] as number) + (STEP_Y[direction] as number) * corners) * 4;
    const turn = [3, 0, 1].find((by) => edges[next + ((direction + by) % 4)] === patch);
    if (turn === undefined) break;
    edge = next + ((direction + turn) % 4);
  }
  points.push(points[0] as number, points[1] as number);
  return Int32Array.from(points);
}
