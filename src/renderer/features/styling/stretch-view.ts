import { hasTime, type IndexLayer, type Range, type RgbLayer, type Stretch } from '../../layers/layer.ts';
import { useMapHandle } from '../../state/map/map-handle.ts';
import { changed, useStore } from '../../state/store.ts';
import { indexRangeInView, rangesInView, type ViewBounds } from '../../map/view-values.ts';

/**
 * Works the ranges of a layer out over what is in view.
 * @param how `step` can be undone; `follow` is what following does by itself
 * @returns false when the view has no data of the layer
 */
export async function stretchToView(id: string, mode: Stretch['mode'], how: 'step' | 'follow'): Promise<boolean> {
  const layer = useStore.getState().layers.find((item) => item.id === id);
  if (!layer || !hasTime(layer)) return false;
  const { view } = useMapHandle.getState();
  if (!view) return false;
  const inView: ViewBounds = (crs) => view.viewBounds(crs);
  const fields = layer.kind === 'rgb' ? await imageFields(layer, inView, mode) : await indexFields(layer, inView, mode);
  if (!fields) return false;
  // Another date came while this one was being read, and is worked out by itself.
  const now = useStore.getState().layers.find((item) => item.id === id);
  if (how === 'follow' && (!now || !hasTime(now) || now.frame !== layer.frame)) return false;
  const stretch = { ...layer.stretch, mode };
  const { changeLayers, previewLayers } = useStore.getState();
  const change = layer.kind === 'rgb' ? (layers: ReturnType<typeof useStore.getState>['layers']) => changed(layers, id, 'rgb', () => ({ ...fields, stretch })) : (layers: ReturnType<typeof useStore.getState>['layers']) => changed(layers, id, 'index', () => ({ ...fields, stretch }));
  if (how === 'step') changeLayers(change, `stretch ${id}`);
  else previewLayers(change);
  return true;
}

async function imageFields(layer: RgbLayer, view: ViewBounds, mode: Stretch['mode']): Promise<Pick<RgbLayer, 'ranges'> | null> {
  const [red, green, blue] = await rangesInView(layer, view, mode);
  return red && green && blue ? { ranges: [rounded(red), rounded(green), rounded(blue)] } : null;
}

async function indexFields(layer: IndexLayer, view: ViewBounds, mode: Stretch['mode']): Promise<Pick<IndexLayer, 'range'> | null> {
  const range = await indexRangeInView(layer, view, mode);
  return range ? { range: [Number(range[0].toFixed(3)), Number(range[1].toFixed(3))] } : null;
}

function rounded([min, max]: Range): Range {
  return [Math.round(min), Math.round(max)];
}
