import { type TrainParams, trainParamsSchema, type TrainingInput } from '../../../../shared/contract/jobs/train.ts';
import { appError } from '../../../../shared/errors/app-error.ts';
import type { Family } from '../families/family.ts';
import { embeddingsPlanner, timeEmbeddingsPlanner } from './embeddings.ts';
import { featuresPlanner } from './features.ts';
import type { InputPlanner } from './input.ts';
import { seriesPlanner } from './series.ts';

/** Every kind of input; one line each. */
export const INPUT_PLANNERS: readonly InputPlanner[] = [featuresPlanner, embeddingsPlanner, timeEmbeddingsPlanner, seriesPlanner];

/** Where nobody named features. */
const NO_FEATURES = trainParamsSchema.shape.features.parse(undefined);
/** Inputs that an encoder makes. */
const ENCODED: readonly TrainingInput[] = ['embeddings', 'time-embeddings'];

/**
 * The planner of the input that was asked for, of embeddings where there is an encoder, or of the family's own.
 * @param call the job, for what is told of its parameters
 * @throws AppError INPUT_UNSUITED, INVALID_INPUT for features, an encoder or an augmentation that the input has no use for
 */
export function inputPlannerOf(family: Family, params: Pick<TrainParams, 'input' | 'features' | 'encoder' | 'augment' | 'without'>, call = 'train'): InputPlanner {
  const encoded = params.encoder === null ? undefined : family.inputs.find((kind) => ENCODED.includes(kind));
  const kind = params.input ?? encoded ?? family.inputs[0];
  const encoding = Object.entries({ encoder: params.encoder !== null, augment: params.augment !== null, without: params.without.length > 0 }).find(([, given]) => given)?.[0];
  if (encoding !== undefined && !ENCODED.includes(kind)) throw appError('INVALID_INPUT', { call, field: encoding, problem: `the input “${kind}” has no use for it; it belongs to embeddings` });
  if (params.features !== NO_FEATURES && kind !== 'features') throw appError('INVALID_INPUT', { call, field: 'features', problem: `the input “${kind}” has no use for them; they belong to the input “features”` });
  const planner = INPUT_PLANNERS.find((candidate) => candidate.kind === kind);
  if (!planner || !family.inputs.includes(kind)) throw appError('INPUT_UNSUITED', { family: family.id, input: kind, known: family.inputs.join(', ') });
  return planner;
}
