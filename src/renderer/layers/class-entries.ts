import type { CropClass } from '../../shared/raster/class-scheme.ts';
import type { ClassLayer, ParcelLayer } from './layer.ts';
import { parcelsByClass } from './parcel-classes.ts';

/** One line of the legend of a class layer. */
export interface ClassEntry {
  readonly code: string;
  readonly cropClass: CropClass;
  /** Share of the counted pixels, or of the parcels, 0…1; with what is merged into it. */
  readonly share: number;
  readonly isHidden: boolean;
  /** Other classes that are shown as this one. */
  readonly merged: readonly CropClass[];
}

const known = new WeakMap<ClassLayer | ParcelLayer, readonly ClassEntry[]>();

/** The legend of a class or parcel layer, in the order of its scheme; worked out once for all who show the same layer. */
export function classEntries(layer: ClassLayer | ParcelLayer): readonly ClassEntry[] {
  const before = known.get(layer);
  if (before) return before;
  const entries = layer.kind === 'parcels' ? parcelEntries(layer) : mapEntries(layer);
  known.set(layer, entries);
  return entries;
}

function mapEntries(layer: ClassLayer): ClassEntry[] {
  const left = new Set(layer.left);
  const hidden = new Set(layer.hidden);
  const mergedInto = Map.groupBy(layer.scheme.classes.filter(({ code }) => layer.merged[code] !== undefined), ({ code }) => layer.merged[code]);
  const shown = layer.scheme.classes.filter(({ code }) => layer.merged[code] === undefined && !left.has(code));
  return shown.map((cropClass) => {
    const merged = mergedInto.get(cropClass.code) ?? [];
    const share = [cropClass, ...merged].reduce((sum, { code }) => sum + (layer.shares[code] ?? 0), 0);
    return { code: cropClass.code, cropClass, share, isHidden: hidden.has(cropClass.code), merged };
  });
}

function parcelEntries(layer: ParcelLayer): ClassEntry[] {
  if (!layer.scheme) return [];
  const counts = parcelsByClass(layer, layer.scheme);
  return layer.scheme.classes.map((cropClass) => ({ code: cropClass.code, cropClass, share: layer.count > 0 ? (counts.get(cropClass.code) ?? 0) / layer.count : 0, isHidden: layer.hidden.includes(cropClass.code), merged: [] }));
}
