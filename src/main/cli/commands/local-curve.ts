import { appError } from '../../../shared/errors/app-error.ts';
import { type Command, type Flags, given, list, number, required, text } from '../command.ts';
import { curveLines } from '../report-lines.ts';
import { featuresOf } from '../features-flag.ts';
import { runJob } from '../run-job.ts';
import { splitHelp, splitOf, splitOptions, TRAIN_SPLIT_FLAGS } from '../split-flags.ts';
import { WHERE_HELP, whereOf } from '../where-flag.ts';
import { jobOutcome } from './jobs.ts';

const NAME = 'local-curve';

export const localCurveCommand: Command = {
  name: NAME,
  summary: 'Adds more and more local samples to foreign ones, tests each model on local blocks held back, and says how many more are worth collecting.',
  usage: '--foreign ID --local ID',
  example: 'furrow local-curve --foreign belgium --local my-fields --steps 0,100,200,500 --draws 5 --family forest',
  options: {
    foreign: { type: 'string' }, 'foreign-where': { type: 'string' }, local: { type: 'string' }, 'local-where': { type: 'string' }, steps: { type: 'string' }, draws: { type: 'string' }, seeds: { type: 'string' },
    family: { type: 'string' }, options: { type: 'string' }, input: { type: 'string' }, features: { type: 'string' }, encoder: { type: 'string' }, without: { type: 'string' }, balance: { type: 'string' }, ...splitOptions(TRAIN_SPLIT_FLAGS), seed: { type: 'string' }, id: { type: 'string' }, title: { type: 'string' },
  },
  flags: {
    '--foreign ID': 'samples of elsewhere; every model learns from all of them',
    '--foreign-where NAME=VALUE,…': WHERE_HELP,
    '--local ID': 'samples of the place to map; may be the same set with other conditions',
    '--local-where NAME=VALUE,…': 'the same for the local samples',
    '--steps 0,100,…': 'numbers of local samples that are added: 0,100,200,500,1000,2000 by default, as far as there are so many',
    '--draws N, --seeds N': 'draws of the blocks and of the samples’ order (5); two names for the same',
    '--family NAME, --options NAME=VALUE,…': 'kind of classifier and its options, as for “furrow train”',
    '--input NAME, --features SET, --encoder ID': 'what it is given, as for “furrow train”',
    '--without B8A,…': 'bands to leave out of both sets; those that only one of them has are left out anyway',
    '--balance none|balanced|log|effective': 'how much rare classes count',
    ...splitHelp(TRAIN_SPLIT_FLAGS),
    '--seed N': 'seed of the first draw; the others follow',
    '--id ID, --title TEXT': 'id and title of the report',
  },
  async run(invocation) {
    const { flags } = invocation;
    const params = given({
      foreign: required(flags, 'foreign', NAME),
      foreignWhere: whereOf(flags, 'foreign-where', NAME),
      local: required(flags, 'local', NAME),
      localWhere: whereOf(flags, 'local-where', NAME),
      steps: stepsOf(flags),
      draws: drawsOf(flags),
      family: text(flags, 'family'),
      options: optionsOf(flags),
      input: text(flags, 'input'),
      features: featuresOf(flags),
      encoder: text(flags, 'encoder'),
      without: list(flags, 'without'),
      balance: text(flags, 'balance'),
      split: splitOf(flags, TRAIN_SPLIT_FLAGS, NAME),
      seed: number(flags, 'seed', NAME),
      id: text(flags, 'id'),
      title: text(flags, 'title'),
    });
    await using client = await invocation.open();
    const job = await runJob(invocation, client, 'local-curve', params);
    const outcome = jobOutcome(job);
    const { report } = await client.call('reports.get', { kind: 'local-curve', id: String(job.result?.['id']) });
    return { ...outcome, lines: [...outcome.lines, ...(report.kind === 'local-curve' ? curveLines(report, job.estimate.warnings ?? []) : [])] };
  },
};

/** @throws WRONG_USE */
function drawsOf(flags: Flags): number | undefined {
  const [draws, seeds] = [number(flags, 'draws', NAME), number(flags, 'seeds', NAME)];
  if (draws !== undefined && seeds !== undefined) throw appError('WRONG_USE', { problem: '--draws and --seeds are two names for the same: give one of them.', command: NAME });
  return draws ?? seeds;
}

/** @throws WRONG_USE */
function stepsOf(flags: Flags): number[] | undefined {
  return list(flags, 'steps')?.map((step) => {
    if (!/^\d+$/.test(step)) throw appError('WRONG_USE', { problem: `--steps wants whole numbers such as 0,100,200, not “${step}”.`, command: NAME });
    return Number(step);
  });
}

/** @throws WRONG_USE */
function optionsOf(flags: Flags): Record<string, string | number> | undefined {
  const pairs = list(flags, 'options')?.map((pair): [string, string | number] => {
    const [name = '', value = ''] = pair.split('=').map((part) => part.trim());
    if (name === '' || value === '') throw appError('WRONG_USE', { problem: `--options wants NAME=VALUE, not “${pair}”.`, command: NAME });
    return [name, Number.isFinite(Number(value)) ? Number(value) : value];
  });
  return pairs && Object.fromEntries(pairs);
}
