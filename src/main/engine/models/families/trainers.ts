import { boostingTrainer } from '../boosting/trainer.ts';
import { forestTrainer } from '../forest/trainer.ts';
import { linearTrainer } from './linear/trainer.ts';
import { logisticTrainer } from './logistic/trainer.ts';
import { mlpTrainer } from './mlp/trainer.ts';
import { seasonalTrainer } from './seasonal/trainer.ts';
import { tempCnnTrainer } from './tempcnn/trainer.ts';
import type { Trainer } from './trainer.ts';

/** How every family learns; one line each. Imported by worker tasks only. */
export const TRAINERS: readonly Trainer[] = [forestTrainer, boostingTrainer, logisticTrainer, linearTrainer, mlpTrainer, tempCnnTrainer, seasonalTrainer];

/** The trainer of a family; the job has checked that there is one. */
export function trainerOf(family: string): Trainer {
  const trainer = TRAINERS.find((candidate) => candidate.family === family);
  if (!trainer) throw new Error(`the family ${family} has no trainer`);
  return trainer;
}
