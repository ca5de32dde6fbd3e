import { useEffect } from 'react';
import { hasTime } from '../../layers/layer.ts';
import { useMapHandle } from '../../state/map/map-handle.ts';
import { report } from '../../state/report.ts';
import { useStore } from '../../state/store.ts';
import { stretchToView } from './stretch-view.ts';

/** Works the ranges of layers that follow the view out anew, when the view came to rest and when the date changed. Draws nothing. */
export function FollowStretch(): null {
  const view = useMapHandle((state) => state.view);
  // One text for all that matters, so that only a change of it starts work.
  const following = useStore((state) => JSON.stringify(state.layers.flatMap((layer) => (hasTime(layer) && layer.visible && layer.stretch.follow && layer.stretch.mode !== 'fixed' ? [[layer.id, layer.frame, layer.stretch.mode, layer.kind === 'rgb' ? layer.shown.join() : layer.index]] : []))));
  useEffect(() => {
    const items = JSON.parse(following) as [id: string, frame: number, mode: 'percent' | 'deviation'][];
    if (!view || items.length === 0) return undefined;
    const work = (): void => {
      for (const [id, , mode] of items) report(stretchToView(id, mode, 'follow'));
    };
    work();
    return view.onRest(work);
  }, [view, following]);
  return null;
}
