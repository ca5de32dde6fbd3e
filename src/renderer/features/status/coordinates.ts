import { inDegrees, moved, utmAt } from '../../map/position.ts';

/** Ways to write a position. */
export const COORDINATE_FORMATS = ['map', 'decimal', 'dms', 'utm'] as const;
export type CoordinateFormat = (typeof COORDINATE_FORMATS)[number];

/** A position of the map in words; null where its CRS is not known to the window. */
export function formatPosition(position: readonly [number, number], crs: string, format: CoordinateFormat, language: string): string | null {
  if (format === 'map') return inMap(position, crs, language);
  const degrees = inDegrees(position, crs);
  if (!degrees) return null;
  if (format === 'decimal') return decimal(degrees, language);
  if (format === 'dms') return dms(degrees, language);
  const zone = utmAt(degrees);
  const utm = moved(position, crs, zone);
  return utm && `${Number(zone.slice(-2))} ${zone.charAt(7) === '7' ? 'S' : 'N'} ${metres(utm, language)}`;
}

function inMap(position: readonly [number, number], crs: string, language: string): string {
  return Math.abs(position[0]) <= 360 && crs === 'EPSG:4326' ? decimal(position, language) : metres(position, language);
}

function metres([x, y]: readonly [number, number], language: string): string {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  return `${number.format(x)}  ${number.format(y)} m`;
}

/** Latitude first, as people say it: `51.12345° N  4.12345° E`. */
function decimal([lon, lat]: readonly [number, number], language: string): string {
  const number = new Intl.NumberFormat(language, { minimumFractionDigits: 5, maximumFractionDigits: 5 });
  return `${number.format(Math.abs(lat))}° ${lat < 0 ? 'S' : 'N'}  ${number.format(Math.abs(lon))}° ${lon < 0 ? 'W' : 'E'}`;
}

const TENTHS = 36_000;

function dms([lon, lat]: readonly [number, number], language: string): string {
  const part = (value: number): string => {
    // Rounded once, as tenths of seconds: 59.96″ becomes the next minute, never 60.0″.
    const tenths = Math.round(Math.abs(value) * TENTHS);
    const seconds = new Intl.NumberFormat(language, { minimumIntegerDigits: 2, minimumFractionDigits: 1, maximumFractionDigits: 1 }).format((tenths % 600) / 10);
    return `${Math.floor(tenths / TENTHS)}° ${String(Math.floor((tenths % TENTHS) / 600)).padStart(2, '0')}′ ${seconds}″`;
  };
  return `${part(lat)} ${lat < 0 ? 'S' : 'N'}  ${part(lon)} ${lon < 0 ? 'W' : 'E'}`;
}

/** The denominator of a scale as people type it: `1:25 000`, `25.000`, `1/25000`, `25k`. Null where it is none. */
export function parseScale(text: string): number | null {
  const bare = text.replaceAll(/[\s\u00a0\u202f'’.,]/g, '').replace(/^1[:/]/, '').toLowerCase();
  const found = /^(\d+)(k|m)?$/.exec(bare);
  if (!found) return null;
  const value = Number(found[1]) * { k: 1000, m: 1_000_000, '': 1 }[(found[2] ?? '') as 'k' | 'm' | ''];
  return value >= 1 && value <= 500_000_000 ? value : null;
}
