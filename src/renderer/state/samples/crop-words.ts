import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import type { ClassScheme } from '../../../shared/raster/class-scheme.ts';
import { classOfCode } from '../../layers/parcel-classes.ts';
import { useRecords } from '../records.ts';

/** The crop of a parcel’s code in words, empty where no class scheme knows the code. */
export type CropOf = (set: string, code: string) => string;

/** Furrow’s own scheme knows most code lists; then the others, newest first. */
const FIRST = 'furrow-crops';

/** Words for the codes of parcels whose file brought none. */
export function useCropOf(): CropOf {
  const { i18n } = useTranslation();
  const sets = useRecords((state) => state.parcels);
  const records = useRecords((state) => state.scheme);
  return useMemo(() => {
    const schemes = [...records].sort((a, b) => Number(b.id === FIRST) - Number(a.id === FIRST)).map(({ scheme }) => scheme);
    const sources = new Map(sets.map(({ id, codeSource }) => [id, codeSource]));
    const known = new Map<string, string>();
    return (set, code) => {
      const key = `${set}\n${code}`;
      const words = known.get(key) ?? cropIn(schemes, sources.get(set) ?? 'own', code, i18n.language);
      known.set(key, words);
      return words;
    };
  }, [sets, records, i18n.language]);
}

function cropIn(schemes: readonly ClassScheme[], codeSource: string, code: string, language: string): string {
  for (const scheme of schemes) {
    const found = classOfCode(scheme, codeSource, code);
    if (found) return classLabel(found, language);
  }
  return '';
}
