import { usePanels } from './panels.ts';

/** The work as one path, in its order. Each is a panel, so an expert opens any of them at any time. */
export const STEPS = ['data', 'area', 'composite', 'samples', 'train', 'map', 'check', 'share'] as const;
export type StepName = (typeof STEPS)[number];

/** Id of the panel of a step. */
export function stepPanel(step: StepName): string {
  return `step-${step}`;
}

/** The step whose panel this is, or null. */
export function stepOf(panel: string | null): StepName | null {
  return STEPS.find((step) => stepPanel(step) === panel) ?? null;
}

/** Opens the panel of a step. */
export function openStep(step: StepName): void {
  usePanels.getState().open({ id: stepPanel(step), place: 'right' });
}

/** The step that starts jobs of a kind and tells their end. */
const STEP_OF_JOB: Readonly<Record<string, StepName>> = {
  composite: 'composite',
  'samples-from-parcels': 'samples',
  'samples-from-extractions': 'samples',
  train: 'train',
  classify: 'map',
};

/** The step whose panel shows a job of this kind from start to end, or null. */
export function stepOfJob(kind: string): StepName | null {
  return STEP_OF_JOB[kind] ?? null;
}
