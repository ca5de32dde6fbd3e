/** Legends whose cropland values are known. */
export type Legend = 'worldcover' | 'cdl' | 'binary' | 'unknown';

/** ESA WorldCover, class 40 (Product User Manual v2.0, table 2). */
const WORLDCOVER_CROPLAND = 40;

/** Codes of the Cropland Data Layer that are cultivated, first and last of each run: field crops and fallow, orchards, double crops (USDA NASS, CDL metadata). */
const CDL_CULTIVATED = [[1, 61], [66, 80], [204, 254]] as const;

/** The legend of a raster from its name and the values it holds. */
export function legendOf(name: string, distinct: readonly number[] | null): Legend {
  if (/worldcover/i.test(name)) return 'worldcover';
  if (/(^|[_-])cdls?([_.-]|$)/i.test(name)) return 'cdl';
  const values = distinct?.filter((value) => value < 254) ?? null;
  if (values && values.length > 0 && values.every((value) => value === 0 || value === 1)) return 'binary';
  if (values && values.length > 0 && values.every((value) => value === 0 || value === 100)) return 'binary';
  return 'unknown';
}

/** Values that count as cropland in a legend; WorldCover's where it is not known. In a yes-or-no raster 1 or 100 is yes. */
export function cultivatedValues(legend: Legend): number[] {
  if (legend === 'binary') return [1, 100];
  if (legend === 'cdl') return CDL_CULTIVATED.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
  return [WORLDCOVER_CROPLAND];
}
