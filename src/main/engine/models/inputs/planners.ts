import type { TrainingInput } from '../../../../shared/contract/jobs/train.ts';
import { appError } from '../../../../shared/errors/app-error.ts';
import type { Family } from '../families/family.ts';
import { featuresPlanner } from './features.ts';
import type { InputPlanner } from './input.ts';
import { seriesPlanner } from './series.ts';

/** Every kind of input; one line each. */
export const INPUT_PLANNERS: readonly InputPlanner[] = [featuresPlanner, seriesPlanner];

/** The planner of the input that was asked for, or of the family's own. @throws AppError INPUT_UNSUITED */
export function inputPlannerOf(family: Family, wanted: TrainingInput | null): InputPlanner {
  const kind = wanted ?? family.inputs[0];
  const planner = INPUT_PLANNERS.find((candidate) => candidate.kind === kind);
  if (!planner || !family.inputs.includes(kind)) throw appError('INPUT_UNSUITED', { family: family.id, input: kind, known: family.inputs.join(', ') });
  return planner;
}
