import { keptOpenLayer } from '../catalog/open-layers.ts';
import { implementTask } from '../pool/rpc.ts';
import { buildOverview } from './build-overview.ts';
import { cutOverview } from './cut-overview.ts';
import { cutParcels } from './cut-parcels.ts';
import { readOverview, writeOverview } from './overview-file.ts';
import type { Overview } from './overview.ts';
import { cutTileTask, overviewTask } from './tiles.rpc.ts';

/** Overviews of this process that stay in memory; one of a million parcels takes some 20 MB. */
const MOST_KEPT = 3;
const kept = new Map<string, Overview>();

/** See {@link overviewTask}. */
export const overviewImplementation = implementTask(overviewTask, async ({ path, layer, crs, target }, { progress }) => {
  const known = overviewAt(target);
  if (known) return { detailZoom: known.detailZoom };
  const built = buildOverview(keptOpenLayer(path, layer), crs, progress);
  await writeOverview(target, built);
  keep(target, built);
  return { detailZoom: built.detailZoom };
});

/** See {@link cutTileTask}. */
export const cutTileImplementation = implementTask(cutTileTask, async ({ path, layer, crs, overview, ...address }) => {
  const source = keptOpenLayer(path, layer);
  const rough = overview === null ? null : (overviewAt(overview) ?? buildOverview(source, crs, () => undefined));
  const tile = rough && address.z < rough.detailZoom ? cutOverview(rough, address) : cutParcels(source, crs, address);
  return { tile: Buffer.from(tile.buffer, tile.byteOffset, tile.byteLength).toString('base64') };
});

function overviewAt(path: string): Overview | null {
  const overview = kept.get(path) ?? readOverview(path);
  if (overview) keep(path, overview);
  return overview;
}

function keep(path: string, overview: Overview): void {
  kept.delete(path);
  kept.set(path, overview);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
}
