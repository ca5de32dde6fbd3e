import { type RefObject, useEffect, useRef, useState } from 'react';
import { type Grid, gridBounds } from '../../shared/geo/grid.ts';
import type { MapView } from '../map/map-view.ts';
import { inDegrees } from '../map/position.ts';
import { defineCrs } from '../state/map/crs-definitions.ts';
import { hasTime, type Layer } from '../layers/layer.ts';
import { shownGrids } from '../layers/pixels.ts';
import { showsScenes } from '../layers/scene-layers.ts';
import { useMapSettings } from '../state/map/map-settings.ts';
import { report } from '../state/report.ts';
import { useShownLayers } from '../state/map/shown-layers.ts';
import { useStore } from '../state/store.ts';

/**
 * Draws the shown layers, each once its CRS is known, in the CRS that was chosen or that of the topmost raster. The
 * view is fitted once, when the first raster comes: reordering and adding layers never moves the map.
 */
export function useDrawnLayers(view: RefObject<MapView | null>): void {
  const shown = useShownLayers();
  const { crs, graticule, sight } = useMapSettings();
  const known = useKnownCrs(crsNames(shown, crs));
  const isPlaced = useRef(false);
  const placedAt = useRef<Grid | null>(null);
  const grid = useAnchor(shown, known);
  const wanted = crs ?? grid?.crs ?? null;
  const onlyScenes = shown.every((layer) => !('grid' in layer) || showsScenes(layer));

  useEffect(() => {
    if (!view.current || wanted === null || !known.has(wanted)) return;
    view.current.setCrs(wanted);
    const isElsewhere = grid !== null && placedAt.current !== null && placedAt.current !== grid && onlyScenes && isFar(placedAt.current, grid);
    if ((!isPlaced.current || isElsewhere) && grid && known.has(grid.crs)) {
      if (!isPlaced.current && sight && sight.crs === wanted) view.current.look(sight);
      else view.current.fit(grid);
      isPlaced.current = true;
      placedAt.current = grid;
    }
    useStore.getState().viewed(view.current.scale, view.current.crs);
  }, [view, wanted, known, grid, sight, onlyScenes]);

  useEffect(() => {
    // Before the map stands where it belongs, only the basemap: tiles of half a continent would be asked for.
    view.current?.setLayers(shown.filter((layer) => layer.kind === 'basemap' || ((isPlaced.current || !grid) && gridsOf(layer).every(({ crs: name }) => known.has(name)))));
  }, [view, shown, known, grid]);

  useEffect(() => {
    view.current?.setGraticule(graticule);
  }, [view, graticule]);
}

function crsNames(layers: readonly Layer[], crs: string | null): readonly string[] {
  return [...new Set([...layers.flatMap((layer) => gridsOf(layer).map((grid) => grid.crs)), ...(crs === null ? [] : [crs])])];
}

/** The names whose definition has arrived. */
function useKnownCrs(names: readonly string[]): ReadonlySet<string> {
  const [known, setKnown] = useState<ReadonlySet<string>>(new Set());
  const wanted = JSON.stringify(names);
  useEffect(() => {
    for (const name of JSON.parse(wanted) as string[]) {
      report(
        defineCrs(name).then(() => {
          setKnown((before) => (before.has(name) ? before : new Set([...before, name])));
        }),
      );
    }
  }, [wanted]);
  return known;
}

/** The grids whose CRS must be known before a layer is drawn. */
function gridsOf(layer: Layer): readonly Grid[] {
  if (hasTime(layer)) return shownGrids(layer);
  if (layer.kind === 'tiles') return layer.basemap.picture ? [layer.basemap.picture.grid] : [];
  return 'grid' in layer ? [layer.grid] : [];
}

/**
 * The grid that says where the map is and in which CRS: that of the topmost raster. A scene that someone looks at in
 * between moves neither; where there are only scenes, the first one does, until one is shown that lies far from it.
 */
function useAnchor(layers: readonly Layer[], known: ReadonlySet<string>): Grid | null {
  const anchor = useRef<Grid | null>(null);
  const rasters = layers.filter((layer) => 'grid' in layer);
  const other = rasters.find((layer) => !showsScenes(layer));
  if (other) return other.grid;
  const scene = rasters.find((layer) => layer.visible) ?? rasters[0];
  const grid = scene && hasTime(scene) ? (shownGrids(scene)[0] ?? null) : null;
  if (grid && known.has(grid.crs) && (anchor.current === null || isFar(anchor.current, grid))) anchor.current = grid;
  return grid && (anchor.current ?? grid);
}

/** Degrees between two places that one projection should not be asked to show. */
const FAR = 5;

function isFar(a: Grid, b: Grid): boolean {
  const [here, there] = [a, b].map((grid) => {
    const [minX, minY, maxX, maxY] = gridBounds(grid);
    return inDegrees([(minX + maxX) / 2, (minY + maxY) / 2], grid.crs);
  });
  return here !== null && there !== null && here !== undefined && there !== undefined && Math.hypot(here[0] - there[0], here[1] - there[1]) > FAR;
}
