import { nothingSaid, type SampleAttribute, type SampleTable } from '../table.ts';

/** One of the tables that are joined. */
export interface Joined {
  /** Id of its sample set: tells groups and samples of the same name apart, and names the data set of rows that name none. */
  readonly id: string;
  readonly table: SampleTable;
  /** Coordinates of its rows in the CRS of the whole. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** `kept`: its own training and test rows; `train`: all of its rows teach. */
  readonly sides: 'kept' | 'train';
}

/**
 * Puts tables of the same season one below the other: the bands that all of them have, the periods of the first.
 * Groups stay whole within their own set. A sample that an earlier table has already (the same id at the same place, as in
 * versions of one set) is taken once.
 * @returns the table, and how many rows were there already
 */
export function joinTables(parts: readonly Joined[]): { readonly table: SampleTable; readonly repeated: number } {
  const [first] = parts;
  if (!first) return { table: { rows: 0, layout: { bands: [], periods: [] }, ids: [], classes: [], groups: [], splits: [], x: new Float64Array(0), y: new Float64Array(0), series: new Uint16Array(0), ...nothingSaid(0) }, repeated: 0 };
  const bands = first.table.layout.bands.filter((band) => parts.every(({ table }) => table.layout.bands.includes(band)));
  const places = new Set<string>();
  const taken = parts.flatMap((part) =>
    part.table.ids.flatMap((id, row) => {
      const place = `${id}@${part.x[row]},${part.y[row]}`;
      if (places.has(place)) return [];
      places.add(place);
      return [{ part, row, id }];
    }),
  );
  const names = uniqueNames(taken.map(({ part, id }) => ({ set: part.id, id })));
  const table: SampleTable = {
    rows: taken.length,
    layout: { bands, periods: first.table.layout.periods },
    ids: names,
    classes: taken.map(({ part, row }) => part.table.classes[row] ?? ''),
    groups: taken.map(({ part, row }) => `${part.id}/${part.table.groups[row] ?? String(row)}`),
    splits: taken.map(({ part, row }) => (part.sides === 'train' ? 'train' : (part.table.splits[row] ?? 'train'))),
    x: Float64Array.from(taken, ({ part, row }) => part.x[row] ?? NaN),
    y: Float64Array.from(taken, ({ part, row }) => part.y[row] ?? NaN),
    series: joinedSeries(taken, bands, first.table.layout.periods.length),
    weights: Float64Array.from(taken, ({ part, row }) => part.table.weights[row] ?? 1),
    attributes: joinedAttributes(parts, taken),
  };
  return { table, repeated: parts.reduce((sum, { table: own }) => sum + own.rows, 0) - taken.length };
}

interface Taken {
  readonly part: Joined;
  readonly row: number;
}

/** `series[(period * bands + band) * rows + row]`, as docs/architecture.md lays series out. */
function joinedSeries(taken: readonly Taken[], bands: readonly string[], periods: number): Uint16Array {
  const series = new Uint16Array(periods * bands.length * taken.length);
  for (let period = 0; period < periods; period++) {
    bands.forEach((band, b) => {
      const start = (period * bands.length + b) * taken.length;
      taken.forEach(({ part: { table }, row }, i) => {
        const own = table.layout.bands.indexOf(band);
        series[start + i] = table.series[(period * table.layout.bands.length + own) * table.rows + row] as number;
      });
    });
  }
  return series;
}

function joinedAttributes(parts: readonly Joined[], taken: readonly Taken[]): SampleTable['attributes'] {
  const names = new Set<SampleAttribute>(['dataset', ...parts.flatMap(({ table }) => [...table.attributes.keys()])]);
  return new Map(
    [...names].map((name) => [
      name,
      taken.map(({ part, row }) => part.table.attributes.get(name)?.[row] ?? (name === 'dataset' ? part.id : null)),
    ]),
  );
}

/** Ids as they are, and with their set's before those that another set uses too. */
function uniqueNames(samples: readonly { readonly set: string; readonly id: string }[]): string[] {
  const counts = new Map<string, number>();
  for (const { id } of samples) counts.set(id, (counts.get(id) ?? 0) + 1);
  return samples.map(({ set, id }) => ((counts.get(id) ?? 0) > 1 ? `${set}:${id}` : id));
}
