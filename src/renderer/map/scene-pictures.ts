import { fromArrayBuffer, fromUrl, type GeoTIFF, type GeoTIFFImage } from 'geotiff';
import type { ErrorDocument } from '../../shared/errors/app-error.ts';
import { type PreviewAsk, previewName, type PreviewPlace } from '../../shared/raster/scene-preview.ts';
import { EngineError } from '../client/call.ts';
import { awaited } from './scene-loads.ts';

/** Planes of stored values, one per band, `width` × `height`, row by row. */
export interface Planes {
  readonly width: number;
  readonly height: number;
  readonly bands: readonly ArrayLike<number>[];
}

/** The reduced picture of a scene, open for reading: its image and overviews, finest first. */
export interface Overview {
  readonly tiff: GeoTIFF;
  readonly images: readonly GeoTIFFImage[];
}

/** Pictures and windows that are kept open; a view needs some ten of them. */
const KEPT = 24;
const overviews = new Map<string, Promise<Overview>>();
const windows = new Map<string, Promise<Planes>>();

/** Address of a picture of a scene. */
export function pictureUrl(sceneId: string, bands: readonly string[], place: PreviewAsk['place']): string {
  return new URL(`/assets/${encodeURIComponent(sceneId)}/${previewName({ bands, place })}`, location.href).href;
}

/**
 * A picture of a whole scene, made by the engine where there is none yet: for a large JP2 the first look takes about a
 * second, the reduced picture ten.
 * @throws EngineError
 */
export function sceneOverview(sceneId: string, bands: readonly string[], which: 'sketch' | 'whole'): Promise<Overview> {
  const url = pictureUrl(sceneId, bands, which);
  return kept(overviews, url, () => awaited(sceneId, openOverview(url), problemOf));
}

/**
 * A window of a scene in full.
 * @throws EngineError
 */
export function sceneWindow(sceneId: string, bands: readonly string[], place: PreviewPlace, signal: AbortSignal): Promise<Planes> {
  const url = pictureUrl(sceneId, bands, place);
  return kept(windows, url, () => awaited(sceneId, readWhole(url, signal), problemOf));
}

function kept<T>(map: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const found = map.get(key) ?? make();
  map.delete(key);
  map.set(key, found);
  found.catch(() => {
    if (map.get(key) === found) map.delete(key);
  });
  for (const oldest of [...map.keys()].slice(0, Math.max(0, map.size - KEPT))) map.delete(oldest);
  return found;
}

async function openOverview(url: string): Promise<Overview> {
  // Waits until the picture is made, and learns in words why it cannot be; the reader below would only see a status.
  await answered(url, { headers: { range: 'bytes=0-0' } });
  const tiff = await fromUrl(url);
  const count = await tiff.getImageCount();
  const images = await Promise.all(Array.from({ length: count }, (_, i) => tiff.getImage(i)));
  return { tiff, images: images.sort((a, b) => b.getWidth() - a.getWidth()) };
}

async function readWhole(url: string, signal: AbortSignal): Promise<Planes> {
  const response = await answered(url, { signal });
  const image = await (await fromArrayBuffer(await response.arrayBuffer())).getImage();
  const bands = (await image.readRasters({ interleave: false })) as unknown as readonly ArrayLike<number>[];
  return { width: image.getWidth(), height: image.getHeight(), bands };
}

async function answered(url: string, options: RequestInit): Promise<Response> {
  const response = await fetch(url, options);
  if (response.ok) return response;
  const body = (await response.json()) as { readonly error: ErrorDocument };
  throw new EngineError(body.error);
}

function problemOf(thrown: unknown): ErrorDocument | null {
  return thrown instanceof EngineError && thrown.document.code !== 'CANCELLED' ? thrown.document : null;
}
