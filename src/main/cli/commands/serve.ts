import { once } from 'node:events';
import { serve } from '../../serve.ts';
import { type Command, number } from '../command.ts';

export const serveCommand: Command = {
  name: 'serve',
  summary: 'Opens the workspace for a browser on this machine, until Ctrl+C.',
  usage: '',
  example: 'furrow serve --workspace my-area --root ~/scenes',
  options: { port: { type: 'string' }, root: { type: 'string', multiple: true } },
  flags: { '--port N': 'port on 127.0.0.1; a free one by default', '--root DIR': 'a folder that may be browsed and imported from; may be repeated' },
  async run({ flags, workspace, progress, signal }) {
    const roots = (flags['root'] as string[] | undefined) ?? [];
    await using host = await serve({ workspace, roots, port: number(flags, 'port', 'serve') ?? 0 });
    progress.say(`Furrow is at ${host.url}`);
    if (!signal.aborted) await once(signal, 'abort');
    return { result: { url: host.url }, lines: ['Closed.'] };
  },
};
