import { moved } from '../../map/position.ts';

/** A position that someone typed. */
export interface TypedPosition {
  readonly kind: 'degrees' | 'map';
  /** The two numbers as typed: latitude and longitude, or x and y of the map. */
  readonly typed: readonly [number, number];
  /** x before y, in the CRS of the map. */
  readonly position: readonly [number, number];
}

const NUMBER = String.raw`[+-]?\d+(?:[.,]\d+)?`;
const SIDE = String.raw`\s*°?\s*([NSEWO])?`;
/** Two numbers with a comma, a semicolon or a space between; a comma inside a number needs another mark between the two. */
const PAIR = new RegExp(String.raw`^(${NUMBER})${SIDE}\s*(?:[;,]\s*|\s+)(${NUMBER})${SIDE}$`, 'i');
const PLAIN_PAIR = new RegExp(String.raw`^([+-]?\d+(?:\.\d+)?)${SIDE}\s*,\s*([+-]?\d+(?:\.\d+)?)${SIDE}$`, 'i');

/**
 * Reads `48.23, 1.93`, `48,23 1,93`, `48.23° N 1.93° E` as latitude and longitude in WGS 84, and larger numbers such as
 * `418020 5344500` as x and y of the map. W and O (ouest) are west.
 * @returns null where the text is no position, or lies where the map's CRS has no place
 */
export function positionIn(text: string, crs: string): TypedPosition | null {
  const found = PLAIN_PAIR.exec(text.trim()) ?? PAIR.exec(text.trim());
  if (!found) return null;
  const [, first = '', firstSide = '', second = '', secondSide = ''] = found;
  const [a, b] = [signed(first, firstSide), signed(second, secondSide)];
  const isTurned = /[EWO]/i.test(firstSide) || /[NS]/i.test(secondSide);
  const [lat, lon] = isTurned ? [b, a] : [a, b];
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) return firstSide + secondSide === '' ? { kind: 'map', typed: [a, b], position: [a, b] } : null;
  const position = moved([lon, lat], 'EPSG:4326', crs);
  return position && { kind: 'degrees', typed: [lat, lon], position };
}

function signed(number: string, side: string): number {
  const value = Number(number.replace(',', '.'));
  return /[SWO]/i.test(side) ? -value : value;
}
