import { parseIsoDate } from '../../../../shared/dates/iso-date.ts';
import { appError } from '../../../../shared/errors/app-error.ts';
import { message } from '../../../../shared/messages/message.ts';
import { normalCode } from '../../../../shared/raster/class-mapping.ts';
import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { plainText } from '../parcels/plain-value.ts';
import type { Frequency } from './calendar-slot.ts';

/** What a score is about: the land cover, or the crop. */
export type Aspect = 'landcover' | 'croptype';

/** A sample of an extraction: its label and place, what is said of its quality, and its values by step. */
export interface ExtractedSample {
  readonly id: string;
  /** Legend code of ten digits; empty where the file has none. */
  readonly code: string;
  /** `YYYY-MM-DD`, or null where the text is no date. */
  readonly validTime: string | null;
  readonly lon: number;
  readonly lat: number;
  /** `ref_id`, such as `2022_FRA_LPIS_POLY_110`. */
  readonly dataset: string | null;
  /** The file's H3 cell of level 3. */
  readonly region: string | null;
  /** 0…100; null where the file has no such column. */
  readonly quality: Readonly<Record<Aspect, number | null>>;
  /** Confidence that it is no outlier, 0…100; null where nobody looked. */
  readonly confidence: Readonly<Record<Aspect, number | null>>;
  readonly anomaly: Readonly<Record<Aspect, string | null>>;
  /** Values per band (nodata 65 535), by step. */
  readonly steps: Map<number, Uint16Array>;
}

/** An extraction in memory, whichever layout its file has. */
export interface ExtractionTable {
  readonly frequency: Frequency;
  /** Names of the bands, in the fixed order. */
  readonly bands: readonly string[];
  readonly samples: readonly ExtractedSample[];
  /** Rows that repeat a sample and date, or a sample; the first was kept. */
  readonly duplicateRows: number;
  /** Samples whose rows give them different classes. */
  readonly conflicting: ReadonlySet<string>;
}

/** Columns that both layouts need. */
export const LABEL_COLUMNS = ['sample_id', 'valid_time', 'ewoc_code'] as const;
/** Columns that are read where they are there. */
const OPTIONAL_COLUMNS = [
  'ref_id', 'h3_l3_cell', 'lat', 'lon', 'geom_text', 'geometry', 'quality_score_lc', 'quality_score_ct',
  'LC10_confidence_nonoutlier', 'CTY24_confidence_nonoutlier', 'LC10_anomaly_flag', 'CTY24_anomaly_flag',
] as const;

/**
 * The columns of labels, places and scores to read.
 * @throws COLUMN_MISSING for a label's column, or where nothing says the place
 */
export function labelColumns(path: string, columns: readonly string[], needed: readonly string[]): string[] {
  const missing = needed.find((name) => !columns.includes(name)) ?? placeMissing(columns);
  if (missing !== undefined) throw appError('COLUMN_MISSING', { file: path, column: missing, needed: `${needed.join(', ')}, lat and lon, and bands` });
  return [...needed, ...OPTIONAL_COLUMNS.filter((name) => columns.includes(name))];
}

function placeMissing(columns: readonly string[]): string | undefined {
  if (columns.includes('geom_text') || columns.includes('geometry')) return undefined;
  return ['lat', 'lon'].find((name) => !columns.includes(name));
}

/** The id of the sample that a row belongs to. @param number of the row, from 1 @throws TABLE_DAMAGED where it has none: rows without an id would all become one sample */
export function idOf(path: string, row: Readonly<Record<string, unknown>>, number: number): string {
  const id = plainText(row['sample_id']);
  if (id === '') throw appError('TABLE_DAMAGED', { file: path, problem: message('SAMPLE_UNNAMED', { row: number }) });
  return id;
}

/** The legend code of a row. */
export function codeOf(row: Readonly<Record<string, unknown>>): string {
  const code = plainText(row['ewoc_code']);
  return code === '' ? '' : normalCode('worldcereal', code);
}

/** A sample without its series, from a row. */
export function sampleOf(id: string, row: Readonly<Record<string, unknown>>): ExtractedSample {
  const [lon, lat] = placeOf(row);
  return {
    id,
    code: codeOf(row),
    validTime: dayOf(row['valid_time']),
    lon,
    lat,
    dataset: textOrNull(row['ref_id']),
    region: textOrNull(row['h3_l3_cell']),
    quality: { landcover: numberOrNull(row['quality_score_lc']), croptype: numberOrNull(row['quality_score_ct']) },
    confidence: { landcover: numberOrNull(row['LC10_confidence_nonoutlier']), croptype: numberOrNull(row['CTY24_confidence_nonoutlier']) },
    anomaly: { landcover: textOrNull(row['LC10_anomaly_flag']), croptype: textOrNull(row['CTY24_anomaly_flag']) },
    steps: new Map(),
  };
}

/** A day as `YYYY-MM-DD` from a date or a text, without its time and zone; null for anything else. */
export function dayOf(value: unknown): string | null {
  return parseIsoDate(value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : String(value));
}

/** Longitude and latitude: from the columns, else from the point as text (DuckDB writes it so) or as WKB; NaN where none says them. */
function placeOf(row: Readonly<Record<string, unknown>>): [number, number] {
  if (row['lon'] !== undefined && row['lon'] !== null && row['lat'] !== undefined && row['lat'] !== null) return [Number(row['lon']), Number(row['lat'])];
  const match = /^\s*POINT\s*\(\s*(\S+)\s+(\S+)\s*\)\s*$/i.exec(typeof row['geom_text'] === 'string' ? row['geom_text'] : '');
  if (match) return [Number(match[1]), Number(match[2])];
  const wkb = row['geometry'];
  return wkb instanceof Uint8Array ? pointOf(wkb) : [NaN, NaN];
}

/** Coordinates of a WKB point: byte order, type 1, x, y. */
function pointOf(wkb: Uint8Array): [number, number] {
  if (wkb.byteLength < 21) return [NaN, NaN];
  const view = new DataView(wkb.buffer, wkb.byteOffset, wkb.byteLength);
  const little = view.getUint8(0) === 1;
  return (view.getUint32(1, little) & 0xff) === 1 ? [view.getFloat64(5, little), view.getFloat64(13, little)] : [NaN, NaN];
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function numberOrNull(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** A stored number; nothing, what is no number and SAR without signal (0) are missing. */
export function storedValue(value: unknown, band: string): number {
  const number = Number(value ?? NaN);
  if (!(number >= 0 && number <= COMPOSITE_NODATA)) return COMPOSITE_NODATA;
  return number === 0 && (band === 'VV' || band === 'VH') ? COMPOSITE_NODATA : Math.round(number);
}
