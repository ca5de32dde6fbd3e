import type { ExtractionOptions } from '../../../../shared/contract/jobs/samples.ts';
import { dayNumber, type IsoDate } from '../../../../shared/dates/iso-date.ts';
import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { SkipTally } from '../parcels/parcel-tally.ts';
import { type Frequency, slotOfYear, slotStart, STEPS_PER_YEAR } from './calendar-slot.ts';
import type { LongSample, LongTable } from './long-table.ts';
import { alignSeason } from './season.ts';

/** A sample cut to its year. */
export interface CutSample {
  readonly sample: LongSample;
  /** First step of its window. */
  readonly start: number;
}

/** Samples that passed every rule. */
export interface Pivot {
  readonly cut: readonly CutSample[];
  readonly rejected: SkipTally;
  /** Step of the year in the middle of the window. */
  readonly middleOfYear: number;
}

interface Placed {
  readonly sample: LongSample;
  readonly first: number;
  readonly last: number;
  readonly valid: number;
}

/**
 * Applies the rules of WorldCereal's pivot and season alignment (DOMAIN.md B3) and says which samples fell and why.
 * @param classify class of a code, or the reason why it has none
 */
export function pivotSamples(table: LongTable, options: ExtractionOptions, classify: (code: string) => { readonly reason: string } | null): Pivot {
  const rejected = new SkipTally();
  const placed = table.samples.flatMap((sample): Placed[] => {
    const problem = classify(sample.code);
    if (problem) return reject(rejected, problem.reason, sample);
    return place(table, sample, options, rejected);
  });
  const perMonth = STEPS_PER_YEAR[table.frequency] / 12;
  const middleOfYear = options.centreMonth === null ? commonest(placed, table.frequency) : (options.centreMonth - 1) * perMonth;
  const cut = placed.flatMap(({ sample, first, last, valid }): CutSample[] => {
    const start = alignSeason({ frequency: table.frequency, first, last, valid, middleOfYear, buffer: options.validTimeBuffer * perMonth });
    return start === null ? reject(rejected, 'its series does not cover the season', sample) : [{ sample, start }];
  });
  return { cut, rejected, middleOfYear };
}

function reject(rejected: SkipTally, reason: string, sample: LongSample): [] {
  rejected.add(reason, sample.id);
  return [];
}

function place(table: LongTable, sample: LongSample, options: ExtractionOptions, rejected: SkipTally): Placed[] {
  const slots = [...sample.steps.keys()].toSorted((a, b) => a - b);
  const first = slots[0] ?? 0;
  const last = slots.at(-1) ?? 0;
  if (sample.validTime === null) return reject(rejected, 'no date of validity', sample);
  if (!Number.isFinite(sample.lon) || !Number.isFinite(sample.lat)) return reject(rejected, 'no coordinates', sample);
  if (!isRegular(slots, table.frequency)) return reject(rejected, `its dates are no ${table.frequency}s in sequence`, sample);
  if (!hasSignal(table, sample)) return reject(rejected, 'no optical or radar value at all', sample);
  const valid = nearestSlot(first, last, sample.validTime as IsoDate, table.frequency);
  if (valid - first < options.minEdgeBuffer || last - valid < options.minEdgeBuffer) return reject(rejected, 'its label lies at the edge of its series', sample);
  if (last - first + 1 < STEPS_PER_YEAR[table.frequency]) return reject(rejected, 'its series is shorter than a year', sample);
  return [{ sample, first, last, valid }];
}

/** Median step of 31 ± 2 days (10 ± 2 for dekads), as the original tests it. */
function isRegular(slots: readonly number[], frequency: Frequency): boolean {
  const days = slots.map((slot) => dayNumber(slotStart(slot, frequency)));
  const steps = days.slice(1).map((day, i) => day - (days[i] ?? 0)).toSorted((a, b) => a - b);
  const median = ((steps[(steps.length - 1) >> 1] ?? NaN) + (steps[steps.length >> 1] ?? NaN)) / 2;
  return Math.abs(median - (frequency === 'month' ? 31 : 10)) <= 2;
}

function hasSignal(table: LongTable, sample: LongSample): boolean {
  const signal = table.bands.flatMap((band, b) => (/^(B\d|VV|VH)/.test(band) ? [b] : []));
  return [...sample.steps.values()].some((values) => signal.some((b) => values[b] !== COMPOSITE_NODATA));
}

/** The step whose first day is nearest to the label's, the earlier one of two; steps that miss in the file count too. */
function nearestSlot(first: number, last: number, validTime: IsoDate, frequency: Frequency): number {
  const day = dayNumber(validTime);
  let best = first;
  for (let slot = first + 1; slot <= last; slot++) {
    if (Math.abs(dayNumber(slotStart(slot, frequency)) - day) < Math.abs(dayNumber(slotStart(best, frequency)) - day)) best = slot;
  }
  return best;
}

/** The step of the year of most labels, the earliest of equals. */
function commonest(placed: readonly Placed[], frequency: Frequency): number {
  const counts = new Array<number>(STEPS_PER_YEAR[frequency]).fill(0);
  for (const { valid } of placed) counts[slotOfYear(valid, frequency)] = (counts[slotOfYear(valid, frequency)] ?? 0) + 1;
  return counts.indexOf(Math.max(...counts));
}
