import { appError } from '../../../shared/errors/app-error.ts';
import type { Model, SampleSet } from '../../../shared/records/learning.ts';
import type { Told } from '../../../shared/messages/message.ts';
import { fitModel } from '../classify/fit.ts';
import type { EngineContext } from '../context.ts';
import type { JobPlace, JobStage } from '../jobs/definition.ts';
import { planEmbeddings, windowOf } from '../models/embeddings/plan-embeddings.ts';
import type { InputSource } from '../models/inputs/input.ts';

/** How a sample set's numbers come to a model that is there already. */
export interface ModelSource {
  readonly source: InputSource;
  /** Periods of the set that the numbers are worked out from. */
  readonly window: { readonly first: number; readonly count: number };
  readonly stages: readonly JobStage[];
  /** Files besides the samples and the model that decide the numbers. */
  readonly inputs: readonly string[];
  /** Seconds of one core for the stages. */
  readonly seconds: number;
  /** Tokens of one row that an encoder is given; absent where none is. */
  readonly tokens?: number;
  readonly warnings: readonly Told[];
}

/**
 * The numbers that a model was trained on, of another sample set: the same features, the same bands and periods, the
 * embeddings of the same encoder.
 * @throws AppError MODEL_INPUT that names what the samples lack, ENCODER_MISSING, INVALID_INPUT for a model that gives no classes
 */
export async function planModelSource(engine: EngineContext, model: Model, samples: SampleSet, place: JobPlace): Promise<ModelSource> {
  const { card } = model;
  const fit = fitModel(model, samples, engine.catalog.model.list());
  const { task, features, bands, periods, periodDates, encoder } = card;
  const common = { task, features, bands, periods, periodDates, ...(encoder ? { encoder } : {}) };
  if (!fit.encoder) {
    const kind = card.source ?? 'features';
    const source: InputSource = { kind, shape: card.inputShape ?? [features.length], names: features, card: common, from: {} };
    return { source, window: { first: fit.firstPeriod, count: periods }, stages: [], inputs: [], seconds: 0, warnings: fit.warnings };
  }
  const kind = card.source ?? 'embeddings';
  const year = windowOf(samples.periods);
  if (year.start !== fit.firstPeriod || year.steps !== periods) {
    throw appError('MODEL_INPUT', { model: model.id, needed: `${periods} periods from ${periodDates[0]?.start.slice(5) ?? '?'}`, given: samples.id, has: `a year from ${samples.periods[year.start]?.start.slice(5) ?? '?'} that is embedded` });
  }
  const used = new Set(bands.map(({ band }) => band));
  const without = fit.encoder.card.bands.map(({ band }) => band).filter((band) => !used.has(band));
  const planned = await planEmbeddings(engine, samples, { encoder: fit.encoder.id, output: kind === 'time-embeddings' ? 'steps' : 'embedding', without, augmentation: null }, place);
  const row = planned.shape.slice(1);
  const names = kind === 'time-embeddings' ? planned.periods.flatMap((_, step) => features.map((column) => `${column}@${step}`)) : features;
  return {
    source: { kind, shape: [...row], names, card: common, from: { path: planned.path, shape: [...planned.shape], recipe: planned.recipe } },
    window: { first: 0, count: samples.periods.length },
    stages: planned.stages, inputs: planned.inputs, seconds: planned.seconds, tokens: planned.fit.tokens + 1, warnings: fit.warnings,
  };
}
