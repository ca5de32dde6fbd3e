import type { SampleDescription } from '../../../../shared/contract/samples.ts';
import type { BandQuantity } from '../../../../shared/raster/quantity.ts';
import { INDICES } from '../../features/indices/registry.ts';
import { countedQuantile, quantileOf, tidied } from './quantiles.ts';
import { bandQuantity } from './quantity-values.ts';
import { countBy } from '../split.ts';
import type { SampleAttribute, SampleTable } from '../table.ts';

/** Attributes whose distribution says something, in the order shown. */
const TOLD: readonly SampleAttribute[] = ['year', 'country', 'dataset', 'region', 'observer'];
/** Values of one attribute that are told apart; the rarest beyond are summed up. */
const MOST_VALUES = 200;
const UNKNOWN = 'not known';

/**
 * What a sample set is made of.
 * @param quantities of the bands, so that statistics are in physical units
 */
export function describeSamples(table: SampleTable, quantities: readonly BandQuantity[]): SampleDescription {
  return {
    rows: table.rows,
    classes: classesOf(table),
    by: TOLD.flatMap((name) => distributionOf(table, name)),
    indices: INDICES.filter((index) => index.bands.every((band) => table.layout.bands.includes(band))).map(({ id }) => id),
    bands: quantities.filter(({ band }) => table.layout.bands.includes(band)).map((quantity) => bandStatistics(table, quantity)),
    weights: weightsOf(table),
    labels: labelsOf(table),
  };
}

function classesOf(table: SampleTable): SampleDescription['classes'] {
  const found = new Map<string, { rows: number; train: number; test: number; weight: number }>();
  table.classes.forEach((code, row) => {
    const entry = found.get(code) ?? { rows: 0, train: 0, test: 0, weight: 0 };
    entry.rows += 1;
    entry[table.splits[row] === 'test' ? 'test' : 'train'] += 1;
    entry.weight += table.weights[row] ?? 1;
    found.set(code, entry);
  });
  return [...found].map(([code, entry]) => ({ code, ...entry, weight: tidied(entry.weight), share: table.rows === 0 ? 0 : entry.rows / table.rows })).toSorted((a, b) => b.rows - a.rows || (a.code < b.code ? -1 : 1));
}

function distributionOf(table: SampleTable, name: SampleAttribute): SampleDescription['by'] {
  const values = table.attributes.get(name);
  if (!values) return [];
  const found = new Map<string, { rows: number; byClass: Record<string, number> }>();
  values.forEach((value, row) => {
    const entry = found.get(value ?? UNKNOWN) ?? { rows: 0, byClass: {} };
    const code = table.classes[row] ?? '';
    entry.rows += 1;
    entry.byClass[code] = (entry.byClass[code] ?? 0) + 1;
    found.set(value ?? UNKNOWN, entry);
  });
  const all = [...found].map(([value, entry]) => ({ value, ...entry })).toSorted((a, b) => b.rows - a.rows || (a.value < b.value ? -1 : 1));
  return [{ name, values: all.slice(0, MOST_VALUES), more: Math.max(0, all.length - MOST_VALUES) }];
}

/**
 * Statistics over all rows and periods, exact, by counting stored values: there are 65 536 of them however many samples.
 * The standard deviation is that of the values themselves (divided by n).
 */
function bandStatistics(table: SampleTable, quantity: BandQuantity): SampleDescription['bands'][number] {
  const { name, unit, physical } = bandQuantity(quantity);
  const counts = countStored(table, quantity.band);
  const found = Array.from(counts, (count, stored) => ({ count, value: count === 0 ? NaN : physical(stored) })).filter(({ value }) => !Number.isNaN(value)).sort((a, b) => a.value - b.value);
  const n = found.reduce((sum, { count }) => sum + count, 0);
  const missing = table.rows * table.layout.periods.length - n;
  if (n === 0) return { band: name, unit, n: 0, missing, min: null, max: null, mean: null, sd: null, p2: null, p50: null, p98: null };
  const mean = found.reduce((sum, { count, value }) => sum + count * value, 0) / n;
  const sd = Math.sqrt(found.reduce((sum, { count, value }) => sum + count * (value - mean) ** 2, 0) / n);
  const at = (share: number): number => tidied(countedQuantile(found, n, share));
  return { band: name, unit, n, missing, min: at(0), max: at(1), mean: tidied(mean), sd: tidied(sd), p2: at(0.02), p50: at(0.5), p98: at(0.98) };
}

/** How often each stored value of a band occurs, over all rows and periods. */
function countStored({ layout, rows, series }: SampleTable, band: string): Uint32Array {
  const counts = new Uint32Array(65_536);
  layout.periods.forEach((_, period) => {
    const plane = (period * layout.bands.length + layout.bands.indexOf(band)) * rows;
    for (let row = 0; row < rows; row++) counts[series[plane + row] as number] = (counts[series[plane + row] as number] as number) + 1;
  });
  return counts;
}

function weightsOf({ weights }: SampleTable): SampleDescription['weights'] {
  if (weights.length === 0) return null;
  const sorted = weights.toSorted();
  return { min: sorted[0] ?? 0, median: quantileOf(sorted, 0.5), max: sorted.at(-1) ?? 0, zero: countBy([...weights].map(String)).get('0') ?? 0 };
}

function labelsOf({ attributes }: SampleTable): SampleDescription['labels'] {
  const days = (attributes.get('valid_time') ?? []).filter((day) => day !== null).toSorted();
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? null : { first, last };
}
