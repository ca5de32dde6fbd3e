import { appError } from '../../../shared/errors/app-error.ts';
import type { BandQuantity } from '../../../shared/raster/quantity.ts';
import type { Composite } from '../../../shared/records/composite.ts';
import type { Model } from '../../../shared/records/learning.ts';
import { matchPeriods } from './period-match.ts';

/** How a composite feeds a model. */
export interface ModelFit {
  /** 1-based band of the composite's files for each band of the model's card. */
  readonly bandIndexes: readonly number[];
  /** Index of the first period that is used; as many follow as the model has. */
  readonly firstPeriod: number;
}

/**
 * Checks that a composite has what a model was trained on: its bands in the same units, its periods on the same days of
 * the year.
 * @throws AppError MODEL_INPUT that names what is missing
 */
export function fitModel(model: Model, composite: Composite): ModelFit {
  const { card } = model;
  const refuse = (needed: string, has: string): Error => appError('MODEL_INPUT', { model: model.id, needed, given: composite.id, has });
  if (card.task !== 'pixel-series') throw refuse('a runner for the task “pixel-series”', `the task “${card.task}”`);
  const missing = card.bands.filter((band) => !composite.bands.some((candidate) => candidate.band === band.band)).map((band) => band.band);
  const names = composite.bands.map((band) => band.band).join(', ');
  if (missing.length > 0) throw refuse(`the band${missing.length > 1 ? 's' : ''} ${missing.join(', ')}`, names);
  const bandIndexes = card.bands.map((band) => {
    const at = composite.bands.findIndex((candidate) => candidate.band === band.band);
    const given = composite.bands[at];
    if (!given || !isSameQuantity(band, given)) throw refuse(`${band.band} as ${wordsOf(band)}`, given ? wordsOf(given) : 'nothing');
    return at + 1;
  });
  const firstPeriod = matchPeriods(card.periodDates, composite.periods);
  if (firstPeriod === null) throw refuse(spanOf(card.periodDates), spanOf(composite.periods));
  return { bandIndexes, firstPeriod };
}

function isSameQuantity(a: BandQuantity, b: BandQuantity): boolean {
  return a.quantity === b.quantity && a.scale === b.scale && a.offset === b.offset;
}

function wordsOf(band: BandQuantity): string {
  return `${band.quantity} stored × ${band.scale}${band.offset === 0 ? '' : ` with offset ${band.offset}`}`;
}

/** “12 periods from 11-01 to 10-31”: the days alone, for the years do not matter. */
function spanOf(periods: readonly { readonly start: string; readonly end: string }[]): string {
  return `${periods.length} period${periods.length === 1 ? '' : 's'} from ${periods[0]?.start.slice(5) ?? '?'} to ${periods.at(-1)?.end.slice(5) ?? '?'}`;
}
