import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grid } from '../../shared/geo/grid.ts';
import { MapView } from '../map/map-view.ts';
import { useStore } from './store.ts';
import './map-pane.css';

/** The map, and its twin in words for those who do not see it. Arrow keys pan, + and − zoom. */
export function MapPane(): React.JSX.Element {
  const { t } = useTranslation();
  const target = useRef<HTMLDivElement>(null);
  const view = useRef<MapView>(null);
  const { layers, scale, crs, loaded } = useStore();

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
      clicked: () => undefined,
    });
    view.current = map;
    return () => {
      map.dispose();
      view.current = null;
    };
  }, []);

  useEffect(() => {
    view.current?.setLayers(layers);
  }, [layers]);

  const first = firstGrid(useStore((state) => state.layers));
  const place = first ? JSON.stringify(first) : null;
  useEffect(() => {
    if (place === null || !view.current) return;
    const grid = JSON.parse(place) as Grid;
    view.current.setCrs(grid.crs);
    view.current.fit(grid);
  }, [place]);

  useEffect(() => onZoomRequest((grid) => view.current?.fit(grid)), []);

  const shown = layers.filter(({ visible }) => visible).map(({ title }) => title);
  return (
    <div className="map-pane" ref={target} tabIndex={0} role="application" aria-label={t('map.label')} onKeyDown={(event) => { if (view.current) steer(view.current, event); }}>
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
  else return;
  event.preventDefault();
}

function firstGrid(layers: ReturnType<typeof useStore.getState>['layers']): Grid | null {
  const raster = layers.find((layer) => 'grid' in layer);
  return raster && 'grid' in raster ? raster.grid : null;
}

const ZOOM = 'furrow:zoom-to';

/** Asks the map to show a grid. */
export function zoomTo(grid: Grid): void {
  window.dispatchEvent(new CustomEvent(ZOOM, { detail: grid }));
}

function onZoomRequest(zoom: (grid: Grid) => void): () => void {
  const listener = (event: Event): void => {
    zoom((event as CustomEvent<Grid>).detail);
  };
  window.addEventListener(ZOOM, listener);
  return () => {
    window.removeEventListener(ZOOM, listener);
  };
}
