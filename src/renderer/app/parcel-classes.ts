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

/** The scheme that has a class for the most parcels; null where none maps these codes. */
export function schemeFor(layer: Pick<ParcelLayer, 'codes' | 'codeSource'>, schemes: readonly ClassScheme[]): ClassScheme | null {
  const mapped = schemes.map((scheme) => [...parcelsByClass(layer, scheme)].reduce((sum, [code, count]) => (code === '' ? sum : sum + count), 0));
  const best = Math.max(0, ...mapped);
  return best > 0 ? (schemes[mapped.indexOf(best)] ?? null) : null;
}
