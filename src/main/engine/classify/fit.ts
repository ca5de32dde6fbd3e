import { appError } from '../../../shared/errors/app-error.ts';
import type { BandQuantity } from '../../../shared/raster/quantity.ts';
import type { Model } from '../../../shared/records/learning.ts';
import { type EmbedSource, fitEmbedding } from '../models/presto/embed-source.ts';
import { matchPeriods } from '../../../shared/dates/period-match.ts';
import { message, type Message, type Told } from '../../../shared/messages/message.ts';

/** How a composite feeds a model. */
export interface ModelFit {
  /** Bands of the series, in their order: the composite's own. */
  readonly bands: readonly BandQuantity[];
  /** 1-based position of each in the composite's files. */
  readonly bandIndexes: readonly number[];
  /** Index of the first period that is used; as many follow as the model has. */
  readonly firstPeriod: number;
  /** The model that makes the numbers which this one takes; null where they are worked out from the series. */
  readonly encoder: Model | null;
  /** Numbers of the encoder's work for a pixel that has every value: tokens with the place's; 0 without an encoder. */
  readonly tokens: number;
  readonly warnings: readonly Told[];
}

/**
 * Checks that a composite has what a model was trained on: its bands in the same units, its periods on the same days of
 * the year. A head on embeddings does without bands that its encoder was trained to do without; that is said in a warning.
 * @param composite it, or a sample set, which has bands and periods as well
 * @param models where the encoder of a head is looked for
 * @throws AppError MODEL_INPUT that names what is missing, ENCODER_MISSING
 */
export function fitModel(model: Model, composite: EmbedSource, models: readonly Model[]): ModelFit {
  const fit = TASKS[model.card.task];
  if (!fit) throw refusal(model, composite)(message('NEEDS_RUNNER'), message('HAS_TASK', { task: model.card.task }));
  return fit(model, composite, models);
}

/** How models of each task are fitted; one line each. */
const TASKS: Readonly<Partial<Record<Model['card']['task'], typeof fitModel>>> = { 'pixel-series': fitSeries, head: fitHead, embedding: refuseEncoder };

type Refusal = (needed: Message, has: string | Message) => Error;

function refusal(model: Model, composite: EmbedSource): Refusal {
  return (needed, has) => appError('MODEL_INPUT', { model: model.id, needed, given: composite.id, has });
}

function refuseEncoder(model: Model): never {
  throw appError('INVALID_INPUT', { call: 'classify', field: 'model', problem: `“${model.id}” gives embeddings, not classes: train a classifier with it as the encoder` });
}

function fitSeries(model: Model, composite: EmbedSource): ModelFit {
  const { card } = model;
  const refuse = refusal(model, composite);
  const missing = card.bands.filter((band) => !composite.bands.some((candidate) => candidate.band === band.band)).map((band) => band.band);
  const names = composite.bands.map((band) => band.band).join(', ');
  if (missing.length > 0) throw refuse(message('NEEDS_BANDS', { count: missing.length, bands: missing }), names);
  const bandIndexes = card.bands.map((band) => {
    const at = composite.bands.findIndex((candidate) => candidate.band === band.band);
    const given = composite.bands[at];
    if (!given || !isSameQuantity(band, given)) throw refuse(message('BAND_AS', { band: band.band, form: wordsOf(band) }), given ? wordsOf(given) : message('HAS_NOTHING'));
    return at + 1;
  });
  return { bands: card.bands, bandIndexes, firstPeriod: firstPeriod(model, composite), encoder: null, tokens: 0, warnings: [] };
}

function fitHead(model: Model, composite: EmbedSource, models: readonly Model[]): ModelFit {
  const { card } = model;
  const encoder = encoderOf(model, models);
  const first = firstPeriod(model, composite);
  const periods = composite.periods.slice(first, first + card.periods);
  const used = new Set(card.bands.map(({ band }) => band));
  const without = encoder.card.bands.map(({ band }) => band).filter((band) => !used.has(band));
  const { bands, tokens } = fitEmbedding(encoder, { id: composite.id, bands: composite.bands, periods }, { from: null, to: null, without, output: 'embedding' });
  const missing = card.bands.map(({ band }) => band).filter((band) => !bands.some((candidate) => candidate.band === band));
  return {
    bands,
    bandIndexes: bands.map(({ band }) => composite.bands.findIndex((candidate) => candidate.band === band) + 1),
    firstPeriod: first,
    encoder,
    tokens: tokens + 1,
    warnings: missing.length === 0 ? [] : [message('MODEL_BANDS_LACKING', { model: model.id, bands: missing, composite: composite.id })],
  };
}

/** The encoder that a head names, by its checksum: ids may differ from one workspace to another. @throws AppError ENCODER_MISSING */
function encoderOf(model: Model, models: readonly Model[]): Model {
  const { modelId = '', sha256 = '' } = model.card.encoder ?? {};
  const found = models.find((candidate) => candidate.card.task === 'embedding' && candidate.card.sha256 === sha256);
  if (!found) throw appError('ENCODER_MISSING', { model: model.id, encoder: modelId, sha256: sha256.slice(0, 12) });
  return found;
}

function firstPeriod(model: Model, composite: EmbedSource): number {
  const first = matchPeriods(model.card.periodDates, composite.periods);
  if (first === null) throw refusal(model, composite)(spanOf(model.card.periodDates), spanOf(composite.periods));
  return first;
}

function isSameQuantity(a: BandQuantity, b: BandQuantity): boolean {
  return a.quantity === b.quantity && a.scale === b.scale && a.offset === b.offset;
}

function wordsOf(band: BandQuantity): string {
  return `${band.quantity} stored × ${band.scale}${band.offset === 0 ? '' : ` with offset ${band.offset}`}`;
}

/** “12 periods from 11-01 to 10-31”: the days alone, for the years do not matter. */
function spanOf(periods: readonly { readonly start: string; readonly end: string }[]): Message {
  return message('PERIODS_SPAN', { count: periods.length, from: periods[0]?.start.slice(5) ?? '?', to: periods.at(-1)?.end.slice(5) ?? '?' });
}
