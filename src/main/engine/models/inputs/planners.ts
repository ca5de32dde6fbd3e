import type { TrainParams, TrainingInput } from '../../../../shared/contract/jobs/train.ts';
import { appError } from '../../../../shared/errors/app-error.ts';
import type { Family } from '../families/family.ts';
import { embeddingsPlanner, timeEmbeddingsPlanner } from './embeddings.ts';
import { featuresPlanner } from './features.ts';
import type { InputPlanner } from './input.ts';
import { seriesPlanner } from './series.ts';

/** Every kind of input; one line each. */
export const INPUT_PLANNERS: readonly InputPlanner[] = [featuresPlanner, embeddingsPlanner, timeEmbeddingsPlanner, seriesPlanner];

/** Inputs that an encoder makes. */
const ENCODED: readonly TrainingInput[] = ['embeddings', 'time-embeddings'];

/**
 * The planner of the input that was asked for, of embeddings where there is an encoder, or of the family's own.
 * @throws AppError INPUT_UNSUITED, INVALID_INPUT for an encoder or augmentation that the input has no use for
 */
export function inputPlannerOf(family: Family, params: Pick<TrainParams, 'input' | 'encoder' | 'augment' | 'without'>): InputPlanner {
  const encoded = params.encoder === null ? undefined : family.inputs.find((kind) => ENCODED.includes(kind));
  const kind = params.input ?? encoded ?? family.inputs[0];
  const unused = Object.entries({ encoder: params.encoder !== null, augment: params.augment !== null, without: params.without.length > 0 }).find(([, given]) => given)?.[0];
  if (unused !== undefined && !ENCODED.includes(kind)) throw appError('INVALID_INPUT', { call: 'train', field: unused, problem: `the input “${kind}” has no use for it; it belongs to embeddings` });
  const planner = INPUT_PLANNERS.find((candidate) => candidate.kind === kind);
  if (!planner || !family.inputs.includes(kind)) throw appError('INPUT_UNSUITED', { family: family.id, input: kind, known: family.inputs.join(', ') });
  return planner;
}
