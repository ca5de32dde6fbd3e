import { hash32 } from '../../src/main/engine/samples/random.ts';
import type { SampleAttribute, SampleTable } from '../../src/main/engine/samples/table.ts';

export interface MadeSamples {
  readonly parcels: number;
  readonly perParcel: number;
  readonly classes: readonly string[];
  readonly seed?: number;
  readonly bands?: readonly string[];
  readonly periods?: number;
}

/**
 * Fields in a country of 60 × 60 km: the classes differ in the month of their peak, the fields of a class by their own
 * vigour, the pixels of a field by little.
 */
export function madeSamples({ parcels, perParcel, classes, seed = 7, bands = ['B04', 'B08'], periods = 6 }: MadeSamples): SampleTable {
  const rows = parcels * perParcel;
  const draw = (...of: number[]): number => hash32(seed, ...of) / 4_294_967_296;
  const parcelOf = (row: number): number => Math.floor(row / perParcel);
  const classOf = (row: number): number => parcelOf(row) % classes.length;
  const place = (row: number, axis: number): number => Math.round(draw(1, parcelOf(row), axis) * 60_000) + ((axis === 0 ? row % perParcel : 0) * 20);
  const series = new Uint16Array(rows * bands.length * periods);
  for (let row = 0; row < rows; row++) {
    const vigour = 0.8 + 0.4 * draw(2, parcelOf(row));
    for (let t = 0; t < periods; t++) {
      bands.forEach((_, b) => {
        const peak = Math.exp(-((t - classOf(row) - 1) ** 2) / 2) * vigour;
        const noise = (draw(3, row, t, b) - 0.5) * 120;
        series[(t * bands.length + b) * rows + row] = Math.round((b === 0 ? 1500 - 900 * peak : 2000 + 2500 * peak) + noise);
      });
    }
  }
  const each = <T>(of: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => of(row));
  return {
    rows, series,
    layout: { bands, periods: Array.from({ length: periods }, (_, t) => ({ start: `2022-${String(t + 4).padStart(2, '0')}-01`, end: `2022-${String(t + 4).padStart(2, '0')}-28` })) },
    ids: each((row) => `p${parcelOf(row)}/${row % perParcel}-0`),
    classes: each((row) => classes[classOf(row)] ?? ''),
    groups: each((row) => `p${parcelOf(row)}`),
    splits: each((row) => (parcelOf(row) % 4 === 0 ? 'test' : 'train')),
    x: Float64Array.from(each((row) => 500_000 + place(row, 0))),
    y: Float64Array.from(each((row) => 5_600_000 + place(row, 1))),
    weights: new Float64Array(rows).fill(1),
    attributes: new Map<SampleAttribute, string[]>([
      ['year', each((row) => (parcelOf(row) % 3 === 0 ? '2021' : '2022'))],
      ['region', each((row) => (place(row, 0) < 30_000 ? 'west' : 'east'))],
    ]),
  };
}
