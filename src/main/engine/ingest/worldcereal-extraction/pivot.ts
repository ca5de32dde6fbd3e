import type { ExtractionOptions } from '../../../../shared/contract/jobs/samples.ts';
import { dayNumber, type IsoDate } from '../../../../shared/dates/iso-date.ts';
import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import type { SkipTally } from '../parcels/parcel-tally.ts';
import { type Frequency, slotContaining, slotOfYear, slotStart, STEPS_PER_YEAR } from './calendar-slot.ts';
import type { ExtractedSample, ExtractionTable } from './extraction-table.ts';
import { alignSeason, cutSeason, inSeason, middleOfMonth, type SeasonCut, type SeasonRequest } from './season.ts';

/** A sample cut to its year: `start` is the first step of its window. */
export interface CutSample extends SeasonCut {
  readonly sample: ExtractedSample;
}

/** Samples that passed every rule. */
export interface Pivot {
  readonly cut: readonly CutSample[];
  /** Calendar month, 1…12, in the middle of the season. */
  readonly centreMonth: number;
  /** Samples with steps that are not in the file, and the first of them. */
  readonly gaps: { readonly samples: number; readonly example: string | null };
}

interface Placed {
  readonly sample: ExtractedSample;
  readonly first: number;
  readonly last: number;
  /** Step nearest to the label's date, and the one that it lies in. */
  readonly position: number;
  readonly valid: number;
}

type Reason = { readonly reason: string } | null;

/**
 * Applies the rules of WorldCereal's pivot and season alignment (DOMAIN.md B3) and says which samples fell and why.
 * @param classify class of a code, or the reason why it has none
 * @param rejected takes the samples that fell
 */
export function pivotSamples(table: ExtractionTable, options: ExtractionOptions, classify: (code: string) => Reason, rejected: SkipTally): Pivot {
  const gaps: { samples: number; example: string | null } = { samples: 0, example: null };
  const placed = table.samples.flatMap((sample): Placed[] => {
    if (sample.code === '') return reject(rejected, 'no class', sample);
    if (table.conflicting.has(sample.id)) return reject(rejected, 'its rows give it different classes', sample);
    const problem = classify(sample.code);
    if (problem) return reject(rejected, problem.reason, sample);
    return place(table, sample, options, rejected);
  });
  for (const { sample, first, last } of placed) {
    if (last - first + 1 === sample.steps.size) continue;
    gaps.samples += 1;
    gaps.example ??= `${sample.id} lacks ${missingStep(sample, first, table.frequency)}`;
  }
  const buffer = (options.validTimeBuffer * STEPS_PER_YEAR[table.frequency]) / 12;
  const requestOf = ({ first, last, valid }: Placed, month: number): SeasonRequest => ({ frequency: table.frequency, first, last, valid, middleOfYear: middleOfMonth(month, table.frequency), buffer });
  const centreMonth = options.centreMonth ?? fittingMonth(placed, table.frequency, requestOf);
  const cut = placed.flatMap((one): CutSample[] => {
    const { sample, valid, position } = one;
    const request = requestOf(one, centreMonth);
    if (options.season !== null && !inSeason(valid, options.season, table.frequency)) return reject(rejected, `its label lies outside the season ${options.season.start} to ${options.season.end}`, sample);
    const start = alignSeason(request);
    if (start === null) return reject(rejected, 'its series does not cover the season', sample);
    const season = cutSeason(request, start, position, options.window);
    return season === null ? reject(rejected, `less than a year of its series remains in the season`, sample) : [{ sample, ...season }];
  });
  return { cut, centreMonth, gaps };
}

function reject(rejected: SkipTally, reason: string, sample: ExtractedSample): [] {
  rejected.add(reason, sample.id);
  return [];
}

function place(table: ExtractionTable, sample: ExtractedSample, options: ExtractionOptions, rejected: SkipTally): Placed[] {
  const slots = [...sample.steps.keys()].toSorted((a, b) => a - b);
  const first = slots[0] ?? 0;
  const last = slots.at(-1) ?? 0;
  if (sample.validTime === null) return reject(rejected, 'no date of validity', sample);
  if (!Number.isFinite(sample.lon) || !Number.isFinite(sample.lat)) return reject(rejected, 'no coordinates', sample);
  if (Math.abs(sample.lon) > 180 || Math.abs(sample.lat) > 90) return reject(rejected, 'its coordinates lie nowhere in EPSG:4326', sample);
  if (!isScore(sample.quality)) return reject(rejected, 'its quality score lies outside 0 to 100', sample);
  if (!isScore(sample.confidence)) return reject(rejected, 'its confidence lies outside 0 to 100', sample);
  if (hasNoQuality(sample)) return reject(rejected, 'its quality scores are all 0', sample);
  if (!isRegular(slots, table.frequency)) return reject(rejected, `its dates are no ${table.frequency}s in sequence`, sample);
  if (!hasSignal(table, sample)) return reject(rejected, 'no optical or radar value at all', sample);
  const position = nearestSlot(first, last, sample.validTime as IsoDate, table.frequency);
  if (position - first < options.minEdgeBuffer || last - position < options.minEdgeBuffer) return reject(rejected, 'its label lies at the edge of its series', sample);
  if (last - first + 1 < STEPS_PER_YEAR[table.frequency]) return reject(rejected, 'its series is shorter than a year', sample);
  return [{ sample, first, last, position, valid: slotContaining(sample.validTime, table.frequency) }];
}

/** Scores are percentages: a weight below 0 or above 1 would come of others. */
function isScore(scores: ExtractedSample['quality']): boolean {
  return Object.values(scores).every((score) => score === null || (score >= 0 && score <= 100));
}

/** DOMAIN.md B7: such samples are dropped. Files without scores say nothing. */
function hasNoQuality({ quality }: ExtractedSample): boolean {
  const scores = [quality.landcover, quality.croptype].filter((score) => score !== null);
  return scores.length > 0 && scores.every((score) => score === 0);
}

/** Median step of 31 ± 2 days (10 ± 2 for dekads), as the original tests it. */
function isRegular(slots: readonly number[], frequency: Frequency): boolean {
  const days = slots.map((slot) => dayNumber(slotStart(slot, frequency)));
  const steps = days.slice(1).map((day, i) => day - (days[i] ?? 0)).toSorted((a, b) => a - b);
  const median = ((steps[(steps.length - 1) >> 1] ?? NaN) + (steps[steps.length >> 1] ?? NaN)) / 2;
  return Math.abs(median - (frequency === 'month' ? 31 : 10)) <= 2;
}

function hasSignal(table: ExtractionTable, sample: ExtractedSample): boolean {
  const signal = table.bands.flatMap((band, b) => (/^(B\d|VV|VH)/.test(band) ? [b] : []));
  return [...sample.steps.values()].some((values) => signal.some((b) => values[b] !== COMPOSITE_NODATA));
}

function missingStep(sample: ExtractedSample, first: number, frequency: Frequency): string {
  let slot = first;
  while (sample.steps.has(slot)) slot += 1;
  return slotStart(slot, frequency);
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

/**
 * The month of most labels. Series of just a year, such as wide files have, often do not reach round it: where it keeps
 * fewer than half of the samples that another month would keep, that other month, the earliest of equals.
 */
function fittingMonth(placed: readonly Placed[], frequency: Frequency, requestOf: (one: Placed, month: number) => SeasonRequest): number {
  const common = commonestMonth(placed, frequency);
  const counts = Array.from({ length: 12 }, (_, i) => placed.filter((one) => alignSeason(requestOf(one, i + 1)) !== null).length);
  const most = Math.max(...counts);
  return (counts[common - 1] ?? 0) * 2 >= most ? common : counts.indexOf(most) + 1;
}

/** The calendar month (1…12) of most labels, the earliest of equals. */
function commonestMonth(placed: readonly Placed[], frequency: Frequency): number {
  const counts = new Array<number>(12).fill(0);
  for (const { valid } of placed) {
    const month = Math.floor((slotOfYear(valid, frequency) * 12) / STEPS_PER_YEAR[frequency]);
    counts[month] = (counts[month] ?? 0) + 1;
  }
  return counts.indexOf(Math.max(...counts)) + 1;
}
