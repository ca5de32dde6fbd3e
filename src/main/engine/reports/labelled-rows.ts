import type { LabelledRows } from '../models/training-rows.ts';
import type { SampleTable } from '../samples/table.ts';

/** A table with the numbers that a classifier is given of its rows. */
export interface NumberedTable {
  readonly table: SampleTable;
  /** float32 [rows, …shape] of the whole table. */
  readonly matrix: Float32Array;
  readonly shape: readonly number[];
}

/** True where a row has a value at all. */
export function hasValue({ matrix, table }: NumberedTable, row: number): boolean {
  const width = matrix.length / Math.max(1, table.rows);
  return matrix.subarray(row * width, (row + 1) * width).some((value) => !Number.isNaN(value));
}

/** Some rows of a table as a classifier sees them. Their classes must be among those given. @param weights of the sample table, or null for 1 each */
export function labelRows({ table, matrix, shape }: NumberedTable, chosen: readonly number[], classes: readonly string[], weights: Float64Array | null): LabelledRows {
  const width = shape.reduce((product, side) => product * side, 1);
  const part = new Float32Array(chosen.length * width);
  chosen.forEach((row, i) => {
    part.set(matrix.subarray(row * width, (row + 1) * width), i * width);
  });
  const from = Int32Array.from(chosen);
  return {
    rows: chosen.length, shape, matrix: part, from,
    labels: Uint16Array.from(from, (row) => classes.indexOf(table.classes[row] ?? '')),
    weights: Float64Array.from(from, (row) => weights?.[row] ?? 1),
    groups: Array.from(from, (row) => table.groups[row] ?? String(row)),
  };
}

/** The rows of both, the second ones after the first; groups of the one are not those of the other. */
export function joinRows(first: LabelledRows, second: LabelledRows): LabelledRows {
  const matrix = new Float32Array(first.matrix.length + second.matrix.length);
  matrix.set(first.matrix);
  matrix.set(second.matrix, first.matrix.length);
  return {
    rows: first.rows + second.rows,
    shape: first.shape,
    matrix,
    labels: Uint16Array.from([...first.labels, ...second.labels]),
    weights: Float64Array.from([...first.weights, ...second.weights]),
    groups: [...first.groups.map((group) => `1 ${group}`), ...second.groups.map((group) => `2 ${group}`)],
    from: Int32Array.from([...first.from, ...second.from]),
  };
}
