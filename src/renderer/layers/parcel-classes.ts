import type { ClassScheme, CropClass } from '../../shared/raster/class-scheme.ts';
import type { ParcelLayer } from './layer.ts';

/** The class that a parcel’s code belongs to in a scheme; null where it is unmapped. */
export function classOfCode(scheme: ClassScheme, codeSource: string, code: string): CropClass | null {
  const classCode = scheme.mappings[codeSource]?.[code] ?? (codeSource === 'own' ? code : undefined);
  return scheme.classes.find((item) => item.code === classCode) ?? null;
}

/** How many parcels each class of the scheme has, by class code; unmapped ones under an empty code. */
export function parcelsByClass({ codes, codeSource }: Pick<ParcelLayer, 'codes' | 'codeSource'>, scheme: ClassScheme): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { code, count } of codes) {
    const key = classOfCode(scheme, codeSource, code)?.code ?? '';
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return counts;
}

/** The scheme with the mappings of this set’s codes alone: what a layer needs, and little enough to be kept with the view. */
export function schemeOfCodes(scheme: ClassScheme, { codes, codeSource }: Pick<ParcelLayer, 'codes' | 'codeSource'>): ClassScheme {
  const all = scheme.mappings[codeSource] ?? {};
  const used = codes.flatMap(({ code }) => (all[code] === undefined ? [] : [[code, all[code]] as const]));
  return { ...scheme, mappings: { [codeSource]: Object.fromEntries(used) } };
}
