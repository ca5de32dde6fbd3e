import type { ComponentType } from 'react';
import { BlinkKey } from '../features/compare/blink-key.tsx';
import { compareCommands } from '../features/compare/commands.ts';
import { MapMenu } from '../features/compare/map-menu.tsx';
import { OtherMap } from '../features/compare/other-map.tsx';
import { viewPanel } from '../features/compare/view-panel.tsx';
import { modelCommands } from '../features/models/commands.ts';
import { modelsPanel } from '../features/models/models-panel.tsx';
import { hygieneCommands } from '../features/hygiene/commands.ts';
import { hygienePanel } from '../features/hygiene/hygiene-panel.tsx';
import { layerCommands } from '../features/layers/commands.ts';
import { locatorCommands } from '../features/locator/commands.ts';
import { CheatSheet } from '../features/locator/cheat-sheet.tsx';
import { Locator } from '../features/locator/locator.tsx';
import { StartPage } from '../features/start/start-page.tsx';
import { identifyCommands } from '../features/identify/commands.ts';
import { identifyPanel } from '../features/identify/identify-panel.tsx';
import { sampleSetsCommands } from '../features/samples/commands.ts';
import { sampleSetsPanel } from '../features/samples/sample-sets-panel.tsx';
import { schemeCommands } from '../features/schemes/commands.ts';
import { schemesPanel } from '../features/schemes/schemes-panel.tsx';
import { reportCommands } from '../features/reports/commands.ts';
import { ReportsPage } from '../features/reports/reports-page.tsx';
import { PlaceTip } from '../features/identify/place-tip.tsx';
import { seriesPanel } from '../features/series/series-panel.tsx';
import { seriesCommands } from '../features/series/commands.ts';
import { timelineCommands } from '../features/timeline/commands.ts';
import { SceneProgress } from '../features/timeline/scene-progress.tsx';
import { tablePanel } from '../features/table/table-panel.tsx';
import { tableCommands } from '../features/table/commands.ts';
import { settingsCommands, settingsPanel } from '../features/status/settings-panel.tsx';
import { stepCommands } from './step-commands.ts';
import { DropTarget } from '../features/data/drop-target.tsx';
import { stepPanels } from './step-panels.ts';
import { stylingCommands } from '../features/styling/commands.ts';
import { FollowStretch } from '../features/styling/follow-stretch.tsx';
import { stylingPanel } from '../features/styling/styling-panel.tsx';
import { taskCommands } from '../features/tasks/commands.ts';
import { Announcements } from '../features/tasks/announcements.tsx';
import { tasksPanel } from '../features/tasks/tasks-panel.tsx';
import type { Command } from '../state/window/commands.ts';
import type { Panel } from '../state/window/panels.ts';
import { useStore } from '../state/store.ts';
import { PathDialog } from './path-dialog.tsx';
import { ViewKeeper } from './view-keeper.ts';

/** Every panel of the window; one line each, in the order of their buttons. */
export const PANELS: readonly Panel[] = [
  ...stepPanels,
  stylingPanel,
  schemesPanel,
  modelsPanel,
  viewPanel,
  identifyPanel,
  seriesPanel,
  tablePanel,
  hygienePanel,
  sampleSetsPanel,
  tasksPanel,
  settingsPanel,
];

/** Every command; one line or list each. */
export const COMMANDS: readonly Command[] = [
  { id: 'edit.undo', title: 'edit.undo', keys: 'Ctrl+Z', unavailable: () => (useStore.getState().history.past.length > 0 ? null : 'edit.nothing-to-undo'), run: () => { useStore.getState().undo(); } },
  { id: 'edit.redo', title: 'edit.redo', keys: 'Ctrl+Shift+Z', unavailable: () => (useStore.getState().history.future.length > 0 ? null : 'edit.nothing-to-redo'), run: () => { useStore.getState().redo(); } },
  ...layerCommands,
  ...stylingCommands,
  ...schemeCommands,
  ...modelCommands,
  ...compareCommands,
  ...locatorCommands,
  ...stepCommands,
  ...taskCommands,
  ...identifyCommands,
  ...seriesCommands,
  ...timelineCommands,
  ...tableCommands,
  ...hygieneCommands,
  ...sampleSetsCommands,
  ...reportCommands,
  ...settingsCommands,
];

/** What lies over the map or the window when it has something to show; one line each. */
export const OVERLAYS: readonly { readonly id: string; readonly component: ComponentType }[] = [
  { id: 'view-keeper', component: ViewKeeper },
  { id: 'compare', component: OtherMap },
  { id: 'blink-key', component: BlinkKey },
  { id: 'map-menu', component: MapMenu },
  { id: 'follow-stretch', component: FollowStretch },
  { id: 'scene-progress', component: SceneProgress },
  { id: 'place-tip', component: PlaceTip },
  { id: 'reports', component: ReportsPage },
  { id: 'start', component: StartPage },
  { id: 'announcements', component: Announcements },
  { id: 'drop', component: DropTarget },
  { id: 'path', component: PathDialog },
  { id: 'locator', component: Locator },
  { id: 'keys', component: CheatSheet },
];
