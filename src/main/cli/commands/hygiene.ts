import { doubtedClassSchema, doubtedClassText } from '../../../shared/hygiene/doubted-class.ts';
import { FLAG_KINDS, type FlagKind } from '../../../shared/hygiene/finding.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import { CHECK_NAMES } from '../../../shared/contract/jobs/hygiene.ts';
import { type Command, given, type Invocation, list, number, type Outcome, required, text } from '../command.ts';
import { counted } from '../counted.ts';
import { runJob } from '../run-job.ts';
import { jobOutcome } from './jobs.ts';

const ACTIONS = ['fix', 'drop', 'keep', 'clear'] as const;

export const hygieneCommand: Command = {
  name: 'hygiene',
  summary: 'Finds doubtful samples, takes decisions about them, and makes a new version of the sample set from those.',
  usage: '',
  actions: {
    check: 'looks for doubtful samples and says of each why',
    list: 'the doubtful samples with their flags and decisions',
    fix: 'decides that samples are of another class',
    drop: 'decides that samples are left out',
    keep: 'decides that samples stay as they are',
    clear: 'takes decisions back',
    'undo, redo': 'one decision back, or on again',
    apply: 'makes a new version of the set from the decisions; the old one stays',
  },
  takes: {
    check: ['samples', 'checks', 'som-side', 'som-mode', 'neighbours', 'same-place', 'parcels', 'edge', 'min-clear', 'max-gap', 'seed'],
    list: ['samples', 'check', 'kinds', 'class', 'min-score', 'limit'],
    fix: ['samples', 'ids', 'class'],
    drop: ['samples', 'ids'],
    keep: ['samples', 'ids'],
    clear: ['samples', 'ids'],
    undo: ['samples'],
    redo: ['samples'],
    apply: ['samples', 'train', 'id', 'title', 'seed'],
  },
  example: 'furrow hygiene check --samples my-fields --seed 42',
  options: {
    samples: { type: 'string' }, checks: { type: 'string' }, check: { type: 'string' }, kinds: { type: 'string' }, class: { type: 'string' }, 'min-score': { type: 'string' }, limit: { type: 'string' },
    ids: { type: 'string' }, parcels: { type: 'string' }, edge: { type: 'string' }, 'same-place': { type: 'string' }, 'som-side': { type: 'string' }, 'som-mode': { type: 'string' },
    neighbours: { type: 'string' }, 'min-clear': { type: 'string' }, 'max-gap': { type: 'string' }, seed: { type: 'string' }, id: { type: 'string' }, title: { type: 'string' }, train: { type: 'boolean' },
  },
  flags: {
    '--samples ID': 'sample set',
    '--checks NAME,…': `for check: ${CHECK_NAMES.join(', ')}; all by default`,
    '--som-side N, --som-mode batch|sequential': 'for check: neurons per side of the map; how it learns',
    '--neighbours K': 'for check: nearest series that a sample is compared with',
    '--same-place M': 'for check: samples nearer than this are at the same place',
    '--parcels ID, --edge M': 'for check: parcels that edges are looked for in; least distance to an edge',
    '--min-clear S, --max-gap DAYS': 'for check: least share of periods with a clear observation; longest time without one',
    '--check NAME': 'for list: an older check, such as check-1',
    '--kinds KIND,…': `for list: ${FLAG_KINDS.join(', ')}`,
    '--class CODE': 'for list: samples of this class; for fix: the new class',
    '--min-score S, --limit N': 'for list: least score (0…1), most samples',
    '--ids ID,…': 'for fix, drop, keep and clear: the samples',
    '--train': 'for apply: trains the default model on the new version at once',
    '--id ID, --title TEXT': 'for apply: id and title of the new version',
    '--seed N': 'the same seed on the same samples gives the same flags',
  },
  async run(invocation) {
    const [action] = invocation.positionals;
    switch (action) {
      case 'check':
        return check(invocation);
      case 'list':
        return findings(invocation);
      case 'undo':
      case 'redo':
        return undo(invocation, action === 'undo' ? 'back' : 'forth');
      case 'apply':
        return apply(invocation);
      default: {
        const decision = ACTIONS.find((name) => name === action);
        if (decision) return decide(invocation, decision);
        throw appError('WRONG_USE', { problem: '“furrow hygiene” needs check, list, fix, drop, keep, clear, undo, redo or apply.', command: 'hygiene' });
      }
    }
  },
};

async function check(invocation: Invocation): Promise<Outcome> {
  const { flags } = invocation;
  const of = (name: string): number | undefined => number(flags, name, 'hygiene');
  const params = given({
    samples: required(flags, 'samples', 'hygiene check'),
    checks: list(flags, 'checks'),
    som: given({ side: of('som-side'), mode: text(flags, 'som-mode') }),
    neighbours: given({ k: of('neighbours') }),
    clouds: given({ minClear: of('min-clear'), maxGapDays: of('max-gap') }),
    samePlaceM: of('same-place'),
    parcels: text(flags, 'parcels'),
    edgeM: of('edge'),
    seed: of('seed'),
  });
  await using client = await invocation.open();
  const job = await runJob(invocation, client, 'hygiene-check', params);
  const outcome = jobOutcome(job);
  return { ...outcome, lines: [...outcome.lines, ...doubtedClassSchema.array().parse(job.result?.['doubtedClasses'] ?? []).map(doubtedClassText)] };
}

async function findings(invocation: Invocation): Promise<Outcome> {
  const { flags } = invocation;
  const input = given({
    samples: required(flags, 'samples', 'hygiene list'),
    check: text(flags, 'check'),
    kinds: list(flags, 'kinds') as FlagKind[] | undefined,
    classCode: text(flags, 'class'),
    minScore: number(flags, 'min-score', 'hygiene'),
    limit: number(flags, 'limit', 'hygiene') ?? 50,
  });
  await using client = await invocation.open();
  const result = await client.call('hygiene.findings', { ...input, samples: required(flags, 'samples', 'hygiene list') });
  const decided = new Map(result.decisions.map(({ sample, action, classCode }) => [sample, `${action}${classCode === null ? '' : ` ${classCode}`}`]));
  const lines = result.findings.map(({ sample, classCode, score, reasons, suggestion }) => {
    const proposal = `${suggestion.action}${suggestion.classCode === null ? '' : ` ${suggestion.classCode}`}`;
    return `${score.toFixed(2)}  ${sample}  ${classCode}  → ${decided.get(sample) ?? `${proposal}?`}  ${reasons.join('; ')}`;
  });
  return { result, lines: [`${result.total} of ${counted(result.rows, 'sample')} ${result.total === 1 ? 'is' : 'are'} doubted by ${result.check}.`, ...result.doubtedClasses.map(doubtedClassText), ...lines] };
}

async function decide(invocation: Invocation, action: (typeof ACTIONS)[number]): Promise<Outcome> {
  const { flags } = invocation;
  const ids = list(flags, 'ids');
  if (!ids?.length) throw appError('WRONG_USE', { problem: `“furrow hygiene ${action}” needs --ids.`, command: 'hygiene' });
  const classCode = action === 'fix' ? required(flags, 'class', 'hygiene fix') : null;
  await using client = await invocation.open();
  const result = await client.call('hygiene.decide', { samples: required(flags, 'samples', `hygiene ${action}`), ids, action, classCode });
  return { result, lines: [`${counted(result.decisions.length, 'sample is', 'samples are')} decided about; “furrow hygiene apply” makes the new version.`] };
}

async function undo(invocation: Invocation, direction: 'back' | 'forth'): Promise<Outcome> {
  await using client = await invocation.open();
  const result = await client.call('hygiene.undo', { samples: required(invocation.flags, 'samples', 'hygiene undo'), direction });
  return { result, lines: [`${counted(result.decisions.length, 'sample is', 'samples are')} decided about; ${counted(result.canUndo, 'step')} can be undone, ${result.canRedo} done again.`] };
}

async function apply(invocation: Invocation): Promise<Outcome> {
  const { flags } = invocation;
  const params = given({ samples: required(flags, 'samples', 'hygiene apply'), id: text(flags, 'id'), title: text(flags, 'title') });
  await using client = await invocation.open();
  const revised = await runJob(invocation, client, 'samples-revise', params);
  if (flags['train'] !== true) return jobOutcome(revised);
  const trained = await runJob(invocation, client, 'train', given({ samples: String(revised.result?.['id']), seed: number(flags, 'seed', 'hygiene') }));
  const outcome = jobOutcome(trained);
  return { ...outcome, result: { ...outcome.result, revised: revised.result } };
}
