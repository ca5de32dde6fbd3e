import { type Command, given, number, required, text } from '../command.ts';
import { runJob } from '../run-job.ts';
import { jobOutcome } from './jobs.ts';

export const trainCommand: Command = {
  name: 'train',
  summary: 'Trains a classifier on samples, tests it on the rows that were held back, and registers it as ONNX with its card.',
  usage: '--samples ID',
  example: 'furrow train --samples my-fields --family forest --trees 100 --seed 42',
  options: {
    samples: { type: 'string' }, family: { type: 'string' }, features: { type: 'string' }, trees: { type: 'string' }, depth: { type: 'string' },
    'min-leaf': { type: 'string' }, 'class-weights': { type: 'string' }, seed: { type: 'string' }, id: { type: 'string' }, title: { type: 'string' },
  },
  flags: {
    '--samples ID': 'sample set to learn from',
    '--family forest': 'kind of classifier',
    '--features SET|ID,…': 'named set of features, or feature ids such as NDVI@3,NDVI:p90',
    '--trees N, --depth N, --min-leaf N': 'size of the forest; 100 trees of depth 16 by default',
    '--class-weights none|balanced': 'balanced lets each class weigh the same',
    '--seed N': 'the same seed on the same samples gives the same model',
    '--id ID, --title TEXT': 'id and title of the model',
  },
  async run(invocation) {
    const { flags } = invocation;
    const features = text(flags, 'features');
    const params = given({
      samples: required(flags, 'samples', 'train'),
      family: text(flags, 'family'),
      features: features?.includes(',') === true || features?.includes('@') === true || features?.includes(':') === true ? features.split(',') : features,
      trees: number(flags, 'trees', 'train'),
      maxDepth: number(flags, 'depth', 'train'),
      minLeaf: number(flags, 'min-leaf', 'train'),
      classWeights: text(flags, 'class-weights'),
      seed: number(flags, 'seed', 'train'),
      id: text(flags, 'id'),
      title: text(flags, 'title'),
    });
    await using client = await invocation.open();
    return jobOutcome(await runJob(invocation, client, 'train', params));
  },
};
