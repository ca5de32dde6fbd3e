import { toMap } from '../../../shared/geo/affine.ts';
import { defineCrsTask } from './crs/crs.rpc.ts';
import { seriesAt } from './curves/series.ts';
import type { LookupServices } from './services.ts';

/**
 * Starts the workers that answer clicks and lets them do once what the first click will ask for: load GDAL, set up the
 * coordinate system, open the files of the newest composite. Nobody waits for it, and it never fails: what cannot be
 * read is told by the click itself.
 */
export async function wakeLookups(services: LookupServices): Promise<void> {
  const { lookups, catalog } = services;
  const [composite] = catalog.composite.list();
  const crs = composite?.grid.crs ?? 'EPSG:4326';
  await Promise.allSettled(Array.from({ length: lookups.size }, () => lookups.run(defineCrsTask, { crs })));
  if (!composite) return;
  const { affine, width, height } = composite.grid;
  const [x, y] = toMap(affine, width / 2, height / 2);
  // As many at once as there are workers, so that each has the files open.
  await Promise.allSettled(Array.from({ length: lookups.size }, () => seriesAt(services, { composite: composite.id, x, y, crs, bands: null, indices: null })));
}
