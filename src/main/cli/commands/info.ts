import { appError } from '../../../shared/errors/app-error.ts';
import type { Command } from '../command.ts';

export const infoCommand: Command = {
  name: 'info',
  summary: 'Shows a whole record with its provenance; “processors” shows what computes and why; without an id, the workspace.',
  usage: '[ID | processors]',
  example: 'furrow info processors',
  options: {},
  flags: {},
  async run({ positionals, open }) {
    const [id] = positionals;
    await using client = await open();
    if (id === undefined) {
      const result = await client.call('workspace.info', {});
      return { result, lines: [result.folder, ...Object.entries(result.counts).map(([kind, count]) => `  ${kind}: ${count}`)] };
    }
    if (id === 'processors') {
      const result = await client.call('processors.info', {});
      return { result, lines: result.processors.map(({ name, used, reason }) => `${used ? '✓' : '–'} ${name}: ${reason}`) };
    }
    const job = await client.call('jobs.list', {}).then(({ items }) => items.find((item) => item.id === id));
    if (job) return { result: { ...job }, lines: [JSON.stringify(job, null, 2)] };
    const embedding = await client.call('embeddings.list', {}).then(({ items }) => items.find((item) => item.id === id));
    if (embedding) return { result: { ...embedding }, lines: [JSON.stringify(embedding, null, 2)] };
    const { record, run } = await client.call('records.info', { id });
    if (!record) throw appError('RECORD_NOT_FOUND', { kind: 'record', id });
    return { result: { ...record, run }, lines: [JSON.stringify({ ...record, run }, null, 2)] };
  },
};
