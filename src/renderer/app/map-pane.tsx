import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { MapView } from '../map/map-view.ts';
import { useMapHandle } from '../state/map/map-handle.ts';
import { useDrawnLayers } from './map-layers.ts';
import { inspectAt, useMapMarks } from '../state/map/map-marks.ts';
import { useMapMenu } from '../state/map/map-menu.ts';
import { useMapSettings } from '../state/map/map-settings.ts';
import { usePlaces } from '../state/map/places.ts';
import { useShownLayers } from '../state/map/shown-layers.ts';
import { useStore } from '../state/store.ts';
import './map-pane.css';

/** The map, and its twin in words for those who do not see it. Arrow keys pan, + and − zoom. */
export function MapPane(): React.JSX.Element {
  const { t } = useTranslation();
  const target = useRef<HTMLDivElement>(null);
  const view = useRef<MapView>(null);
  const { scale, crs, loaded } = useStore(useShallow(({ scale, crs, loaded }) => ({ scale, crs, loaded })));
  const layers = useShownLayers();
  const hatch = useMapSettings((state) => state.hatch);

  useEffect(() => {
    if (!target.current) return undefined;
    const { point, viewed } = useStore.getState();
    const map = new MapView(target.current, {
      pointer: (position) => {
        point(position ? [position[0] ?? 0, position[1] ?? 0] : null);
      },
      moved: (denominator) => {
        viewed(denominator, map.crs);
      },
      clicked: (position, how) => {
        inspectAt(position, map.crs, how);
      },
      menu: ([x = 0, y = 0], at) => {
        useMapMenu.getState().ask({ position: [x, y], crs: map.crs, at });
      },
      pinPressed: (id) => {
        usePlaces.getState().focus(id);
      },
    });
    view.current = map;
    useMapHandle.getState().hold(map);
    return () => {
      useMapHandle.getState().hold(null);
      map.dispose();
      view.current = null;
    };
  }, []);

  useDrawnLayers(view);
  useMapMarks(view);

  const shown = layers.filter(({ visible }) => visible).map(({ title }) => title);
  return (
    <div className="map-pane" data-hatch={hatch} ref={target} tabIndex={0} role="application" aria-label={t('map.label')} onKeyDown={(event) => { if (view.current) steer(view.current, event); }}>
      <p className="hidden-text" role="status">{loaded ? t('map.twin', { layers: shown.join(', '), crs, scale: Math.round(scale) }) : t('app.loading')}</p>
    </div>
  );
}

const STEPS: Readonly<Record<string, readonly [dx: number, dy: number]>> = { ArrowLeft: [-0.2, 0], ArrowRight: [0.2, 0], ArrowUp: [0, 0.2], ArrowDown: [0, -0.2] };

function steer(view: MapView, event: React.KeyboardEvent): void {
  const step = STEPS[event.key];
  if (step) view.panBy(...step);
  else if (event.key === '+' || event.key === 'PageUp') view.zoomBy(2);
  else if (event.key === '-' || event.key === 'PageDown') view.zoomBy(0.5);
  else if (event.key === 'Enter' && event.target === event.currentTarget) inspectAt(view.centre, view.crs, event.shiftKey ? 'beside' : 'instead');
  else return;
  event.preventDefault();
}
