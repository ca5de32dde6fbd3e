/** Percent of the pixels with data per SCL code, and percent of all pixels without data. */
export interface ClassShares {
  readonly noData: number;
  /** By code 0…11. */
  readonly percent: readonly number[];
  /** Codes 8, 9 and 10 together, as products count cloud cover. */
  readonly cloud: number;
}

/** Counts a scene classification. */
export function classShares(classes: Uint8Array): ClassShares {
  const counts = new Array<number>(12).fill(0);
  for (const code of classes) counts[code] = (counts[code] ?? 0) + 1;
  const valid = Math.max(1, classes.length - (counts[0] ?? 0));
  const percent = counts.map((count, code) => (code === 0 ? 0 : (100 * count) / valid));
  return { noData: (100 * (counts[0] ?? 0)) / classes.length, percent, cloud: (percent[8] ?? 0) + (percent[9] ?? 0) + (percent[10] ?? 0) };
}
