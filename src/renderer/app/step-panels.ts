import { BadgeCheck, Boxes, Database, Layers3, type LucideIcon, Map as MapIcon, Share2, Sprout, SquareDashedMousePointer } from 'lucide-react';
import type { ComponentType } from 'react';
import type { Panel } from '../state/window/panels.ts';
import { type StepName, stepPanel } from '../state/window/step-path.ts';
import { AreaStep } from '../features/area/area-step.tsx';
import { CheckStep } from '../features/check/check-step.tsx';
import { CompositeStep } from '../features/composite/composite-step.tsx';
import { DataStep } from '../features/data/data-step.tsx';
import { MapStep } from '../features/mapping/map-step.tsx';
import { SamplesStep } from '../features/sampling/samples-step.tsx';
import { ShareStep } from '../features/share/share-step.tsx';
import { TrainStep } from '../features/training/train-step.tsx';

const panel = (step: StepName, icon: LucideIcon, component: ComponentType): Panel => ({ id: stepPanel(step), title: `path.${step}`, icon, place: 'right', opens: 'path', component });

/** The panels of the path, in its order. */
export const stepPanels: readonly Panel[] = [
  panel('data', Database, DataStep),
  panel('area', SquareDashedMousePointer, AreaStep),
  panel('composite', Layers3, CompositeStep),
  panel('samples', Sprout, SamplesStep),
  panel('train', Boxes, TrainStep),
  panel('map', MapIcon, MapStep),
  panel('check', BadgeCheck, CheckStep),
  panel('share', Share2, ShareStep),
];
