import { fileStamp, type GeoPackageLayer, openGeoPackageLayer } from './geopackage.ts';

/** Layers of this process that stay open between tasks. */
const MOST_OPEN = 4;

const open = new Map<string, GeoPackageLayer>();

/**
 * The layer of a GeoPackage, open already where it was asked for before and the file is still the same. It belongs to
 * this cache: do not dispose of it, and do not keep it over an `await`.
 * @throws FILE_NOT_FOUND, VECTOR_UNREADABLE
 */
export function keptOpenLayer(path: string, layer: string): GeoPackageLayer {
  const key = `${path}\n${layer}`;
  const known = open.get(key);
  if (known && known.stamp === fileStamp(path)) {
    open.delete(key);
    open.set(key, known);
    return known;
  }
  open.delete(key);
  known?.[Symbol.dispose]();
  const made = openGeoPackageLayer(path, layer);
  open.set(key, made);
  for (const [oldest, stale] of open) {
    if (open.size <= MOST_OPEN) break;
    open.delete(oldest);
    stale[Symbol.dispose]();
  }
  return made;
}

/** Closes all layers that were kept open. */
export function closeKeptLayers(): void {
  for (const layer of open.values()) layer[Symbol.dispose]();
  open.clear();
}
