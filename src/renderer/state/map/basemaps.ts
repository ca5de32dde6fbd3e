import { call } from '../../client/call.ts';
import { basemapLayer } from '../../layers/layers-of.ts';
import { addLayer } from './scene-layers.ts';
import { useStore } from '../store.ts';

/** True for the names of files that can be nothing but basemaps. */
export function isBasemapName(name: string): boolean {
  return /\.(mbtiles|pmtiles)$/i.test(name);
}

/** Adds a file as a basemap and puts it on the map, below the data. @throws EngineError */
export async function addBasemapFile(path: string): Promise<void> {
  const basemap = await call('basemaps.add', { path });
  const layer = basemapLayer(basemap);
  const { layers, select, refresh } = useStore.getState();
  await refresh();
  if (layers.some(({ id }) => id === layer.id)) select(layer.id);
  else addLayer(layer);
}

/** Takes a basemap off the map and off the list; its file stays. @throws EngineError */
export async function forgetBasemap(id: string): Promise<void> {
  await call('basemaps.remove', { id });
  await useStore.getState().refresh();
}
