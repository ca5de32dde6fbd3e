import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import type { SampleTable } from '../../samples/table.ts';
import { isMissing } from '../presto/token-patterns.ts';
import { PRESTO_BANDS } from '../presto/tokens.ts';
import { type Chance, drawMask, jitteredStart, type SensorMask, type SensorSteps } from './augment.ts';
import { chanceOf } from './chance.ts';
import { labelStep } from './label-step.ts';
import type { CopiesRecipe } from './tasks.rpc.ts';

/** Bands of each sensor. */
const SENSORS = {
  radar: PRESTO_BANDS.slice(0, 2),
  optical: PRESTO_BANDS.slice(2, 12),
  weather: PRESTO_BANDS.slice(12, 14),
  terrain: PRESTO_BANDS.slice(14),
} as const;

/** One row as one copy has it: where its window begins in the table's periods, and what is taken away. */
export interface CopiedRow {
  readonly row: number;
  readonly start: number;
  readonly mask: SensorMask | null;
}

type CopyRecipe = Pick<CopiesRecipe, 'window' | 'augmentation'> & { readonly encoder: Pick<CopiesRecipe['encoder'], 'bands'> };

/** A row unchanged (copy 0), or its copy of that number, drawn from the seed and the row's id alone. */
export function copyOf(table: SampleTable, recipe: CopyRecipe, row: number, copy: number): CopiedRow {
  const { augmentation, window } = recipe;
  if (!augmentation || copy === 0) return { row, start: window.start, mask: null };
  const chance = chanceOf(augmentation.seed, table.ids[row] ?? '', copy);
  const start = augmentation.jitter ? drawStart(table, row, window, chance) : window.start;
  return { row, start, mask: augmentation.sensors ? drawMask(sensorSteps(table, recipe, row, start), chance) : null };
}

/** The first period of a jittered window: within the periods that the row has any value of, for longer tables have rows that do not reach both ends. */
function drawStart(table: SampleTable, row: number, window: CopyRecipe['window'], chance: Chance): number {
  const seen = table.layout.periods.map((_, period) => table.layout.bands.some((_name, band) => isThere(table, period, band, row)));
  const [first, last] = [seen.indexOf(true), seen.lastIndexOf(true)];
  const available = first < 0 ? 0 : last - first + 1;
  if (available <= window.steps) return window.start;
  return first + jitteredStart(available, labelStep(table, row) - first, window.steps, chance);
}

/** Where a row has any value of radar and of reflectance in its window. */
function sensorSteps(table: SampleTable, { encoder, window }: CopyRecipe, row: number, start: number): SensorSteps {
  const has = (bands: readonly string[]): Uint8Array =>
    Uint8Array.from({ length: window.steps }, (_, step) => (usedBands(table, encoder.bands, bands).some((band) => isThere(table, start + step, band, row)) ? 1 : 0));
  return { radar: has(SENSORS.radar), optical: has(SENSORS.optical) };
}

function usedBands(table: SampleTable, used: readonly { readonly band: string }[], bands: readonly string[]): number[] {
  return bands.filter((band) => used.some((candidate) => candidate.band === band)).map((band) => table.layout.bands.indexOf(band));
}

function isThere(table: SampleTable, period: number, band: number, row: number): boolean {
  const name = PRESTO_BANDS.findIndex((candidate) => candidate === table.layout.bands[band]);
  return band >= 0 && !isMissing(table.series[(period * table.layout.bands.length + band) * table.rows + row] as number, name);
}

/** Series of rows whose windows begin together: uint16 planes [step][band][row], what is taken away being nodata. */
export function seriesOfCopies(table: SampleTable, rows: readonly CopiedRow[], steps: number): Uint16Array {
  const { bands } = table.layout;
  const series = new Uint16Array(steps * bands.length * rows.length);
  const start = rows[0]?.start ?? 0;
  for (let step = 0; step < steps; step++) {
    bands.forEach((name, band) => {
      const from = ((start + step) * bands.length + band) * table.rows;
      const to = (step * bands.length + band) * rows.length;
      rows.forEach(({ row, mask }, i) => (series[to + i] = mask && isLost(mask, name, step) ? COMPOSITE_NODATA : (table.series[from + row] as number)));
    });
  }
  return series;
}

function isLost(mask: SensorMask, band: string, step: number): boolean {
  const of = (sensor: keyof typeof SENSORS): boolean => (SENSORS[sensor] as readonly string[]).includes(band);
  if (of('terrain')) return mask.terrain;
  const sensor = (['radar', 'optical', 'weather'] as const).find(of);
  return sensor !== undefined && mask[sensor][step] === 1;
}
