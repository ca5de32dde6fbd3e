import { useEffect } from 'react';
import { create } from 'zustand';
import type { CallOutput } from '../../../shared/contract/contract.ts';
import type { Bounds } from '../../../shared/geo/bounds.ts';
import { call } from '../../client/call.ts';
import { type AreaShape, asPolygon, boundsOfShape } from '../../layers/area-shape.ts';
import { AreaSketch } from '../../map/area-sketch.ts';
import { movedBounds } from '../../map/position.ts';
import { useArea } from './area.ts';
import { defineCrs } from './crs-definitions.ts';
import { useMapHandle } from './map-handle.ts';
import { usePanels } from '../window/panels.ts';
import { stepPanel } from '../window/step-path.ts';
import { useStore } from '../store.ts';

interface Drawing {
  readonly sketch: AreaSketch | null;
  /** What the person draws; null while nobody does. */
  readonly drawing: AreaShape['kind'] | null;
  /** What the file holds that the area was read from, to choose among its features. */
  readonly file: (CallOutput<'areas.read'> & { readonly path: string }) | null;
}

/** The drawing of the area on the map. */
export const useAreaDrawing = create<Drawing>()(() => ({ sketch: null, drawing: null, file: null }));

/** Keeps the area of interest on the map, in whatever CRS the map is; its corners can be dragged while the step is open. */
export function useAreaOnMap(): void {
  const view = useMapHandle((state) => state.view);
  const shape = useArea((state) => state.shape);
  const crs = useStore((state) => state.crs);
  const { sketch, drawing } = useAreaDrawing();
  const isEditable = usePanels(({ right, hidden }) => !hidden && right === stepPanel('area')) && drawing === null;
  useEffect(() => {
    if (!view) return undefined;
    const made = new AreaSketch(view);
    useAreaDrawing.setState({ sketch: made });
    return () => {
      useAreaDrawing.setState({ sketch: null, drawing: null });
      made.dispose();
    };
  }, [view]);
  useEffect(() => {
    if (!sketch) return undefined;
    if (!shape) {
      sketch.show(null);
      return undefined;
    }
    let isOn = true;
    void defineCrs(shape.crs).then(() => { if (isOn) sketch.show(shape); }, () => undefined);
    return () => { isOn = false; };
  }, [sketch, shape, crs]);
  useEffect(() => {
    sketch?.edit(isEditable ? (changed) => { useArea.getState().take(changed); } : null);
  }, [sketch, isEditable]);
}

/** Lets the person draw on the map and makes it the area; what was chosen stays when the drawing is given up. */
export async function drawArea(kind: AreaShape['kind'] = 'rectangle'): Promise<void> {
  const { sketch } = useAreaDrawing.getState();
  if (!sketch) return;
  useAreaDrawing.setState({ drawing: kind });
  const shape = await sketch.draw(kind);
  useAreaDrawing.setState({ drawing: null });
  if (shape) useArea.getState().take(shape);
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

/**
 * Makes the polygons of a file the area: all of them dissolved, or some of its features. Shows it on the map.
 * @throws EngineError
 */
export async function takeFileAsArea(path: string, options: { readonly layer?: string; readonly fids?: readonly number[] } = {}): Promise<void> {
  const { layer, fids } = options;
  const found = await call('areas.read', { path, ...(layer === undefined ? {} : { layer }), ...(fids ? { fids: [...fids] } : {}) });
  await defineCrs(found.crs);
  useAreaDrawing.setState({ file: { ...found, path } });
  useArea.getState().take({ kind: 'polygon', crs: found.crs, polygons: found.polygons, from: { path, layer: found.layer, fids: fids ? [...fids] : null } });
  showArea();
}

/** Lets the corners of a rectangle move one by one. */
export function freeCorners(): void {
  const { shape, take } = useArea.getState();
  if (shape?.kind === 'rectangle') take(asPolygon(shape));
}

/** Makes the map show the area. */
export function showArea(): void {
  const { shape } = useArea.getState();
  const { view } = useMapHandle.getState();
  const extent = view && shape ? movedBounds([...boundsOfShape(shape)], shape.crs, view.crs) : null;
  if (extent) view?.fitExtent(extent);
}

function boundsOf([minX = 0, minY = 0, maxX = 0, maxY = 0]: readonly number[]): Bounds {
  return [minX, minY, maxX, maxY];
}
