import type { BandValue } from '../../../shared/contract/values.ts';
import { COMPOSITE_NODATA } from '../../../shared/raster/nodata.ts';
import type { BandQuantity } from '../../../shared/raster/quantity.ts';

/** Digits that a product of a stored number and its scale can have; more is the noise of binary numbers. */
const DIGITS = 12;

/** (stored + offset) × scale; null for nodata and for no number. */
export function physicalOf(stored: number | null, { nodata, scale, offset }: Pick<BandQuantity, 'nodata' | 'scale' | 'offset'>): number | null {
  if (stored === null || stored === nodata) return null;
  return tidy((stored + offset) * scale);
}

/** Rounded to the digits that carry meaning. */
export function tidy(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

/** A band of a composite with its value. */
export function bandValueOf(quantity: BandQuantity, stored: number | null): BandValue {
  const withNodata = { ...quantity, nodata: quantity.nodata ?? COMPOSITE_NODATA };
  return { band: quantity.band, stored, physical: physicalOf(stored, withNodata), unit: quantity.unit };
}
