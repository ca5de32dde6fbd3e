import { join } from 'node:path';
import type { TrainParams } from '../../../../shared/contract/jobs/train.ts';
import type { JobStage, WorkUnit } from '../../jobs/definition.ts';
import type { Family } from '../families/family.ts';
import type { Training } from '../training.rpc.ts';
import { chooseOptionsTask, scoreFoldTask } from './search.rpc.ts';
import { type Options, trialsOf } from './trials.ts';

/** Folds of a search where nobody said how many. */
const FOLDS = 5;

/** What a cross-validation means for a plan. */
export interface SearchPlan {
  /** Scores every trial in every fold, then chooses; none without a cross-validation. */
  readonly stages: readonly JobStage[];
  /** The training with the file that says the chosen options. */
  readonly training: Training;
  /** Options that the model may be trained with. */
  readonly trials: readonly Options[];
  /** Trainings on (folds − 1) of the folds. */
  readonly fits: number;
  readonly folds: number;
}

/**
 * Plans the cross-validation and the search that were asked for. Folds part the training rows alone: the test rows stay
 * unseen until the report.
 * @param workFolder absolute scratch folder of the run
 * @throws AppError OPTION_INVALID, SEARCH_TOO_LARGE
 */
export function planSearch(family: Family, training: Training, { search, crossValidate }: Pick<TrainParams, 'search' | 'crossValidate'>, workFolder: string): SearchPlan {
  if (!search && crossValidate === null) return { stages: [], training, trials: [training.options], fits: 0, folds: 0 };
  const trials = search ? trialsOf(family, training.options, search, training.seed) : [training.options];
  const folds = crossValidate ?? FOLDS;
  const units = trials.flatMap((options, trial) =>
    Array.from({ length: folds }, (_, fold) => {
      const input = { training: { ...training, options }, trial, fold, folds, target: join(workFolder, `fold-${trial + 1}-${fold + 1}.json`) };
      return { key: `trial ${trial + 1}, fold ${fold + 1}`, task: scoreFoldTask.name, input };
    }),
  );
  const target = join(workFolder, 'chosen.json');
  const choose = { trials: [...trials], scores: units.map((unit) => unit.input.target), target };
  return {
    stages: [
      { name: 'Cross-validate', unit: 'folds', units: units satisfies WorkUnit[], weight: units.length, mayFail: false },
      { name: 'Choose', unit: 'steps', units: [{ key: 'choose', task: chooseOptionsTask.name, input: choose }], weight: 0.05, mayFail: false },
    ],
    training: { ...training, chosen: target },
    trials,
    fits: units.length,
    folds,
  };
}
