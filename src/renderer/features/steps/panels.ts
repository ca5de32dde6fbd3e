import { BadgeCheck, Boxes, Database, Layers3, type LucideIcon, Map as MapIcon, Share2, Sprout, SquareDashedMousePointer } from 'lucide-react';
import type { ComponentType } from 'react';
import type { Panel } from '../../state/panels.ts';
import { type StepName, stepPanel } from '../../state/step-path.ts';
import { AreaStep } from './area-step.tsx';
import { CheckStep } from './check-step.tsx';
import { CompositeStep } from './composite-step.tsx';
import { DataStep } from './data-step.tsx';
import { MapStep } from './map-step.tsx';
import { SamplesStep } from './samples-step.tsx';
import { ShareStep } from './share-step.tsx';
import { TrainStep } from './train-step.tsx';

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
