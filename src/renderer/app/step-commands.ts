import type { Command } from '../state/window/commands.ts';
import { drawArea } from '../state/map/area-drawing.ts';
import { runDemo, useDemo } from '../state/jobs/demo.ts';
import { isEmptyWorkspace, useRecords } from '../state/records.ts';
import { report } from '../state/report.ts';
import { openStep, STEPS } from '../state/window/step-path.ts';

const cannotDemo = (): string | null => {
  if (useDemo.getState().demo?.state === 'running') return 'steps.demo-runs';
  return isEmptyWorkspace(useRecords.getState()) ? null : 'steps.demo-needs-empty';
};

/** Every step by its key, and what the steps do that a key is worth. */
export const stepCommands: readonly Command[] = [
  ...STEPS.map((step, index): Command => ({ id: `step.${step}`, title: `steps.open-${step}`, keys: `Alt+${index + 1}`, run: () => { openStep(step); } })),
  { id: 'data.import', title: 'steps.import-command', keys: 'Ctrl+L', run: () => { openStep('data'); } },
  { id: 'area.draw', title: 'steps.draw-command', run: () => { openStep('area'); report(drawArea()); } },
  { id: 'demo.run', title: 'steps.demo-command', unavailable: cannotDemo, run: runDemo },
];
