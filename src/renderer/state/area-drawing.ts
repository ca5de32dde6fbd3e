import { useEffect } from 'react';
import { create } from 'zustand';
import type { Bounds } from '../../shared/geo/bounds.ts';
import { AreaSketch } from '../map/area-sketch.ts';
import { useArea } from './area.ts';
import { useMapHandle } from './map-handle.ts';
import { useStore } from './store.ts';

interface Drawing {
  readonly sketch: AreaSketch | null;
  /** True while the person draws. */
  readonly drawing: boolean;
}

/** The drawing of the area on the map. */
export const useAreaDrawing = create<Drawing>()(() => ({ sketch: null, drawing: false }));

/** Keeps the area of interest on the map, in whatever CRS the map is. */
export function useAreaOnMap(): void {
  const view = useMapHandle((state) => state.view);
  const area = useArea((state) => state.area);
  const crs = useStore((state) => state.crs);
  const sketch = useAreaDrawing((state) => state.sketch);
  useEffect(() => {
    if (!view) return undefined;
    const made = new AreaSketch(view);
    useAreaDrawing.setState({ sketch: made });
    return () => {
      useAreaDrawing.setState({ sketch: null, drawing: false });
      made.dispose();
    };
  }, [view]);
  useEffect(() => {
    sketch?.show(area !== null && 'bounds' in area ? { bounds: [...area.bounds], crs: area.crs } : null);
  }, [sketch, area, crs]);
}

/** Lets the person draw a rectangle on the map and makes it the area; what was chosen stays when the drawing is given up. */
export async function drawArea(): Promise<void> {
  const { sketch } = useAreaDrawing.getState();
  const { view } = useMapHandle.getState();
  if (!sketch || !view) return;
  useAreaDrawing.setState({ drawing: true });
  const extent = await sketch.draw();
  useAreaDrawing.setState({ drawing: false });
  if (extent) useArea.getState().choose({ bounds: [...boundsOf(extent)], crs: view.crs });
}

/** Gives up drawing. */
export function stopDrawing(): void {
  useAreaDrawing.getState().sketch?.cancel();
}

/** Makes what the map shows the area. */
export function takeViewAsArea(): void {
  const { view } = useMapHandle.getState();
  const extent = view?.viewBounds(view.crs);
  if (view && extent) useArea.getState().choose({ bounds: [...boundsOf(extent)], crs: view.crs });
}

function boundsOf([minX = 0, minY = 0, maxX = 0, maxY = 0]: readonly number[]): Bounds {
  return [minX, minY, maxX, maxY];
}
