import { changed, freeId } from '../../layers/layer-tree.ts';
import { hasTime, isBackdrop, type Layer, type RgbLayer } from '../../layers/layer.ts';
import { SCENES, showsScenes } from '../../layers/scene-layers.ts';
import { frameAt, goToDay, type TimeLayer, timeLayer } from './moment.ts';
import { useStore } from '../store.ts';

/**
 * Puts a layer on the map, rasters below the outlines that lie on top, and selects it; a second one of the same data gets
 * a number. Backdrops go to the bottom, above the countries. Can be undone.
 */
export function addLayer(layer: Layer): void {
  let added: string | null = null;
  useStore.getState().changeTree((tree) => {
    const id = freeId(layer.id, new Set(tree.layers.map((item) => item.id)));
    added = id;
    const at = placeFor(layer, tree.layers);
    return { ...tree, layers: [...tree.layers.slice(0, at), { ...layer, id }, ...tree.layers.slice(at)], removed: tree.removed.filter((gone) => gone !== id) };
  });
  useStore.getState().select(added);
}

function placeFor(layer: Layer, layers: readonly Layer[]): number {
  if (isBackdrop(layer)) return layers.findLastIndex((item) => !isBackdrop(item)) + 1;
  const first = layers.findIndex((item) => item.kind !== 'parcels');
  return layer.kind === 'parcels' || layers[first]?.group !== undefined ? 0 : Math.max(0, first);
}

/** The layer that shows one scene, as it would be added; null for a scene without reflectance. */
export function sceneOffer(sceneId: string): RgbLayer | null {
  const found = useStore.getState().offered.find(({ recordId }) => recordId === sceneId);
  return found?.kind === 'rgb' ? found : null;
}

/** Puts one scene on the map; one that is there already is shown and selected. @returns false for a scene without reflectance */
export function showScene(sceneId: string): boolean {
  const { layers, changeLayers, select } = useStore.getState();
  const there = layers.find(({ recordId }) => recordId === sceneId);
  const offer = sceneOffer(sceneId);
  if (there) {
    if (!there.visible) changeLayers((all) => all.map((layer) => (layer.id === there.id ? { ...layer, visible: true } : layer)));
    select(there.id);
    return true;
  }
  if (!offer) return false;
  addLayer(offer);
  return true;
}

/**
 * Shows the acquisitions of a day on the map: the layer that shows scenes by date goes there, and is put on the map where
 * there is none yet.
 * @returns false where no scene of that day can be shown
 */
export function showDay(day: string): boolean {
  const offer = useStore.getState().offered.find(({ recordId }) => recordId === SCENES);
  if (offer?.kind !== 'rgb' || !offer.frames.some(({ start }) => start === day)) return false;
  const frame = frameAt(offer.frames, day);
  const { layers, changeLayers } = useStore.getState();
  const there = layers.find(isByDate);
  if (!there) addLayer({ ...offer, frame });
  else if (!there.visible) changeLayers((all) => changed(all, there.id, there.kind, () => ({ visible: true, frame })));
  goToDay(day);
  return true;
}

/** Shows the period of a composite that holds the day: scenes by date, which would cover it, are hidden. */
export function showPeriod(day: string): void {
  const { layers, changeLayers } = useStore.getState();
  const covering = layers.filter((layer) => isByDate(layer) && layer.visible).map(({ id }) => id);
  if (periodLayer(layers) && covering.length > 0) changeLayers((all) => all.map((layer) => (covering.includes(layer.id) ? { ...layer, visible: false } : layer)));
  goToDay(day);
}

/** The layer whose periods the timeline draws as bars: the one it steers, or the composite below scenes by date. */
export function periodLayer(layers: readonly Layer[]): TimeLayer | null {
  return timeLayer(layers.filter((layer) => !showsScenes(layer)));
}

/** True for layers that show all scenes, a day at a time. */
export function isByDate(layer: Layer): layer is TimeLayer {
  return layer.recordId === SCENES && hasTime(layer);
}
