import { z } from 'zod';
import type { TrainParams } from '../../../../shared/contract/jobs/train.ts';
import { appError } from '../../../../shared/errors/app-error.ts';
import type { SampleSet } from '../../../../shared/records/learning.ts';
import type { EngineContext } from '../../context.ts';
import type { JobPlace } from '../../jobs/definition.ts';
import { planEmbeddings } from '../embeddings/plan-embeddings.ts';
import { readNpy } from '../presto/npy.ts';
import type { InputLoader, InputPlan, InputPlanner } from './input.ts';

/** One embedding of the whole series a row: [dimensions]. */
export const embeddingsPlanner: InputPlanner = { kind: 'embeddings', plan: (engine, params, samples, place) => planInput(engine, params, samples, { kind: 'embeddings', output: 'embedding', place }) };

/** One embedding per timestep: [timesteps, dimensions]. */
export const timeEmbeddingsPlanner: InputPlanner = { kind: 'time-embeddings', plan: (engine, params, samples, place) => planInput(engine, params, samples, { kind: 'time-embeddings', output: 'steps', place }) };

interface Wanted {
  readonly kind: 'embeddings' | 'time-embeddings';
  readonly output: 'embedding' | 'steps';
  readonly place: JobPlace;
}

async function planInput(engine: EngineContext, params: TrainParams, samples: SampleSet, { kind, output, place }: Wanted): Promise<InputPlan> {
  const planned = await planEmbeddings(engine, samples, { encoder: encoderOf(engine, params, kind), output, without: params.without, augmentation: params.augment && { ...params.augment, seed: params.seed } }, place);
  const { encoder, fit, periods, shape } = planned;
  const row = shape.slice(1);
  const columns = Array.from({ length: row.at(-1) ?? 0 }, (_, i) => `${encoder.card.family}_ft_${i}`);
  const names = output === 'steps' ? periods.flatMap((_, step) => columns.map((column) => `${column}@${step}`)) : columns;
  return {
    source: {
      kind,
      shape: row,
      names,
      copies: planned.repeats,
      card: { task: 'head', features: columns, bands: [...fit.bands], periods: periods.length, periodDates: periods.map(({ start, end }) => ({ start, end })), encoder: { modelId: encoder.id, sha256: encoder.card.sha256 } },
      from: { path: planned.path, shape: [...shape], recipe: planned.recipe },
    },
    stages: planned.stages,
    inputs: planned.inputs,
    words: encoder.title.split(',')[0] ?? encoder.id,
    warnings: fit.warnings,
    seconds: planned.seconds,
    tokens: fit.tokens + 1,
  };
}

/** @throws AppError INVALID_INPUT that names the encoders there are */
function encoderOf(engine: EngineContext, { encoder }: TrainParams, kind: string): string {
  if (encoder !== null) return encoder;
  const known = engine.catalog.model.list().filter(({ card }) => card.task === 'embedding').map(({ id }) => `“${id}”`);
  throw appError('INVALID_INPUT', { call: 'train', field: 'encoder', problem: `the input “${kind}” needs an encoder; ${known.length > 0 ? `there is ${known.join(', ')}` : '“furrow models convert” makes one'}` });
}

const fromSchema = z.object({ path: z.string(), shape: z.array(z.int()) });

/** The worker's side: the unchanged rows, and after them the changed copies. @throws AppError FILE_NOT_FOUND, METADATA_INVALID */
const load: InputLoader['load'] = (_table, { from }) => {
  const { path, shape } = fromSchema.parse(from);
  return readNpy(path, shape);
};

export const embeddingsLoader: InputLoader = { kind: 'embeddings', load };
export const timeEmbeddingsLoader: InputLoader = { kind: 'time-embeddings', load };
