import type { z } from 'zod';
import type { TrainingInput } from '../../../../shared/contract/jobs/train.ts';
import type { Words } from '../../../../shared/families/words.ts';

/** How much a family is given to learn from. */
export interface TrainingSize {
  readonly rows: number;
  /** Numbers per row. */
  readonly columns: number;
  readonly classes: number;
}

/**
 * A kind of classifier as the engine process knows it: what it takes, its options and what it costs. How it learns is in
 * its `Trainer`, which only worker processes load. One folder `models/<family>/`, one line in `registry.ts` and one in
 * `trainers.ts`; nothing else knows a family by name.
 */
export interface Family<O = unknown> {
  /** As in `furrow train --family`, and in the card. */
  readonly id: string;
  readonly label: Words;
  /** One sentence: when to choose it. */
  readonly summary: Words;
  /** Inputs that it can be trained on; the first is the default. */
  readonly inputs: readonly [TrainingInput, ...TrainingInput[]];
  /** Options with defaults, each described by `optionMeta`. */
  readonly options: z.ZodObject;
  /** `aside`: rows of `validationShare` are kept from the training for it to stop early; `none`: it learns from all. */
  readonly validation: 'aside' | 'none';
  /** Pieces that can be trained at the same time; 1 where it learns in one go. */
  parts(options: O): number;
  /** Seconds of one core for the whole training, for the estimate. */
  seconds(options: O, size: TrainingSize): number;
  /** In a word, as the title of a model begins: “Forest”. */
  readonly name: string;
  /** With its size, for a report: “Forest of 100 trees”. */
  title(options: O): string;
}

/** Erases the type of the options once they belong together: whoever takes a family from the registry parses them with its schema. */
export function defineFamily<S extends z.ZodObject>(family: Family<z.infer<S>> & { readonly options: S }): Family {
  return family;
}
