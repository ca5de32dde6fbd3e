import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { otherLayers, sideOf, useCompare } from '../../layers/compare.ts';
import { useMapHandle } from '../../state/map/map-handle.ts';
import { inspectAt } from '../../state/map/map-marks.ts';
import { useMapMenu } from '../../state/map/map-menu.ts';
import { treeOf, useStore } from '../../state/store.ts';
import { MapView } from '../../map/map-view.ts';
import { useClip, usePhase } from './clip.ts';
import { SwipeHandle } from './swipe-handle.tsx';
import { useSideNames } from './side-names.ts';
import './compare.css';

/** The other side of a comparison, over the map or beside it; nothing while nothing is compared. */
export function OtherMap(): React.JSX.Element | null {
  const { mode, held } = useCompare();
  const view = useMapHandle((state) => state.view);
  const isLinked = mode === 'linked' && !held;
  useEffect(() => {
    const pane = view?.element;
    if (!pane || !isLinked) return undefined;
    view.keepCentre();
    pane.dataset['beside'] = 'true';
    return () => {
      view.keepCentre();
      delete pane.dataset['beside'];
    };
  }, [view, isLinked]);
  if (!view || (mode === 'off' && !held)) return null;
  return <Other leader={view} />;
}

function Other({ leader }: { readonly leader: MapView }): React.JSX.Element | null {
  const { t } = useTranslation();
  const { mode, held, side, position, direction } = useCompare();
  const selected = useStore((state) => state.selected);
  const tree = useStore(useShallow(treeOf));
  const found = useMemo(() => sideOf(side, tree, selected), [side, tree, selected]);
  const layers = useMemo(() => (found ? otherLayers(tree, found) : []), [found, tree]);
  const target = useOtherMap(leader, layers);
  const box = useRef<HTMLDivElement>(null);
  const phase = usePhase();
  const clip = useClip(leader, box);
  const [here, there] = useSideNames(found);
  if (!found) return <p className="compare-note" role="status">{t('compare.nothing')}</p>;
  const shown = held || mode !== 'blink' || phase;
  const isLinked = mode === 'linked' && !held;
  return (
    <div className="compare" ref={box} data-mode={held ? 'held' : mode}>
      <div className="compare-map" ref={target} data-shown={shown} style={isLinked ? {} : { clipPath: clip }} role="img" aria-label={t('compare.other', { name: there })} />
      {mode === 'swipe' && !held && <SwipeHandle position={position} direction={direction} />}
      <Names mode={held ? 'held' : mode} direction={direction} here={here} there={there} isOther={shown} />
    </div>
  );
}

function Names({ mode, direction, here, there, isOther }: { readonly mode: string; readonly direction: string; readonly here: string; readonly there: string; readonly isOther: boolean }): ReactNode {
  if (mode === 'spyglass') return <span className="side-name" data-at="bottom">{there}</span>;
  if (mode === 'blink' || mode === 'held') return <span className="side-name" data-at="bottom" role="status">{isOther ? there : here}</span>;
  const [first, second] = direction === 'horizontal' && mode === 'swipe' ? ['top', 'bottom'] : ['left', 'right'];
  return (
    <>
      <span className="side-name" data-at={first}>{here}</span>
      <span className="side-name" data-at={second}>{there}</span>
    </>
  );
}

/** A map of its own that looks where the first one looks. */
function useOtherMap(leader: MapView, layers: Parameters<MapView['setLayers']>[0]): React.RefObject<HTMLDivElement | null> {
  const target = useRef<HTMLDivElement>(null);
  const other = useRef<MapView>(null);
  useEffect(() => {
    if (!target.current) return undefined;
    const { point } = useStore.getState();
    const map = new MapView(
      target.current,
      {
        pointer: (position) => {
          point(position ? [position[0] ?? 0, position[1] ?? 0] : null);
        },
        moved: () => undefined,
        clicked: (position, how) => {
          inspectAt(position, map.crs, how);
        },
        menu: ([x = 0, y = 0], at) => {
          useMapMenu.getState().ask({ position: [x, y], crs: map.crs, at });
        },
      },
      'bare',
    );
    map.follow(leader);
    other.current = map;
    return () => {
      other.current = null;
      map.dispose();
    };
  }, [leader]);
  useEffect(() => {
    other.current?.setLayers(layers);
  }, [layers, leader]);
  return target;
}
