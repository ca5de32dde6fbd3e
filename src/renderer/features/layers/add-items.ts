import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { RgbLayer } from '../../layers/layer.ts';
import { BASEMAP, compositeLayer, indexLayer, layersOfRecord, probabilityLayer } from '../../layers/layers-of.ts';
import { SCENES, showsScenes } from '../../layers/scene-layers.ts';
import { addBasemapFile } from '../../state/map/basemaps.ts';
import { askForPath } from '../../state/window/path-request.ts';
import { useRecords } from '../../state/records.ts';
import { report } from '../../state/report.ts';
import { addLayer, showScene } from '../../state/map/scene-layers.ts';
import { openStep } from '../../state/window/step-path.ts';
import { useStore } from '../../state/store.ts';
import { bandsOfIndex, DISPLAY_INDICES } from '../../map/indices.ts';
import type { MenuItem } from '../../ui/menu.tsx';

/** Scenes that the menu names one by one; of more, the Data step lists all. */
const MOST_SCENES = 5;

/** What can be added: scenes, an index of each composite, the probabilities of each map, and whatever was taken off. */
export function useAddItems(): readonly MenuItem[] {
  const { t } = useTranslation();
  const { composite, map, parcels } = useRecords();
  const scenes = useSceneItems();
  const basemaps = useBasemapItems();
  const removed = useStore((state) => state.removed);
  const indices = composite.flatMap((record) => indexItem(compositeLayer(record), t));
  const probabilities = map.filter(({ paths }) => 'probabilities' in paths).map((record): MenuItem => ({ label: t('layers.add-probability', { title: record.title }), run: () => { addLayer(probabilityLayer(record)); } }));
  const off = [...parcels, ...map, ...composite].flatMap(layersOfRecord).concat(BASEMAP).filter(({ id }) => removed.includes(id));
  const back = off.map((layer): MenuItem => ({ label: t('layers.add-back', { title: layer.title }), run: () => { addLayer(layer); } }));
  const none: MenuItem[] = indices.length === 0 ? [{ label: t('layers.add-index'), reason: t('layers.add-none'), run: () => undefined }] : indices;
  const all = [scenes, none, probabilities, back, basemaps].filter((part) => part.length > 0);
  return all.flatMap((part, i) => (i > 0 ? ['separator' as const, ...part] : part));
}

/** All scenes by date, and the latest ones alone. */
function useSceneItems(): readonly MenuItem[] {
  const { t } = useTranslation();
  const offered = useStore((state) => state.offered);
  const isThere = useStore((state) => state.layers.some(({ recordId }) => recordId === SCENES));
  const byDate = offered.find(({ recordId }) => recordId === SCENES);
  if (!byDate) return [];
  const single = offered.filter((layer) => layer !== byDate && showsScenes(layer));
  return [
    { label: t('layers.add-scenes'), reason: isThere ? t('layers.scenes-there') : null, run: () => { addLayer(byDate); } },
    ...single.slice(-MOST_SCENES).reverse().map((layer): MenuItem => ({ label: t('layers.add-scene', { title: layer.title }), run: () => { showScene(layer.recordId); } })),
    ...(single.length > MOST_SCENES ? [{ label: t('layers.other-scene', { count: single.length }), run: () => { openStep('data'); } }] : []),
  ];
}

/** The user's own basemaps that are not on the map, and a new one. */
function useBasemapItems(): readonly MenuItem[] {
  const { t } = useTranslation();
  const offered = useStore((state) => state.offered);
  const layers = useStore((state) => state.layers);
  const known = offered.filter((layer) => layer.kind === 'tiles' && !layers.some(({ id }) => id === layer.id));
  const choose = async (): Promise<void> => {
    const path = await askForPath(t('layers.basemap-hint'));
    if (path !== null) await addBasemapFile(path);
  };
  return [
    ...known.map((layer): MenuItem => ({ label: t('layers.add-known-basemap', { title: layer.title }), run: () => { addLayer(layer); } })),
    { label: t('layers.add-basemap'), run: () => { report(choose()); } },
  ];
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
