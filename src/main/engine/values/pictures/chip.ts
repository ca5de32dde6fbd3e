import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { z } from 'zod';
import { appError } from '../../../../shared/errors/app-error.ts';
import { COMPOSITE_NODATA, REFLECTANCE_SCALE } from '../../../../shared/raster/nodata.ts';
import type { Composite } from '../../../../shared/records/composite.ts';
import type { BandSource } from '../../composite/source.ts';
import type { LookupServices } from '../services.ts';
import { chipTask } from './chip.rpc.ts';
import { LeastRecent } from '../least-recent.ts';
import { compositeSettings, sceneReads } from '../scene-reads.ts';

/** Bytes of chips that are kept: some thousands. */
const KEPT_BYTES = 32 * 2 ** 20;
const kept = new LeastRecent<Buffer>(KEPT_BYTES);

/** What a chip shows; as in the query of `GET /chips/<composite>`. Either `period` (index) or `scene` (id). */
export const chipQuerySchema = z.object({
  x: z.coerce.number(),
  y: z.coerce.number(),
  crs: z.string().min(1),
  period: z.coerce.number().int().nonnegative().optional(),
  scene: z.string().optional(),
  /** Red, green and blue. */
  bands: z.string().default('B04,B03,B02').transform((text) => text.split(',')).pipe(z.tuple([z.string(), z.string(), z.string()])),
  /** Side in pixels of the composite. */
  size: z.coerce.number().int().min(8).max(256).default(64),
  /** Physical values that become black and full colour. */
  low: z.coerce.number().default(0),
  high: z.coerce.number().default(0.3),
});
export type ChipQuery = z.output<typeof chipQuerySchema>;

/** A chip and a tag that changes when the files behind it do. */
export interface Chip {
  readonly png: Buffer;
  readonly tag: string;
}

interface ChipBand {
  readonly source: BandSource;
  readonly low: number;
  readonly high: number;
}

/**
 * A small picture of a period or an acquisition around a place.
 * @throws RECORD_NOT_FOUND, INVALID_INPUT no such period, BAND_MISSING, GRID_EMPTY outside the composite, and as {@link chipTask}
 */
export async function chipImage(services: LookupServices, compositeId: string, query: ChipQuery, signal?: AbortSignal): Promise<Chip> {
  const composite = services.catalog.composite.get(compositeId);
  const bands = query.scene === undefined ? periodBands(services, composite, query) : sceneBands(services, composite, query, query.scene);
  const { x, y, crs, size } = query;
  const tag = tagOf([x, y, crs, size, ...bands.map(({ source, low, high }) => [source, low, high, stateOf(source.path)])]);
  const known = kept.get(tag);
  if (known) return { png: known, tag };
  const resampling = compositeSettings(composite)?.resampling ?? 'nearest';
  const made = await services.lookups.run(chipTask, { x, y, crs, grid: composite.grid, size, resampling, bands }, signal ? { signal } : {});
  if (made.png === null) throw appError('GRID_EMPTY', { area: `${x}, ${y} (${crs})` });
  const png = Buffer.from(made.png, 'base64');
  kept.set(tag, png, png.length);
  return { png, tag };
}

function periodBands({ workspace }: LookupServices, composite: Composite, { period: index, bands, low, high }: ChipQuery): ChipBand[] {
  const period = composite.periods[index ?? -1];
  if (!period) throw appError('INVALID_INPUT', { call: `chips/${composite.id}`, field: 'period', problem: `choose one of 0 … ${composite.periods.length - 1}, or a scene` });
  return bands.map((name) => {
    const at = bandIndex(composite, name);
    const { scale = 1, offset = 0, nodata = null } = composite.bands[at] ?? {};
    const source: BandSource = { path: workspace.absolute(period.path), driver: 'GTiff', bandIndex: at + 1, grid: composite.grid, dtype: 'uint16', nodata: nodata ?? COMPOSITE_NODATA, factor: 1, add: 0 };
    return { source, low: low / scale - offset, high: high / scale - offset };
  });
}

function sceneBands(services: LookupServices, composite: Composite, { bands, low, high }: ChipQuery, id: string): ChipBand[] {
  const settings = compositeSettings(composite);
  if (!settings || !composite.sceneIds.includes(id)) throw appError('RECORD_NOT_FOUND', { kind: 'scene', id });
  for (const name of bands) bandIndex(composite, name);
  const distinct = [...new Set(bands)];
  const [read] = sceneReads(services, composite, settings, [services.catalog.scene.get(id)], distinct);
  return bands.flatMap((name) => {
    const source = read?.source.bands[distinct.indexOf(name)];
    return source ? [{ source, low: low * REFLECTANCE_SCALE, high: high * REFLECTANCE_SCALE }] : [];
  });
}

function bandIndex(composite: Composite, name: string): number {
  const at = composite.bands.findIndex(({ band }) => band === name);
  if (at < 0) throw appError('BAND_MISSING', { file: composite.title, band: name, available: composite.bands.map(({ band }) => band).join(', ') });
  return at;
}

function stateOf(path: string): string {
  const info = statSync(path, { throwIfNoEntry: false });
  return info ? `${info.size}:${info.mtimeMs}` : '';
}

function tagOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}
