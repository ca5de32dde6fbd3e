import i18next from 'i18next';
import { useEffect } from 'react';
import { VIEW_VERSION, type ViewState } from '../../shared/contract/view.ts';
import { call } from '../client/call.ts';
import { useCompare } from '../layers/compare.ts';
import { useMapHandle } from '../state/map/map-handle.ts';
import { useMapSettings } from '../state/map/map-settings.ts';
import { usePanels } from '../state/window/panels.ts';
import { report } from '../state/report.ts';
import { savedTree } from '../layers/saved-view.ts';
import { retitled } from '../layers/titled.ts';
import { treeOf, useStore } from '../state/store.ts';

/** A change is kept once nothing more has changed for this long. */
const QUIET_MS = 1500;

/** Keeps what the window shows with the workspace, a little after each change and when the window is left. Draws nothing. */
export function ViewKeeper(): null {
  const loaded = useStore((state) => state.loaded);
  const view = useMapHandle((state) => state.view);
  useEffect(() => {
    if (!loaded || !view) return undefined;
    let kept = JSON.stringify(presentView());
    let timer: ReturnType<typeof setTimeout> | null = null;
    const save = (): void => {
      timer = null;
      const present = presentView();
      const text = JSON.stringify(present);
      if (text === kept) return;
      kept = text;
      report(call('view.save', { view: present }));
    };
    const soon = (): void => {
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(save, QUIET_MS);
    };
    const leave = (): void => {
      if (document.visibilityState === 'hidden') save();
    };
    const stops = [useStore.subscribe(soon), useMapSettings.subscribe(soon), useCompare.subscribe(soon), usePanels.subscribe(soon), view.onRest(soon)];
    document.addEventListener('visibilitychange', leave);
    return () => {
      if (timer !== null) clearTimeout(timer);
      for (const stop of stops) stop();
      document.removeEventListener('visibilitychange', leave);
    };
  }, [loaded, view]);
  useEffect(() => {
    const retitle = (): void => { useStore.getState().previewLayers(retitled); };
    i18next.on('languageChanged', retitle);
    return () => { i18next.off('languageChanged', retitle); };
  }, []);
  return null;
}

function presentView(): ViewState {
  const { crs, graticule, hatch } = useMapSettings.getState();
  const { mode, side, position, direction, radius, seconds } = useCompare.getState();
  const { right, dock, hidden } = usePanels.getState();
  const sight = useMapHandle.getState().view?.sight;
  return {
    version: VIEW_VERSION,
    tree: savedTree(treeOf(useStore.getState())),
    map: { crs, graticule, hatch, sight: sight ? { ...sight, centre: [...sight.centre], rotation: 0 } : null },
    panels: { right, dock, hidden, sizes: {} },
    compare: { mode, position, direction, radius, seconds, layers: [], theme: side?.kind === 'theme' ? side.theme : null },
    features: side ? { compare: side } : {},
  };
}
