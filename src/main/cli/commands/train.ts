import type { TrainRequest } from '../../../shared/contract/jobs/train.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import type { OptionValue } from '../../../shared/families/option-form.ts';
import { type Command, type Flags, given, list, number, required, text } from '../command.ts';
import { featuresOf } from '../features-flag.ts';
import { runJob } from '../run-job.ts';
import { splitHelp, splitOf, splitOptions, TRAIN_SPLIT_FLAGS } from '../split-flags.ts';
import { jobOutcome } from './jobs.ts';

/** Combinations that `--try` may have without `--search`. */
const MOST_TRIALS = 200;
type SearchInput = NonNullable<TrainRequest['search']>;

export const trainCommand: Command = {
  name: 'train',
  summary: 'Trains a classifier on samples, tests it on the rows that were held back, and registers it as ONNX with its card.',
  usage: '--samples ID',
  example: 'furrow train --samples my-fields --family forest --trees 100 --seed 42',
  options: {
    samples: { type: 'string' }, family: { type: 'string' }, options: { type: 'string' }, input: { type: 'string' }, features: { type: 'string' }, encoder: { type: 'string' }, augment: { type: 'string' }, without: { type: 'string' },
    trees: { type: 'string' }, depth: { type: 'string' }, 'min-leaf': { type: 'string' }, balance: { type: 'string' }, 'sample-weights': { type: 'string' }, validation: { type: 'string' },
    cv: { type: 'string' }, search: { type: 'string' }, try: { type: 'string' }, ...splitOptions(TRAIN_SPLIT_FLAGS), importance: { type: 'string' }, seed: { type: 'string' }, id: { type: 'string' }, title: { type: 'string' },
  },
  flags: {
    '--samples ID': 'sample set to learn from',
    '--family NAME': 'kind of classifier: forest by default; “furrow models families” lists them with their options',
    '--options NAME=VALUE,…': 'options of the family, such as trees=300,maxDepth=12',
    '--input features|embeddings|time-embeddings|series': 'what the classifier is given; the family’s own by default',
    '--features SET|ID,…': 'named set of features, or feature ids such as NDVI@3,NDVI:p90',
    '--encoder ID': 'model that makes the embeddings; they are kept and taken again by the next training that needs the same',
    '--augment N': 'for embeddings: N copies of each training sample with another window and sensors taken away, as WorldCereal does it (3)',
    '--without B8A,…': 'for embeddings: bands to treat as missing',
    '--trees N, --depth N, --min-leaf N': 'short for the options trees, maxDepth and minLeaf',
    '--balance none|balanced|log|effective': 'how much rare classes count; balanced lets each class weigh the same',
    '--sample-weights use|ignore': 'whether the weights of the samples count; they do by default',
    '--validation SHARE': 'share of the training rows that a family stops early by; 0.15 by default',
    '--cv N': 'also cross-validates within the training rows, in N folds of whole groups',
    '--search N': 'tries N combinations of options, drawn from the seed, by cross-validation (5 folds without --cv) and trains with the best',
    '--try NAME=A|B,…': 'values that the search tries; all combinations of them without --search',
    ...splitHelp(TRAIN_SPLIT_FLAGS),
    '--importance N': 'shuffles per group of numbers for their importance; 3 by default, 0 for none, which spares models on embeddings some seconds',
    '--seed N': 'the same seed on the same samples gives the same model',
    '--id ID, --title TEXT': 'id and title of the model',
  },
  async run(invocation) {
    const { flags } = invocation;
    const params = given({
      samples: required(flags, 'samples', 'train'),
      split: splitOf(flags, TRAIN_SPLIT_FLAGS, 'train'),
      family: text(flags, 'family'),
      options: familyOptions(flags),
      input: text(flags, 'input'),
      features: featuresOf(flags),
      encoder: text(flags, 'encoder'),
      augment: text(flags, 'augment') === undefined ? undefined : { repeats: number(flags, 'augment', 'train') },
      without: list(flags, 'without'),
      balance: text(flags, 'balance'),
      sampleWeights: text(flags, 'sample-weights'),
      validationShare: number(flags, 'validation', 'train'),
      crossValidate: number(flags, 'cv', 'train'),
      search: searchOf(flags),
      importanceRepeats: number(flags, 'importance', 'train'),
      seed: number(flags, 'seed', 'train'),
      id: text(flags, 'id'),
      title: text(flags, 'title'),
    });
    await using client = await invocation.open();
    return jobOutcome(await runJob(invocation, client, 'train', params));
  },
};

/** Options of the family: `--options` and the short flags together. @throws WRONG_USE */
function familyOptions(flags: Flags): Record<string, OptionValue> {
  const short = given({ trees: number(flags, 'trees', 'train'), maxDepth: number(flags, 'depth', 'train'), minLeaf: number(flags, 'min-leaf', 'train') });
  const pairs = (text(flags, 'options') ?? '').split(',').filter((pair) => pair.trim() !== '').map(optionOf);
  return { ...short, ...Object.fromEntries(pairs) };
}

function optionOf(pair: string): [string, OptionValue] {
  const [name, value] = named(pair, 'options');
  return [name, valueOf(value)];
}

/** The search that `--search` and `--try` ask for together. @throws WRONG_USE */
function searchOf(flags: Flags): SearchInput | undefined {
  const trials = number(flags, 'search', 'train');
  const tried = text(flags, 'try')?.split(',').filter((pair) => pair.trim() !== '').map((pair): [string, OptionValue[]] => {
    const [name, values] = named(pair, 'try');
    return [name, values.split('|').map((value) => valueOf(value.trim()))];
  });
  if (trials === undefined && tried === undefined) return undefined;
  return { method: trials === undefined ? 'grid' : 'random', trials: trials ?? MOST_TRIALS, values: tried ? Object.fromEntries(tried) : null };
}

function named(pair: string, flag: string): [string, string] {
  const [name = '', value = ''] = pair.split('=').map((part) => part.trim());
  if (name === '' || value === '') throw appError('WRONG_USE', { problem: `--${flag} wants NAME=VALUE, not “${pair}”.`, command: 'train' });
  return [name, value];
}

function valueOf(value: string): OptionValue {
  return Number.isFinite(Number(value)) ? Number(value) : value;
}
