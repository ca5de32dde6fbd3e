import type { Command } from '../../state/window/commands.ts';
import { usePanels } from '../../state/window/panels.ts';
import { report } from '../../state/report.ts';
import { chooseModelFile } from './choose-file.ts';
import { modelsPanel } from './models-panel.tsx';

export const modelCommands: readonly Command[] = [
  { id: 'models.open', title: 'models.command', run: () => { usePanels.getState().open(modelsPanel); } },
  { id: 'models.import', title: 'models.import-command', run: () => { report(chooseModelFile()); } },
];
