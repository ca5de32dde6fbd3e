import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { freeId } from '../../layers/layer-tree.ts';
import type { Layer, RgbLayer } from '../../layers/layer.ts';
import { BASEMAP, compositeLayer, indexLayer, layersOfRecord, probabilityLayer } from '../../layers/layers-of.ts';
import { useRecords } from '../../state/records.ts';
import { useStore } from '../../state/store.ts';
import { bandsOfIndex, DISPLAY_INDICES } from '../../map/indices.ts';
import type { MenuItem } from '../../ui/menu.tsx';

/** Puts a layer on the map, rasters below the outlines that lie on top, and selects it; a second one of the same data gets a number. */
export function addLayer(layer: Layer): void {
  let added: string | null = null;
  useStore.getState().changeTree((tree) => {
    const id = freeId(layer.id, new Set(tree.layers.map((item) => item.id)));
    added = id;
    const first = tree.layers.findIndex((item) => item.kind !== 'parcels');
    const at = layer.kind === 'parcels' || tree.layers[first]?.group !== undefined ? 0 : Math.max(0, first);
    return { ...tree, layers: [...tree.layers.slice(0, at), { ...layer, id }, ...tree.layers.slice(at)], removed: tree.removed.filter((gone) => gone !== id) };
  });
  useStore.getState().select(added);
}

/** What can be added: an index of each composite, the probabilities of each map, and whatever was taken off. */
export function useAddItems(): readonly MenuItem[] {
  const { t } = useTranslation();
  const { composite, map, parcels } = useRecords();
  const removed = useStore((state) => state.removed);
  const indices = composite.flatMap((record) => indexItem(compositeLayer(record), t));
  const probabilities = map.filter(({ paths }) => 'probabilities' in paths).map((record): MenuItem => ({ label: t('layers.add-probability', { title: record.title }), run: () => { addLayer(probabilityLayer(record)); } }));
  const off = [...parcels, ...map, ...composite].flatMap(layersOfRecord).concat(BASEMAP).filter(({ id }) => removed.includes(id));
  const back = off.map((layer): MenuItem => ({ label: t('layers.add-back', { title: layer.title }), run: () => { addLayer(layer); } }));
  const all = [indices, probabilities, back].filter((part) => part.length > 0);
  if (all.length === 0) return [{ label: t('layers.add-index'), reason: t('layers.add-none'), run: () => undefined }];
  return all.flatMap((part, i) => (i > 0 ? ['separator' as const, ...part] : part));
}

function indexItem(image: RgbLayer, t: TFunction): MenuItem[] {
  const first = DISPLAY_INDICES.find((index) => bandsOfIndex(index, image.bands) !== null);
  if (!first) return [];
  return [{ label: t('layers.add-index-of', { title: image.title }), run: () => { addIndex(image); } }];
}

/** Adds the first index that the bands of an image layer allow; the styling panel chooses another. */
export function addIndex(image: RgbLayer): void {
  const index = DISPLAY_INDICES.find((item) => bandsOfIndex(item, image.bands) !== null);
  if (index) addLayer(indexLayer(image, { id: index.id, title: `${index.id} · ${image.title}`, range: index.range, ramp: { name: index.ramp, reversed: false } }));
}
