import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Grid } from '../../shared/geo/grid.ts';
import type { MapView } from '../map/map-view.ts';
import { defineCrs } from '../state/crs-definitions.ts';
import { hasTime, type Layer } from '../layers/layer.ts';
import { shownGrids } from '../layers/pixels.ts';
import { showsScenes } from '../layers/scene-layers.ts';
import { useMapSettings } from '../state/map-settings.ts';
import { report } from '../state/report.ts';
import { useShownLayers } from '../state/shown-layers.ts';
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
  const grid = firstGrid(shown);
  const wanted = crs ?? grid?.crs ?? null;

  useEffect(() => {
    if (!view.current || wanted === null || !known.has(wanted)) return;
    view.current.setCrs(wanted);
    if (!isPlaced.current && grid && known.has(grid.crs)) {
      isPlaced.current = true;
      if (sight && sight.crs === wanted) view.current.look(sight);
      else view.current.fit(grid);
    }
    useStore.getState().viewed(view.current.scale, view.current.crs);
  }, [view, wanted, known, grid, sight]);

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
  return 'grid' in layer ? [layer.grid] : [];
}

/** The grid that says where the map is and in which CRS: a scene that someone looks at in between moves neither. */
function firstGrid(layers: readonly Layer[]): Grid | null {
  const rasters = layers.filter((layer) => 'grid' in layer);
  return (rasters.find((layer) => !showsScenes(layer)) ?? rasters[0])?.grid ?? null;
}
