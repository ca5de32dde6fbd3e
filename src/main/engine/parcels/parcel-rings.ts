import { appError } from '../../../shared/errors/app-error.ts';
import type { GeoPackageLayer } from '../catalog/geopackage.ts';
import type { RingBuffer } from './ring-buffer.ts';

/**
 * Appends the rings of a parcel to a buffer.
 * @param geometry GeoPackage binary as the layer gives it; null adds nothing
 * @returns index of the first ring and of the one after the last
 * @throws VECTOR_UNREADABLE naming the parcel whose bytes end too soon
 */
export function addRings(buffer: RingBuffer, layer: GeoPackageLayer, fid: number, geometry: Uint8Array | null): { readonly from: number; readonly to: number } {
  if (!geometry) return { from: buffer.rings.length, to: buffer.rings.length };
  try {
    return buffer.add(geometry);
  } catch (cause) {
    throw appError('VECTOR_UNREADABLE', { file: layer.path, detail: `the geometry of parcel ${fid} is damaged` }, { cause });
  }
}
