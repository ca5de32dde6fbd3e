import { resolve } from 'node:path';
import { appError } from '../../../shared/errors/app-error.ts';
import { type Command, required } from '../command.ts';

export const exportCommand: Command = {
  name: 'export',
  summary: 'Copies a crop map with its styles, legend and STAC item to a folder.',
  usage: 'MAP --to DIR',
  example: 'furrow export my-map --to /media/stick/my-map',
  options: { to: { type: 'string' } },
  flags: { '--to DIR': 'where to; made when it is missing' },
  async run({ flags, positionals, open }) {
    const [id] = positionals;
    if (id === undefined) throw appError('WRONG_USE', { problem: '“furrow export” needs the id of a map.', command: 'export' });
    await using client = await open();
    const result = await client.call('maps.export', { id, folder: resolve(required(flags, 'to', 'export')) });
    return { result, lines: result.paths };
  },
};
