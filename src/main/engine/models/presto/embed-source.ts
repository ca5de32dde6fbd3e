import type { EmbedParams } from '../../../../shared/contract/jobs/embed.ts';
import { appError } from '../../../../shared/errors/app-error.ts';
import type { BandQuantity } from '../../../../shared/raster/quantity.ts';
import type { EmbeddingCard, Model } from '../../../../shared/records/learning.ts';
import { message, type Told } from '../../../../shared/messages/message.ts';
import { GROUPS, NDVI_GROUP, PRESTO_BANDS } from './tokens.ts';

/** What is to be embedded: a sample set or a composite. */
export interface EmbedSource {
  readonly id: string;
  readonly bands: readonly BandQuantity[];
  readonly periods: readonly { readonly start: string; readonly end: string }[];
}

/** How a source feeds an encoder. */
export interface EmbedFit {
  /** The source's own bands that the encoder takes, with the scale and offset that the source has. */
  readonly bands: readonly BandQuantity[];
  /** Indexes of the periods used. */
  readonly periods: readonly number[];
  /** Tokens of a pixel that has every value, without the place. */
  readonly tokens: number;
  readonly warnings: readonly Told[];
}

/** Tokens a second of one core, for estimates: 1500 pixels of 76 tokens were measured. */
export const TOKENS_PER_SECOND = 90_000;

/** Steps of a year that the published encoders were trained on. */
const TRAINED_STEPS = [12, 36];
const SHORTEST_PERIOD_DAYS = 8;
const LONGEST_PERIOD_DAYS = 31;
const DAY_MS = 86_400_000;

/**
 * Checks that a source has bands and periods that the encoder can take. Bands that it lacks are missing tokens, which
 * Presto was trained to do without.
 * @throws AppError INVALID_INPUT for a model of another kind or an unknown band, MODEL_INPUT naming what does not fit
 */
export function fitEmbedding(model: Model, source: EmbedSource, params: Pick<EmbedParams, 'from' | 'to' | 'without' | 'output'>): EmbedFit & { readonly card: EmbeddingCard } {
  const card = model.card.embedding;
  if (model.card.task !== 'embedding' || !card) throw appError('INVALID_INPUT', { call: 'embed', field: 'model', problem: `“${model.id}” gives classes (${model.card.task}), not embeddings` });
  const refuse = (needed: string, has: string): Error => appError('MODEL_INPUT', { model: model.id, needed, given: source.id, has });
  if ((params.output === 'logit' || params.output === 'probability') && !card.hasCroplandHead) throw appError('INVALID_INPUT', { call: 'embed', field: 'output', problem: `“${model.id}” has no cropland head` });
  const unknown = params.without.find((band) => !(PRESTO_BANDS as readonly string[]).includes(band));
  if (unknown !== undefined) throw appError('INVALID_INPUT', { call: 'embed', field: 'without', problem: `there is no band ${unknown}; there are ${PRESTO_BANDS.join(', ')}` });
  const bands = usableBands(model, source, params.without, refuse);
  const groups = GROUPS.filter((_, group) => isComplete(group, bands));
  if (groups.length === 0) throw refuse(`all bands of one of ${GROUPS.slice(0, NDVI_GROUP).map((_, group) => bandsOf(group).join(' + ')).join(', ')}`, bands.map(({ band }) => band).join(', ') || 'none of them');
  const periods = source.periods.flatMap(({ start, end }, i) => (start >= (params.from ?? '') && end <= (params.to ?? '9999') ? [i] : []));
  if (periods.length === 0 || periods.length > card.maxSteps) throw refuse(`1 to ${card.maxSteps} periods`, `${periods.length} between the days chosen`);
  return { card, bands, periods, tokens: groups.length * periods.length, warnings: warningsOf(source, bands, periods) };
}

function usableBands(model: Model, source: EmbedSource, without: readonly string[], refuse: (needed: string, has: string) => Error): BandQuantity[] {
  return model.card.bands.flatMap((needed) => {
    const given = source.bands.find(({ band }) => band === needed.band);
    if (!given || without.includes(needed.band)) return [];
    if (given.quantity !== needed.quantity || given.unit !== needed.unit) throw refuse(`${needed.band} as ${needed.quantity} in ${needed.unit}`, `${given.quantity} in ${given.unit}`);
    return [given];
  });
}

function bandsOf(group: number): string[] {
  return group === NDVI_GROUP ? ['B04', 'B08'] : (GROUPS[group]?.values ?? []).map((value) => PRESTO_BANDS[value] ?? '');
}

function isComplete(group: number, bands: readonly BandQuantity[]): boolean {
  return bandsOf(group).every((needed) => bands.some(({ band }) => band === needed));
}

function warningsOf(source: EmbedSource, bands: readonly BandQuantity[], periods: readonly number[]): Told[] {
  const absent = GROUPS.flatMap((_, group) => (group === NDVI_GROUP || isComplete(group, bands) ? [] : [bandsOf(group).join(' + ')]));
  const lengths = periods.map((i) => (Date.parse(source.periods[i]?.end ?? '') - Date.parse(source.periods[i]?.start ?? '')) / DAY_MS + 1);
  const odd = lengths.some((days) => days < SHORTEST_PERIOD_DAYS || days > LONGEST_PERIOD_DAYS);
  return [
    ...(absent.length > 0 ? [message('EMBED_BANDS_MISSING', { bands: absent })] : []),
    ...(TRAINED_STEPS.includes(periods.length) ? [] : [message('EMBED_PERIODS_OTHER', { count: periods.length })]),
    ...(odd ? [message('EMBED_PERIODS_ODD')] : []),
  ];
}
