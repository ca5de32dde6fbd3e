/** Parts of a forest, whatever the number of workers: sums over parts must not depend on the machine. */
const PARTS = 8;
const SMALLEST_PART = 10;

/** How many parts the trees are grown in. */
export function partsOf(trees: number): number {
  return Math.ceil(trees / sizeOf(trees));
}

/** The trees of a part: the first and how many; none in a part beyond the last, as a search that changes their number may leave. */
export function treesOf(trees: number, part: number): { readonly first: number; readonly count: number } {
  const first = Math.min(trees, part * sizeOf(trees));
  return { first, count: Math.min(sizeOf(trees), trees - first) };
}

function sizeOf(trees: number): number {
  return Math.max(SMALLEST_PART, Math.ceil(trees / PARTS));
}
