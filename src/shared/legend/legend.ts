import { type ClassScheme, type CropClass, classLabel } from '../raster/class-scheme.ts';
import { MAP_NODATA, OUTSIDE_CROPLAND } from '../raster/nodata.ts';

/** Colour of pixels outside the cropland mask: a grey that recedes behind every crop. */
const OUTSIDE_COLOUR = '#e4e4e0';
/** The highest class value that a uint8 map can hold beside its two codes. */
const MAX_UINT8_VALUE = 253;

/** How a class map stores its codes. */
export interface MapEncoding {
  readonly dtype: 'uint8' | 'uint16';
  readonly nodata: number;
  /** Code of pixels outside the cropland mask. */
  readonly outside: number;
}

/** One line of a legend: a pixel value with its words and its colour. */
export interface LegendEntry {
  readonly value: number;
  /** Code of the class; empty for the code outside the cropland mask. */
  readonly code: string;
  readonly label: string;
  /** `#rrggbb`. */
  readonly colour: string;
}

/**
 * uint8 where the values of the scheme leave room for the two codes, uint16 otherwise (the CDL has a class 254). The whole
 * scheme decides, not the classes of one map: a code must not mean a class in the legend of the next.
 */
export function mapEncoding(scheme: ClassScheme): MapEncoding {
  const highest = scheme.classes.reduce((value, cropClass) => Math.max(value, cropClass.value), 0);
  return highest <= MAX_UINT8_VALUE
    ? { dtype: 'uint8', nodata: MAP_NODATA, outside: OUTSIDE_CROPLAND }
    : { dtype: 'uint16', nodata: 65_535, outside: 65_534 };
}

/** The classes of a scheme that have one of the codes, in the order of the codes. @throws RangeError for a code it lacks */
export function classesOfCodes(scheme: ClassScheme, codes: readonly string[]): CropClass[] {
  return codes.map((code) => {
    const found = scheme.classes.find((candidate) => candidate.code === code);
    if (!found) throw new RangeError(`the scheme “${scheme.id}” has no class “${code}”`);
    return found;
  });
}

/**
 * The legend of a class map by pixel value: the classes with these codes, and the code outside the cropland mask.
 * Palette, attribute table, QML, SLD and legend file are all made from it.
 */
export function mapLegend(scheme: ClassScheme, codes: readonly string[], options: { readonly language?: string; readonly hasMask: boolean }): LegendEntry[] {
  const entries = classesOfCodes(scheme, codes).map((cropClass) => ({ value: cropClass.value, code: cropClass.code, label: classLabel(cropClass, options.language), colour: cropClass.colour }));
  const outside = { value: mapEncoding(scheme).outside, code: '', label: 'Outside the cropland mask', colour: OUTSIDE_COLOUR };
  return [...entries, ...(options.hasMask ? [outside] : [])].sort((a, b) => a.value - b.value);
}
