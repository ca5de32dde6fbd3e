import { z } from 'zod';
import { type TrainParams, TRAINING_INPUTS, type TrainingInput } from '../../../../shared/contract/jobs/train.ts';
import { modelCardSchema, type SampleSet } from '../../../../shared/records/learning.ts';
import type { Told } from '../../../../shared/messages/message.ts';
import type { EngineContext } from '../../context.ts';
import type { JobPlace, JobStage } from '../../jobs/definition.ts';
import type { SampleTable } from '../../samples/table.ts';

/** What an input decides of a model's card: everything that classify needs to give the model the same numbers again. */
export const inputCardSchema = modelCardSchema.pick({ task: true, features: true, bands: true, periods: true, periodDates: true, encoder: true });
export type InputCard = z.infer<typeof inputCardSchema>;

/** How the numbers of a sample come to a classifier, as a plan keeps it. */
export const inputSourceSchema = z.object({
  kind: z.enum(TRAINING_INPUTS),
  /** Sizes of one row: [columns], [steps, dimensions], [periods, bands]. */
  shape: z.array(z.int().positive()).min(1),
  /** Names of the numbers of a row in their order, for importance and metadata. */
  names: z.array(z.string()),
  card: inputCardSchema,
  /** Changed copies of each row that follow the rows themselves: copy c of row i is row c × rows + i. Training takes the copies, all else the rows. */
  copies: z.int().min(0).exactOptional(),
  /** What the loader of this kind needs besides: absolute paths, ids. */
  from: z.record(z.string(), z.unknown()),
});
export type InputSource = z.infer<typeof inputSourceSchema>;

/** What an input needs to be done before the training, and where its numbers then are. */
export interface InputPlan {
  readonly source: InputSource;
  /** Work that makes the numbers, such as running an encoder; none for what is worked out on the way. Weights sum to at most 1. */
  readonly stages: readonly JobStage[];
  /** Files besides the samples that decide the result. */
  readonly inputs: readonly string[];
  /** What a title says of it, where the family's name alone would not tell: “Presto”. */
  readonly words?: string;
  /** What a person should know before the start. */
  readonly warnings?: readonly Told[];
  /** Seconds of one core that the stages take. */
  readonly seconds: number;
  /** Tokens of one row that an encoder is given, for what embeds rows again; absent where none does. */
  readonly tokens?: number;
}

/** A kind of input, as the engine process knows it. One line in `planners.ts`, one in `loaders.ts`. */
export interface InputPlanner {
  readonly kind: TrainingInput;
  /** @throws AppError where samples or parameters do not fit */
  plan(engine: EngineContext, params: TrainParams, samples: SampleSet, place: JobPlace): InputPlan | Promise<InputPlan>;
}

/** The worker's side of an input. */
export interface InputLoader {
  readonly kind: TrainingInput;
  /** Numbers of every row of the table, and then of its copies: float32, row-major [(1 + copies) × rows, …shape], missing = NaN. */
  load(table: SampleTable, source: InputSource): Float32Array | Promise<Float32Array>;
}
