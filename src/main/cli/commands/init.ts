import { initWorkspace } from '../../engine/init-workspace.ts';
import type { Command } from '../command.ts';

export const initCommand: Command = {
  name: 'init',
  summary: 'Makes a new workspace in an empty or new folder.',
  usage: '',
  example: 'furrow init --workspace my-area',
  options: {},
  flags: {},
  async run({ workspace }) {
    await initWorkspace(workspace);
    return { result: { workspace }, lines: [`The workspace ${workspace} is ready. Next: furrow import PATH… --workspace ${workspace}`] };
  },
};
