import type { Command } from '../../state/window/commands.ts';
import { usePanels } from '../../state/window/panels.ts';
import { report } from '../../state/report.ts';
import { chooseModelFile } from './choose-file.ts';
import { modelsPanel } from './models-panel.tsx';
import { useProposeAsked } from './propose-asked.ts';

export const modelCommands: readonly Command[] = [
  { id: 'models.open', title: 'models.command', run: () => { usePanels.getState().open(modelsPanel); } },
  { id: 'models.propose', title: 'models.propose', run: () => { usePanels.getState().open(modelsPanel); useProposeAsked.getState().ask(); } },
  { id: 'models.import', title: 'models.import-command', run: () => { report(chooseModelFile()); } },
];
