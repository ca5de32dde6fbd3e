import type { CallOutput } from '../../../shared/contract/contract.ts';
import { isLeakClear, type LeakDocument, leakDocumentSchema } from '../../../shared/hygiene/leak.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import { textOf } from '../../../shared/messages/message.ts';
import { toldDifference } from '../../../shared/stats/told-difference.ts';
import { given, type Invocation, number, type Outcome, text } from '../command.ts';
import { runJob } from '../run-job.ts';
import { SPLIT_FLAGS, splitOf } from '../split-flags.ts';
import { jobOutcome } from './jobs.ts';

/**
 * `furrow samples split ID --by …`: tells what the split makes of the samples, and with `--id` or `--apply` makes a new
 * version of the set with it.
 */
export async function splitSamples(invocation: Invocation): Promise<Outcome> {
  const { flags } = invocation;
  const samples = sampleSetOf(invocation, 'split');
  const split = splitOf(flags, SPLIT_FLAGS, 'samples');
  if (!split) throw appError('WRONG_USE', { problem: '“furrow samples split” needs --by, such as --by blocks --size 10000.', command: 'samples' });
  await using client = await invocation.open();
  if (flags['apply'] !== true && text(flags, 'id') === undefined) {
    const tried = await client.call('samples.split', { samples, split });
    return { result: tried, lines: splitLines(tried) };
  }
  return jobOutcome(await runJob(invocation, client, 'samples-revise', given({ samples, split, edits: [], id: text(flags, 'id'), title: text(flags, 'title') })));
}

/** `furrow samples leak ID`: the same forest with a random split and with the one that is asked for. */
export async function leakOfSplit(invocation: Invocation): Promise<Outcome> {
  const { flags } = invocation;
  const samples = sampleSetOf(invocation, 'leak');
  await using client = await invocation.open();
  const job = await runJob(invocation, client, 'samples-leak', given({ samples, split: splitOf(flags, SPLIT_FLAGS, 'samples'), repeats: number(flags, 'repeats', 'samples'), seed: number(flags, 'seed', 'samples') }));
  const outcome = jobOutcome(job);
  return { ...outcome, lines: [...outcome.lines, ...leakLines(leakDocumentSchema.parse(job.result))] };
}

function sampleSetOf({ positionals, flags }: Invocation, action: string): string {
  const id = positionals[1] ?? text(flags, 'samples');
  if (id === undefined) throw appError('WRONG_USE', { problem: `“furrow samples ${action}” needs the id of a sample set.`, command: 'samples' });
  return id;
}

function splitLines({ description, byClass, groupCount, near, warnings }: CallOutput<'samples.split'>): string[] {
  const rows = Object.entries(byClass).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const width = Math.max(5, ...rows.map(([code]) => code.length));
  const column = (value: number | string): string => String(value).padStart(10);
  return [
    `Split by ${description}: ${groupCount} groups; the nearest test sample is ${near.nearestM === null ? 'over 10 km' : `${Math.round(near.nearestM)} m`} from a training sample.`,
    `${'class'.padEnd(width)}${['train', 'validation', 'test', 'left out'].map((name) => column(name)).join(' ')}`,
    ...rows.map(([code, { train, validation, test, leftOut }]) => `${code.padEnd(width)}${[train, validation, test, leftOut].map(column).join(' ')}`),
    ...warnings.map(textOf),
  ];
}

function leakLines(document: LeakDocument): string[] {
  const { random, blocked } = document;
  const figure = (value: number, sd: number): string => `${(value * 100).toFixed(1)} ± ${(sd * 100).toFixed(1)} %`;
  const line = (side: LeakDocument['random']): string => `${side.split}: macro F1 ${figure(side.macroF1, side.macroF1Sd)}, overall accuracy ${figure(side.overallAccuracy, side.overallAccuracySd)} (${side.trials.length} draws)`;
  const points = (of: 'macroF1' | 'overallAccuracy'): string => toldDifference(random[of] * 100, blocked[of] * 100, 1).toFixed(1);
  const verdict = isLeakClear(document)
    ? `A random split makes the model look better by ${points('macroF1')} points of macro F1 and ${points('overallAccuracy')} points of overall accuracy.`
    : `The splits differ by ${points('macroF1')} points of macro F1, which is within the spread of the draws: no leak can be told.`;
  return [line(random), line(blocked), verdict];
}
