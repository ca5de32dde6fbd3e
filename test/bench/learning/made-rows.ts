import { RandomStream } from '../../../src/main/engine/models/forest/random.ts';

/** Columns and classes of the rows that classifiers are measured on. */
export const COLUMNS = 128;
export const CLASSES = 9;

export interface MadeRows {
  /** float32, row-major [rows, {@link COLUMNS}]. */
  readonly matrix: Float32Array;
  readonly labels: Uint16Array;
}

/** Classes that overlap: a forest gets about nine in ten right. */
export function madeRows(rows: number): MadeRows {
  const random = new RandomStream(20, 0);
  const uniform = (): number => (random.uint32() + 0.5) / 2 ** 32;
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const centres = Array.from({ length: CLASSES * COLUMNS }, () => normal() * 0.35);
  const labels = Uint16Array.from({ length: rows }, () => random.below(CLASSES));
  const matrix = Float32Array.from({ length: rows * COLUMNS }, (_, i) => {
    const label = labels[Math.floor(i / COLUMNS)] ?? 0;
    return (centres[label * COLUMNS + (i % COLUMNS)] ?? 0) + normal();
  });
  return { matrix, labels };
}
