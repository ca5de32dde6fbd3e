import { resolve } from 'node:path';
import { appError } from '../../../shared/errors/app-error.ts';
import type { OptionForm } from '../../../shared/families/option-form.ts';
import { textOf } from '../../../shared/messages/message.ts';
import { type Command, given, type Invocation, number, type Outcome, required, text } from '../command.ts';
import { runJob } from '../run-job.ts';
import { jobOutcome } from './jobs.ts';

const ACTIONS: Readonly<Record<string, (invocation: Invocation) => Promise<Outcome>>> = { list: listModels, compare, export: exportModel, import: importModel, convert, families, propose };

export const modelsCommand: Command = {
  name: 'models',
  summary: 'Exports and imports models as one file, imports ONNX from elsewhere, converts a published PyTorch checkpoint without Python, and lists what can be trained.',
  usage: '',
  actions: {
    list: 'models with their versions and accuracies',
    'compare A B': 'the figures of two models side by side, class by class',
    'export ID --to FILE': 'one file that carries model, card, report and encoder',
    'import FILE': 'takes such a file, or ONNX from elsewhere, after checking it',
    'convert CHECKPOINT --kind presto': 'makes an encoder of a published PyTorch checkpoint, without running anything in it',
    families: 'kinds of classifiers that can be trained, with their options',
    'propose --map ID --parcels ID': 'fields most worth a visit, by uncertainty and diversity, as a parcel set',
  },
  takes: {
    list: [],
    compare: [],
    export: ['to'],
    import: ['card', 'id', 'title'],
    convert: ['kind', 'ndvi', 'attention', 'licence', 'id', 'title'],
    families: [],
    propose: ['map', 'parcels', 'count', 'measure', 'diversity', 'sampled', 'min-area', 'seed', 'id', 'title'],
  },
  example: 'furrow models export my-forest --to my-forest.furrowmodel',
  options: { map: { type: 'string' }, parcels: { type: 'string' }, count: { type: 'string' }, measure: { type: 'string' }, diversity: { type: 'string' }, sampled: { type: 'string' }, 'min-area': { type: 'string' }, seed: { type: 'string' }, to: { type: 'string' }, card: { type: 'string' }, kind: { type: 'string' }, ndvi: { type: 'string' }, attention: { type: 'string' }, licence: { type: 'string' }, id: { type: 'string' }, title: { type: 'string' } },
  flags: {
    '--to FILE': 'for export: a new file, by custom with the ending .furrowmodel; it carries card, report and encoder',
    '--card FILE': 'for import of ONNX: its card, by default card.json or NAME.card.json beside it',
    '--map ID, --parcels ID, --count N': 'for propose: the fields most worth a visit, 50 by default, as a parcel set',
    '--measure margin|entropy, --diversity SHARE': 'for propose: how unsureness is measured, and the weight of being unlike the others (0.5)',
    '--sampled leave-out|propose': 'for propose: whether fields that hold samples of the map’s time are left out (by default)',
    '--min-area M2, --seed N': 'for propose: least area of a field (2500), and what decides between equals',
    '--kind presto': 'for convert: network of the checkpoint',
    '--ndvi RULE': 'for convert: with-its-bands or never-missing: when the NDVI token is left out; by default the rule of the checkpoint’s own code',
    '--attention FORM': 'for convert: fused or standard operators; by default what is faster here',
    '--licence TEXT': 'for convert: licence of the weights; known for the published ones',
    '--id ID, --title TEXT': 'id and title of what is made',
  },
  async run(invocation) {
    const action = ACTIONS[invocation.positionals[0] ?? ''];
    if (!action) throw appError('WRONG_USE', { problem: `“furrow models” needs ${Object.keys(ACTIONS).join(', ')}.`, command: 'models' });
    return action(invocation);
  },
};

async function listModels({ open }: Invocation): Promise<Outcome> {
  await using client = await open();
  const { items } = await client.call('models.versions', {});
  const figure = (value: number | null): string => (value === null ? '     –' : value.toFixed(4));
  return {
    result: { items },
    lines: items.flatMap(({ title, family, versions }) => [
      `${title}  (${family})`,
      ...versions.map((one) => `  ${String(one.version).padStart(3)}  ${one.id}  accuracy ${figure(one.overallAccuracy)}  macro F1 ${figure(one.macroF1)}  ${one.createdAt.slice(0, 10)}`),
    ]),
  };
}

async function compare({ open, positionals }: Invocation): Promise<Outcome> {
  const a = positional(positionals, 'the ids of two models');
  const b = positionals[2];
  if (b === undefined) throw appError('WRONG_USE', { problem: '“furrow models compare” needs the ids of two models.', command: 'models' });
  await using client = await open();
  const result = await client.call('models.compare', { a, b });
  const figure = (value: number | undefined): string => (value === undefined ? '–' : value.toFixed(3)).padStart(7);
  const row = (name: string, own: number | undefined, other: number | undefined): string => `${name.padEnd(24)}${figure(own)}${figure(other)}`;
  return {
    result,
    lines: [
      ...result.unfair.map((reason) => `Not a fair comparison: ${textOf(reason)}`),
      `${''.padEnd(24)}${'A'.padStart(7)}${'B'.padStart(7)}   A = ${result.a.id}, B = ${result.b.id}`,
      row('overall accuracy', result.a.metrics?.overallAccuracy, result.b.metrics?.overallAccuracy),
      row('macro F1', result.a.metrics?.macroF1, result.b.metrics?.macroF1),
      ...result.classes.map(({ code, a: own, b: other }) => row(`F1 ${code}`, own?.f1, other?.f1)),
      ...result.different.map(({ name, a: own, b: other }) => `${name}: ${own ?? '–'} | ${other ?? '–'}`),
    ],
  };
}

async function exportModel({ open, positionals, flags }: Invocation): Promise<Outcome> {
  const id = positional(positionals, 'the id of a model');
  await using client = await open();
  const result = await client.call('models.export', { id, path: resolve(required(flags, 'to', 'models')) });
  const { record } = await client.call('records.info', { id });
  const facts = record.kind === 'model' ? { card: record.card, warnings: record.warnings } : {};
  return { result: { ...result, ...facts }, lines: [`${result.path}  ${(result.bytes / 1e6).toFixed(1)} MB${result.encoder === null ? '' : `, with its encoder ${result.encoder}`}`] };
}

async function importModel({ open, positionals, flags }: Invocation): Promise<Outcome> {
  const path = resolve(positional(positionals, 'a file'));
  const card = text(flags, 'card');
  await using client = await open();
  const result = await client.call('models.import', { path, id: text(flags, 'id') ?? null, title: text(flags, 'title') ?? null, card: card === undefined ? null : resolve(card) });
  const encoder = result.encoder ? [`encoder  ${result.encoder.id}${result.encoder.added ? '' : '  (was here)'}`] : [];
  return { result, lines: [`model  ${result.id}  ${result.title}`, ...encoder, ...result.warnings.map((warning) => `  ${textOf(warning)}`)] };
}

/** The second word of the command. @throws WRONG_USE */
function positional(positionals: readonly string[], what: string): string {
  const value = positionals[1];
  if (value === undefined) throw appError('WRONG_USE', { problem: `“furrow models ${positionals[0] ?? ''}” needs ${what}.`, command: 'models' });
  return value;
}

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

/** Fields to visit next, as a parcel set. */
async function propose(invocation: Invocation): Promise<Outcome> {
  const { flags } = invocation;
  const params = given({
    map: required(flags, 'map', 'models'),
    parcels: required(flags, 'parcels', 'models'),
    count: number(flags, 'count', 'models'),
    measure: text(flags, 'measure'),
    diversity: number(flags, 'diversity', 'models'),
    minAreaM2: number(flags, 'min-area', 'models'),
    sampled: text(flags, 'sampled'),
    seed: number(flags, 'seed', 'models'),
    id: text(flags, 'id'),
    title: text(flags, 'title'),
  });
  await using client = await invocation.open();
  return jobOutcome(await runJob(invocation, client, 'propose', params));
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
