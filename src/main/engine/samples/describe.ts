import type { SampleDescription } from '../../../shared/contract/samples.ts';
import type { BandQuantity } from '../../../shared/raster/quantity.ts';
import { INDICES } from '../features/indices/registry.ts';
import { quantileOf, tidied } from './quantiles.ts';
import { bandQuantity } from './quantity-values.ts';
import { countBy } from './split.ts';
import type { SampleAttribute, SampleTable } from './table.ts';

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

/** Statistics over all rows and periods; the standard deviation is that of the values themselves (divided by n). */
function bandStatistics(table: SampleTable, quantity: BandQuantity): SampleDescription['bands'][number] {
  const { name, unit, values } = bandQuantity(quantity);
  const periods = table.layout.periods.map((_, period) => values(table, period).filter((value) => !Number.isNaN(value)));
  const all = new Float64Array(periods.reduce((sum, { length }) => sum + length, 0));
  periods.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  const missing = table.rows * table.layout.periods.length - all.length;
  if (all.length === 0) return { band: name, unit, n: 0, missing, min: null, max: null, mean: null, sd: null, p2: null, p50: null, p98: null };
  const sorted = all.sort();
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const sd = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sorted.length);
  const at = (share: number): number => tidied(quantileOf(sorted, share));
  return { band: name, unit, n: sorted.length, missing, min: at(0), max: at(1), mean: tidied(mean), sd: tidied(sd), p2: at(0.02), p50: at(0.5), p98: at(0.98) };
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
