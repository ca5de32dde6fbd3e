import { REPORT_ATTRIBUTES } from '../../../shared/contract/jobs/evaluate.ts';
import { type Command, given, list, number, required, text } from '../command.ts';
import { evaluationLines } from '../report-lines.ts';
import { runJob } from '../run-job.ts';
import { WHERE_HELP, whereOf } from '../where-flag.ts';
import { jobOutcome } from './jobs.ts';

export const evaluateCommand: Command = {
  name: 'evaluate',
  summary: 'Tests a model on any sample set that fits it, of another country or an unseen year; rows that it learnt from are left out.',
  usage: '--model ID --samples ID',
  example: 'furrow evaluate --model fields-forest --samples fields-2023 --where country=FRA,year=2023 --by region',
  options: { model: { type: 'string' }, samples: { type: 'string' }, where: { type: 'string' }, by: { type: 'string' }, importance: { type: 'string' }, 'importance-rows': { type: 'string' }, seed: { type: 'string' }, id: { type: 'string' }, title: { type: 'string' } },
  flags: {
    '--model ID': 'the model',
    '--samples ID': 'the samples to test it on',
    '--where NAME=VALUE,…': WHERE_HELP,
    '--by NAME,…': `what the report is parted by: ${REPORT_ATTRIBUTES.join(', ')}; all of them by default, as far as the samples say them`,
    '--importance N': 'shuffles per group of numbers for their importance; 5 by default, 0 for none',
    '--importance-rows N': 'samples that the importance is worked out on at most (2000)',
    '--seed N': 'decides the shuffles',
    '--id ID, --title TEXT': 'id and title of the report',
  },
  async run(invocation) {
    const { flags } = invocation;
    const params = given({
      model: required(flags, 'model', 'evaluate'),
      samples: required(flags, 'samples', 'evaluate'),
      where: whereOf(flags, 'where', 'evaluate'),
      by: list(flags, 'by'),
      importanceRepeats: number(flags, 'importance', 'evaluate'),
      importanceRows: number(flags, 'importance-rows', 'evaluate'),
      seed: number(flags, 'seed', 'evaluate'),
      id: text(flags, 'id'),
      title: text(flags, 'title'),
    });
    await using client = await invocation.open();
    const job = await runJob(invocation, client, 'evaluate', params);
    const outcome = jobOutcome(job);
    const { report } = await client.call('reports.get', { kind: 'evaluation', id: String(job.result?.['id']) });
    return { ...outcome, lines: [...outcome.lines, ...(report.kind === 'evaluation' ? evaluationLines(report) : [])] };
  },
};
