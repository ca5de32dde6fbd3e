import { resolve } from 'node:path';
import { initWorkspace } from '../../engine/init-workspace.ts';
import type { Command } from '../command.ts';

export const initCommand: Command = {
  name: 'init',
  summary: 'Makes a new workspace in an empty or new folder.',
  usage: '[FOLDER]',
  example: 'furrow init my-area',
  options: {},
  flags: {},
  async run({ workspace: here, positionals: [folder] }) {
    const workspace = folder === undefined ? here : resolve(folder);
    await initWorkspace(workspace);
    return { result: { workspace }, lines: [`The workspace ${workspace} is ready. Next: furrow import PATH… --workspace ${workspace}`] };
  },
};
