import { COMPOSITE_NODATA } from '../../../shared/raster/nodata.ts';
import type { SampleTable } from '../samples/table.ts';

const METRES_PER_DEGREE = 111_320;

/** Coordinates in metres for distances between near rows; degrees are scaled at the row's own latitude. */
export function metresOf(table: SampleTable, units: 'metres' | 'degrees'): { readonly x: Float64Array; readonly y: Float64Array } {
  if (units === 'metres') return { x: table.x, y: table.y };
  return {
    x: table.x.map((lon, row) => lon * METRES_PER_DEGREE * Math.cos(((table.y[row] as number) * Math.PI) / 180)),
    y: table.y.map((lat) => lat * METRES_PER_DEGREE),
  };
}

/** Year that each row's label is of; empty where it is not known: all those count as one year. */
export function seasonKeys({ ids, attributes }: SampleTable): string[] {
  const [years, days] = [attributes.get('year'), attributes.get('valid_time')];
  return ids.map((_, row) => years?.[row] ?? days?.[row]?.slice(0, 4) ?? '');
}

/**
 * Rows of the same season that lie within `withinM` of each other, in chains: two rows or more each, in rising order.
 * A field that is another crop in another year is no conflict, so years are kept apart.
 */
export function placesShared(table: SampleTable, units: 'metres' | 'degrees', withinM: number): number[][] {
  const { x, y } = metresOf(table, units);
  const seasons = seasonKeys(table);
  const cell = Math.max(withinM, 0.01);
  const cells = new Map<string, number[]>();
  const key = (row: number, dx: number, dy: number): string => `${seasons[row] ?? ''}|${Math.floor((x[row] as number) / cell) + dx}|${Math.floor((y[row] as number) / cell) + dy}`;
  const parent = Int32Array.from({ length: table.rows }, (_, row) => row);
  const rootOf = (row: number): number => {
    let at = row;
    while (parent[at] !== at) at = parent[at] = parent[parent[at] as number] as number;
    return at;
  };
  for (let row = 0; row < table.rows; row++) {
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const other of cells.get(key(row, dx, dy)) ?? []) {
          if (Math.hypot((x[row] as number) - (x[other] as number), (y[row] as number) - (y[other] as number)) > withinM) continue;
          const [a, b] = [rootOf(row), rootOf(other)];
          parent[Math.max(a, b)] = Math.min(a, b);
        }
      }
    }
    const own = key(row, 0, 0);
    const members = cells.get(own);
    if (members) members.push(row);
    else cells.set(own, [row]);
  }
  return groupsOf(table.rows, (row) => String(rootOf(row)));
}

/** Rows whose whole series is the same, value for value, and not wholly missing: two or more each. */
export function seriesShared({ rows, layout, series }: SampleTable): number[][] {
  const planes = layout.bands.length * layout.periods.length;
  const row16 = new Uint16Array(planes);
  return groupsOf(rows, (row) => {
    let filled = false;
    for (let plane = 0; plane < planes; plane++) {
      const value = series[plane * rows + row] as number;
      row16[plane] = value;
      filled ||= value !== COMPOSITE_NODATA;
    }
    return filled ? Buffer.from(row16.buffer).toString('latin1') : null;
  });
}

function groupsOf(rows: number, keyOf: (row: number) => string | null): number[][] {
  const groups = new Map<string, number[]>();
  for (let row = 0; row < rows; row++) {
    const key = keyOf(row);
    if (key === null) continue;
    const members = groups.get(key);
    if (members) members.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].filter((members) => members.length > 1);
}
