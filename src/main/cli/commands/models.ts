import { resolve } from 'node:path';
import { appError } from '../../../shared/errors/app-error.ts';
import type { OptionForm } from '../../../shared/families/option-form.ts';
import { type Command, given, type Invocation, type Outcome, text } from '../command.ts';
import { runJob } from '../run-job.ts';
import { jobOutcome } from './jobs.ts';

export const modelsCommand: Command = {
  name: 'models',
  summary: 'Converts a published PyTorch checkpoint to ONNX, without Python and without running anything in it, and registers it with its card; or lists what can be trained.',
  usage: 'convert CHECKPOINT --kind presto | families',
  example: 'furrow models convert default_model.pt --kind presto --id presto',
  options: { kind: { type: 'string' }, ndvi: { type: 'string' }, attention: { type: 'string' }, licence: { type: 'string' }, id: { type: 'string' }, title: { type: 'string' } },
  flags: {
    '--kind presto': 'network of the checkpoint',
    '--ndvi RULE': 'with-its-bands or never-missing: when the NDVI token is left out; by default the rule of the checkpoint’s own code',
    '--attention FORM': 'fused or standard operators; by default what is faster here',
    '--licence TEXT': 'licence of the weights; known for the published ones',
    '--id ID, --title TEXT': 'id and title of the model',
  },
  async run(invocation) {
    const [action] = invocation.positionals;
    switch (action) {
      case 'convert':
        return convert(invocation);
      case 'families':
        return families(invocation);
      default:
        throw appError('WRONG_USE', { problem: '“furrow models” needs convert and a checkpoint, or families.', command: 'models' });
    }
  },
};

async function convert(invocation: Invocation): Promise<Outcome> {
  const { flags, positionals } = invocation;
  const checkpoint = positionals[1];
  if (checkpoint === undefined) throw appError('WRONG_USE', { problem: '“furrow models convert” needs the path of a checkpoint.', command: 'models' });
  const params = given({
    checkpoint: resolve(checkpoint),
    kind: text(flags, 'kind'),
    ndvi: text(flags, 'ndvi'),
    attention: text(flags, 'attention'),
    licence: text(flags, 'licence'),
    id: text(flags, 'id'),
    title: text(flags, 'title'),
  });
  await using client = await invocation.open();
  return jobOutcome(await runJob(invocation, client, 'convert', params));
}

/** Kinds of classifiers with their options, as `furrow train` takes them. */
async function families(invocation: Invocation): Promise<Outcome> {
  await using client = await invocation.open();
  const { items } = await client.call('models.families', {});
  const lines = items.flatMap(({ id, label, summary, inputs, options }) => [
    `${id}: ${label.en}. ${summary.en} Takes ${inputs.join(', ')}.`,
    ...options.map((option) => `  ${option.name.padEnd(16)} ${boundsOf(option)}, ${String(option.default)} by default. ${option.hint.en}`),
  ]);
  return { result: { items }, lines };
}

function boundsOf({ type, min, max, choices }: OptionForm): string {
  const range = type === 'choice' ? [] : [`${min ?? '…'} to ${max ?? '…'}`];
  return [...choices.map(({ value }) => value), ...range].join(' | ');
}
