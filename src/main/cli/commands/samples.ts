import { appError } from '../../../shared/errors/app-error.ts';
import { type Command, type Flags, given, type Invocation, number, type Outcome, required, text } from '../command.ts';
import { runJob } from '../run-job.ts';
import { jobOutcome } from './jobs.ts';

export const samplesCommand: Command = {
  name: 'samples',
  summary: 'Draws labelled series from parcels and a composite, relabels an imported extraction, or checks a sample set.',
  usage: 'from-parcels | from-extractions | align | check ID',
  example: 'furrow samples from-parcels --parcels my-fields --composite my-year --scheme furrow-crops --seed 42',
  options: {
    parcels: { type: 'string' }, composite: { type: 'string' }, extraction: { type: 'string' }, scheme: { type: 'string' }, 'code-source': { type: 'string' }, 'test-share': { type: 'string' },
    'min-per-class': { type: 'string' }, 'per-class': { type: 'string' }, 'per-parcel': { type: 'string' }, seed: { type: 'string' }, 'inner-buffer': { type: 'string' }, 'min-area': { type: 'string' }, 'min-edge': { type: 'string' },
    block: { type: 'string' }, 'centre-month': { type: 'string' }, id: { type: 'string' }, title: { type: 'string' },
  },
  flags: {
    '--parcels ID, --composite ID': 'where labels and series come from',
    '--extraction ID': 'for from-extractions and align: the sample set that the import made; --composite cuts it to that composite’s months and bands',
    '--scheme ID': 'class scheme of the labels',
    '--code-source NAME': 'mapping of the scheme that the parcels’ codes are looked up in',
    '--test-share S, --block M': 'share held back for the test, in whole squares of M metres',
    '--per-class N, --per-parcel N': 'most samples of a class, of a parcel',
    '--min-per-class N': 'classes with fewer are left out and counted',
    '--inner-buffer M, --min-area M2': 'metres kept from a parcel’s edge; smallest parcel taken',
    '--min-edge N': 'for from-extractions and align: months that a series must have on both sides of its label; 2 by default',
    '--centre-month 1…12': 'for from-extractions and align: month in the middle of the season',
    '--seed N': 'the same seed on the same data gives the same samples',
    '--id ID, --title TEXT': 'id and title of the sample set',
  },
  async run(invocation) {
    const [action] = invocation.positionals;
    switch (action) {
      case 'from-parcels':
        return draw(invocation, 'samples-from-parcels', { parcels: required(invocation.flags, 'parcels', 'samples'), composite: required(invocation.flags, 'composite', 'samples') });
      // Both cut an extraction to a season; “align” says so of one that is to fit a composite.
      case 'align':
      case 'from-extractions':
        return draw(invocation, 'samples-from-extractions', { extraction: required(invocation.flags, 'extraction', 'samples') });
      case 'check':
        return check(invocation);
      default:
        throw appError('WRONG_USE', { problem: '“furrow samples” needs from-parcels, from-extractions, align or check.', command: 'samples' });
    }
  },
};

async function draw(invocation: Invocation, kind: string, own: Record<string, unknown>): Promise<Outcome> {
  await using client = await invocation.open();
  return jobOutcome(await runJob(invocation, client, kind, { ...settingsOf(invocation.flags), ...own }));
}

function settingsOf(flags: Flags): Record<string, unknown> {
  const of = (name: string): number | undefined => number(flags, name, 'samples');
  return given({
    scheme: text(flags, 'scheme'),
    composite: text(flags, 'composite'),
    codeSource: text(flags, 'code-source'),
    testShare: of('test-share'),
    minPerClass: of('min-per-class'),
    perClass: of('per-class'),
    perParcel: of('per-parcel'),
    seed: of('seed'),
    innerBufferM: of('inner-buffer'),
    minEdgeBuffer: of('min-edge'),
    minAreaM2: of('min-area'),
    blockM: of('block'),
    centreMonth: of('centre-month'),
    id: text(flags, 'id'),
    title: text(flags, 'title'),
  });
}

async function check(invocation: Invocation): Promise<Outcome> {
  const id = invocation.positionals[1];
  if (id === undefined) throw appError('WRONG_USE', { problem: '“furrow samples check” needs the id of a sample set.', command: 'samples' });
  await using client = await invocation.open();
  const result = await client.call('samples.check', { id });
  return { result, lines: [JSON.stringify(result, null, 2)] };
}
