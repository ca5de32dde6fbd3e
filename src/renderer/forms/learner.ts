import { type BalanceMethod, DEFAULT_FAMILY, type TrainingInput, type TrainRequest } from '../../shared/contract/jobs/train.ts';
import type { FamilyForm } from '../../shared/contract/families.ts';
import type { OptionForm, OptionValue } from '../../shared/families/option-form.ts';
import type { Model } from '../../shared/records/learning.ts';
import { useFamilies } from '../state/families.ts';
import { useRecords } from '../state/records.ts';
import { chosenOr } from './record-field.tsx';

/** How a classifier is to be trained, as it was chosen so far. Options are kept per family, so that looking at another one loses nothing. */
export interface LearnerChoice {
  readonly family: string;
  /** Null for the one that the family takes first. */
  readonly input: TrainingInput | null;
  /** Id of the encoder; '' for the first that there is. */
  readonly encoder: string;
  /** A named set of features. */
  readonly features: string;
  readonly options: Readonly<Record<string, Readonly<Record<string, OptionValue>>>>;
  readonly balance: BalanceMethod;
  readonly sampleWeights: 'use' | 'ignore';
  /** Share of the training samples that is kept aside to stop early by. */
  readonly validationPercent: number;
}

/** What is chosen where nothing was. */
export const LEARNER: LearnerChoice = { family: DEFAULT_FAMILY, input: null, encoder: '', features: 'default', options: {}, balance: 'none', sampleWeights: 'use', validationPercent: 15 };

/** A choice as the workspace can follow it. */
export interface Learner {
  readonly families: readonly FamilyForm[];
  readonly family: FamilyForm;
  readonly input: TrainingInput;
  readonly encoders: readonly Model[];
  /** What makes the numbers; null where none does, or where there is none yet. */
  readonly encoder: Model | null;
  /** True where the input wants an encoder and there is none. */
  readonly lacksEncoder: boolean;
}

/** The parameters that all jobs which train a classifier share. */
export type LearnerParams = Pick<TrainRequest, 'family' | 'options' | 'input' | 'features' | 'encoder' | 'balance' | 'sampleWeights' | 'validationShare'>;

const PERCENT = 100;

/** What a choice comes to in this workspace; null until the engine has told its families. */
export function useLearner(choice: LearnerChoice): Learner | null {
  const families = useFamilies();
  const encoders = useRecords((state) => state.model).filter(({ card }) => card.task === 'embedding');
  const family = families?.find(({ id }) => id === choice.family) ?? families?.[0];
  if (!families || !family) return null;
  const input = choice.input !== null && family.inputs.includes(choice.input) ? choice.input : (family.inputs[0] ?? 'features');
  const encoder = needsEncoder(input) ? chosenOr(encoders, choice.encoder) : null;
  return { families, family, input, encoders, encoder, lacksEncoder: needsEncoder(input) && !encoder };
}

/** The parameters to send. */
export function learnerParams({ options, features, balance, sampleWeights, validationPercent }: LearnerChoice, { family, input, encoder }: Learner): LearnerParams {
  return { family: family.id, input, encoder: encoder?.id ?? null, ...(input === 'features' ? { features } : {}), balance, sampleWeights, options: changedOptions(family.options, options[family.id] ?? {}), validationShare: validationPercent / PERCENT };
}

/** @returns whether an encoder makes the numbers of an input */
export function needsEncoder(input: TrainingInput): boolean {
  return input === 'embeddings' || input === 'time-embeddings';
}

/** The options to send: what differs from the defaults, of options that the family has. */
export function changedOptions(forms: readonly OptionForm[], chosen: Readonly<Record<string, OptionValue>>): Record<string, OptionValue> {
  return Object.fromEntries(forms.flatMap((form) => (chosen[form.name] === undefined || chosen[form.name] === form.default ? [] : [[form.name, chosen[form.name] as OptionValue]])));
}
