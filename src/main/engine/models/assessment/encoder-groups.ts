import type { z } from 'zod';
import type { SampleTable } from '../../samples/table.ts';
import { seriesOfCopies } from '../embeddings/copies.ts';
import { rowsByPeriods } from '../embeddings/row-periods.ts';
import { copiesRecipeSchema } from '../embeddings/tasks.rpc.ts';
import type { InputSource } from '../inputs/input.ts';
import { loadedEncoder, placesOf } from '../presto/loaded.ts';
import { GROUPS, NDVI_GROUP, NEAR_INFRARED_VALUE, PRESTO_BANDS, RED_VALUE } from '../presto/tokens.ts';
import type { LabelledRows } from '../training-rows.ts';
import type { ImportanceGroup } from './importance-groups.ts';
import type { ImportanceWatch } from './permutation.ts';

/** What embeds the rows of a table again. */
const recipeSchema = copiesRecipeSchema.pick({ encoder: true, output: true, crs: true, window: true });
type Recipe = z.infer<typeof recipeSchema>;

/** Names of the encoder's groups of tokens, in the order of `GROUPS`; the window has them in its languages. */
export const ENCODER_GROUP_NAMES = ['S1 VV/VH', 'S2 visible', 'S2 red edge', 'S2 NIR', 'S2 narrow NIR', 'S2 SWIR', 'weather', 'terrain', 'NDVI'] as const;
export const LOCATION_NAME = 'location';
/** The place stands behind the encoder's groups. */
const LOCATION = GROUPS.length;

/** Sensors by their groups of tokens; NDVI is Sentinel-2's. */
const SENSORS: readonly { readonly name: string; readonly groups: readonly number[] }[] = [
  { name: 'Sentinel-1', groups: [0] },
  { name: 'Sentinel-2', groups: [1, 2, 3, 4, 5, NDVI_GROUP] },
  { name: 'weather', groups: [6] },
  { name: 'terrain', groups: [7] },
];

/**
 * What of an encoder's inputs is shuffled together, for models on embeddings, whose own numbers mean nothing one by one: each group of tokens
 * that the rows have, and each sensor with all of its groups. Shuffling takes the values of another row in every timestep, gaps with
 * them, and embeds the row anew. NDVI is a group of its own: it stays the row's when its bands are shuffled, and is another row's when it is shuffled itself.
 *
 * Permuted rather than masked (Breiman 2001; Fisher, Rudin and Dominici 2019, JMLR 20(177), section 3.1, model reliance as the loss with one
 * input switched): a masked sensor would ask how the encoder copes without it, which is what `train --without` is for.
 * @returns none where the source does not say how it was embedded
 */
export function encoderGroups(table: SampleTable, { from }: Pick<InputSource, 'from'>): ImportanceGroup[] {
  const recipe = recipeSchema.safeParse(from['recipe']);
  if (!recipe.success) return [];
  const there = GROUPS.flatMap((_, group) => (bandsOf(group).every((needed) => recipe.data.encoder.bands.some(({ band }) => band === needed)) ? [group] : []));
  const groupOf = (grouping: ImportanceGroup['grouping'], name: string, columns: readonly number[]): ImportanceGroup => ({
    grouping, name, columns,
    shuffle: (rows, order, watch) => embeddedWith(table, recipe.data, { rows, order, shuffled: columns }, watch),
  });
  return [
    ...there.map((group) => groupOf('feature', ENCODER_GROUP_NAMES[group] ?? String(group), [group])),
    groupOf('feature', LOCATION_NAME, [LOCATION]),
    ...SENSORS.map(({ name, groups }) => ({ name, own: groups.filter((group) => there.includes(group)) })).filter(({ own }) => own.length > 0).map(({ name, own }) => groupOf('sensor', name, own)),
  ];
}

/** Bands that a group of tokens is made of. */
function bandsOf(group: number): string[] {
  const values = group === NDVI_GROUP ? [RED_VALUE, NEAR_INFRARED_VALUE] : (GROUPS[group]?.values ?? []);
  return values.map((value) => PRESTO_BANDS[value] ?? '');
}

interface Shuffle {
  readonly rows: LabelledRows;
  /** Position of the row that each takes the shuffled values from. */
  readonly order: Int32Array;
  /** Groups of tokens, {@link LOCATION} for the place. */
  readonly shuffled: readonly number[];
}

/** Embeddings of rows of which some groups of tokens are those of other rows: float32 [rows, …shape], NaN for a row without any value. */
async function embeddedWith(table: SampleTable, { encoder: recipe, output, crs, window }: Recipe, { rows, order, shuffled }: Shuffle, watch: ImportanceWatch): Promise<Float32Array> {
  const encoder = await loadedEncoder(recipe);
  const size = encoder.sizeOf(output, window.steps);
  const values = new Float32Array(rows.rows * size).fill(NaN);
  const positionOf = new Map(Array.from(rows.from, (row, i) => [row, i]));
  const bands = new Set(shuffled.flatMap((group) => (group === NDVI_GROUP || group === LOCATION ? [] : bandsOf(group))));
  let done = 0;
  for (const { rows: own, periods } of rowsByPeriods(table, [...rows.from])) {
    const positions = own.map((row) => positionOf.get(row) ?? 0);
    const others = positions.map((i) => rows.from[order[i] as number] as number);
    const seriesOf = (of: readonly number[]): Uint16Array => seriesOfCopies(table, of.map((row) => ({ row, start: window.start, mask: null })), window.steps);
    const [kept, taken] = [seriesOf(own), seriesOf(others)];
    const placed = shuffled.includes(LOCATION) ? others : own;
    const embedded = await encoder.embed(
      {
        ...placesOf(Float64Array.from(placed.flatMap((row) => [table.x[row] as number, table.y[row] as number])), crs),
        pixels: own.length,
        series: withBandsOf(kept, taken, table.layout.bands.map((band) => bands.has(band)), own.length),
        ndvi: shuffled.includes(NDVI_GROUP) ? taken : kept,
        layout: { bands: table.layout.bands, periods: periods.slice(window.start, window.start + window.steps) },
      },
      {
        output,
        onProgress: (fraction) => {
          watch.signal.throwIfAborted();
          watch.progress((done + fraction * own.length) / rows.rows);
        },
      },
    );
    done += own.length;
    positions.forEach((position, i) => {
      values.set(embedded.values.subarray(i * size, (i + 1) * size), position * size);
    });
  }
  return values;
}

/** The planes [step][band][row] of the one series with some bands of the other. @param isTaken per band */
function withBandsOf(kept: Uint16Array, taken: Uint16Array, isTaken: readonly boolean[], rows: number): Uint16Array {
  const series = kept.slice();
  for (let plane = 0; plane * rows < series.length; plane++) {
    if (isTaken[plane % isTaken.length]) series.set(taken.subarray(plane * rows, (plane + 1) * rows), plane * rows);
  }
  return series;
}
