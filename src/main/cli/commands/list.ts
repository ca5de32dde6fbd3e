import { appError } from '../../../shared/errors/app-error.ts';
import type { EmbeddingProduct } from '../../../shared/contract/embeddings.ts';
import { RECORD_KINDS, type RecordKind } from '../../../shared/records/record-base.ts';
import type { CatalogRecord } from '../../../shared/records/record.ts';
import type { Job } from '../../../shared/job/job.ts';
import { type Command, given, number, text } from '../command.ts';
import { counted } from '../counted.ts';

/** The plural that a person types → the kind of record. */
const PLURALS: Readonly<Record<string, RecordKind>> = { scenes: 'scene', composites: 'composite', parcels: 'parcels', samples: 'samples', schemes: 'scheme', models: 'model', maps: 'map', masks: 'mask' };

export const listCommand: Command = {
  name: 'list',
  summary: 'Lists scenes, composites, parcels, samples, schemes, models, maps, masks, embeddings or jobs.',
  usage: 'scenes|composites|parcels|samples|schemes|models|maps|masks|embeddings|jobs',
  example: 'furrow list scenes --from 2021-04-01 --to 2021-06-30 --max-cloud 40',
  options: { from: { type: 'string' }, to: { type: 'string' }, 'max-cloud': { type: 'string' }, tile: { type: 'string' }, text: { type: 'string' }, bounds: { type: 'string' } },
  flags: {
    '--from DATE, --to DATE': 'days of acquisition or of a period, inclusive',
    '--max-cloud PERCENT': 'scenes with at most this cloud cover',
    '--tile NAME': 'MGRS tile',
    '--bounds W,S,E,N': 'degrees; what shares an area with it',
    '--text WORDS': 'words that title or id must hold',
  },
  async run({ flags, positionals, open }) {
    const [what = ''] = positionals;
    await using client = await open();
    // Errors name the kind in the singular: “furrow list run”.
    if (['jobs', 'job', 'run'].includes(what)) {
      const { items } = await client.call('jobs.list', {});
      return { result: { items }, lines: items.map(jobLine) };
    }
    if (['embeddings', 'embedding'].includes(what)) {
      const { items } = await client.call('embeddings.list', {});
      return { result: { items }, lines: items.length > 0 ? items.map(embeddingLine) : ['No embeddings yet.'] };
    }
    const kind = PLURALS[what] ?? RECORD_KINDS.find((name) => name === what);
    if (!kind) throw appError('WRONG_USE', { problem: what === '' ? 'Say what to list: scenes, composites, parcels, samples, schemes, models, maps, masks, embeddings or jobs.' : `“${what}” cannot be listed.`, command: 'list' });
    const bounds = text(flags, 'bounds')?.split(',').map(Number) as [number, number, number, number] | undefined;
    const filter = given({ from: text(flags, 'from'), to: text(flags, 'to'), maxCloud: number(flags, 'max-cloud', 'list'), tile: text(flags, 'tile'), text: text(flags, 'text'), bounds });
    const { items } = await client.call('records.list', { kind, filter });
    return { result: { items }, lines: items.length > 0 ? items.map(recordLine) : [`No ${what} yet.`] };
  },
};

/** One line about a job, for a person. */
export function jobLine(job: Job): string {
  const share = job.progress && job.state === 'running' ? ` ${Math.round(job.progress.fraction * 100)} %` : '';
  return `${job.id}  ${job.state}${share}  ${job.title}`;
}

function embeddingLine({ id, samples, composite, model, shape, bytes, augmentation }: EmbeddingProduct): string {
  const copies = augmentation ? `  ${augmentation.repeats} changed copies, seed ${augmentation.seed}` : '';
  return `${id}  ${samples ?? composite ?? ''} by ${model}  ${shape.join(' × ')}  ${(bytes / 1e6).toFixed(1)} MB${copies}`;
}

function recordLine(record: CatalogRecord): string {
  const mark = record.simulated ? ' [simulated]' : '';
  return `${record.id}  ${record.title}${mark}${detail(record)}`;
}

function detail(record: CatalogRecord): string {
  switch (record.kind) {
    case 'scene':
      return `  ${record.datetime.slice(0, 10)}  ${record.assets.length} bands${record.cloudCover === null ? '' : `  cloud ${record.cloudCover.toFixed(0)} %`}`;
    case 'composite':
      return `  ${counted(record.periods.length, 'period')}, ${counted(record.bands.length, 'band')}, ${record.grid.width} × ${record.grid.height} px`;
    case 'parcels':
      return `  ${counted(record.count, 'parcel')}, ${counted(record.codes.length, 'code')}`;
    case 'samples':
      return `  ${counted(record.rows, 'sample')}, ${counted(Object.keys(record.byClass).length, 'class', 'classes')}`;
    case 'scheme':
      return `  ${counted(record.scheme.classes.length, 'class', 'classes')}`;
    case 'model':
      return `  ${record.family}${record.card.metrics ? `  macro F1 ${record.card.metrics.macroF1.toFixed(3)}` : ''}`;
    case 'map':
    case 'mask':
      return `  ${record.grid.width} × ${record.grid.height} px`;
  }
}
