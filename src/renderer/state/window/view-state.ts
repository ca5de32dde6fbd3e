import type { ViewState } from '../../../shared/contract/view.ts';
import { type OtherSide, useCompare } from '../../layers/compare.ts';
import { useMapSettings } from '../map/map-settings.ts';
import { usePanels } from './panels.ts';

/** Puts the saved state of map, comparison and panels in place; the tree is the store’s own. */
export function takeUpView({ map, compare, panels, features }: ViewState): void {
  useMapSettings.setState({ crs: map.crs, graticule: map.graticule, hatch: map.hatch, sight: map.sight });
  // What was opened while this was being read is what the person wants now.
  const now = usePanels.getState();
  usePanels.setState({ right: now.right ?? panels.right, dock: now.dock ?? panels.dock, hidden: panels.hidden && now.right === null });
  const { mode, position, direction, radius, seconds } = compare;
  useCompare.setState({ mode, position, direction, radius, seconds, side: (features['compare'] as OtherSide | undefined) ?? null });
}
