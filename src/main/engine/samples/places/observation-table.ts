import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Geometry } from 'gdal-async';
import type { z } from 'zod';
import { appError } from '../../../../shared/errors/app-error.ts';
import { pointIn, wktIn } from '../../gdal/label-geometry.ts';
import { describeVector, readFeatures } from '../../gdal/vector.ts';
import { parseCsv } from '../../ingest/text-table/csv.ts';
import { plainText } from '../../ingest/parcels/plain-value.ts';
import type { placeObservationsTask } from './place.rpc.ts';

export type ObservationInput = z.output<typeof placeObservationsTask.input>;

/** A row of field observations, its geometry in the CRS that was asked for. */
export interface Observation {
  readonly id: string;
  readonly label: string;
  /** As the file has it; null without a column. */
  readonly date: string | null;
  readonly observer: string | null;
  readonly geometry: Geometry | null;
}

/** Usual names of columns, compared without case. */
const USUAL = {
  class: ['class', 'class_code', 'crop', 'crop_type', 'croptype', 'label', 'code', 'culture', 'ewoc_code', 'code_cultu'],
  date: ['date', 'valid_time', 'observed', 'observation_date', 'datum', 'timestamp'],
  observer: ['observer', 'surveyor', 'observateur', 'collector', 'author'],
  id: ['id', 'sample_id', 'point_id', 'fid', 'name'],
  x: ['lon', 'longitude', 'lng', 'x', 'easting'],
  y: ['lat', 'latitude', 'y', 'northing'],
  wkt: ['wkt', 'geometry', 'geom', 'geom_text'],
} as const;
type Role = keyof typeof USUAL;

/**
 * Reads observations with their geometry in `target`. The class's column must be there; date and observer need not be.
 * @throws FILE_NOT_FOUND, VECTOR_UNREADABLE, COLUMN_MISSING by name, CRS_UNKNOWN
 */
export function readObservations(input: ObservationInput, target: string, each: (observation: Observation) => void): void {
  if (extname(input.path).toLowerCase() === '.csv') readCsv(input, target, each);
  else readVector(input, target, each);
}

function readCsv(input: ObservationInput, target: string, each: (observation: Observation) => void): void {
  const { header, rows } = parseCsv(textOf(input.path));
  const columns = columnsOf(input, header);
  const wkt = columns.wkt;
  if (wkt === null && (columns.x === null || columns.y === null)) {
    throw appError('COLUMN_MISSING', { file: input.path, column: columns.x === null ? 'lon' : 'lat', needed: `columns lon and lat (or x and y, or wkt); there are ${header.join(', ')}` });
  }
  rows.forEach((row, i) => {
    const geometry = wkt === null ? pointOf(row[columns.x ?? ''], row[columns.y ?? ''], input.crs, target) : wktIn(row[wkt] ?? '', input.crs, target);
    each({ ...wordsOf(row, columns, String(i + 1)), geometry });
  });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw appError('FILE_NOT_FOUND', { file: path }, { cause });
  }
}

/** Numbers with a decimal comma are read too. */
function pointOf(x: string | undefined, y: string | undefined, crs: string, target: string): Geometry | null {
  const [px, py] = [x, y].map((text) => (text === undefined || text === '' ? NaN : Number(text.replace(',', '.'))));
  return Number.isFinite(px) && Number.isFinite(py) ? pointIn(px as number, py as number, crs, target) : null;
}

function readVector(input: ObservationInput, target: string, each: (observation: Observation) => void): void {
  const { layers } = describeVector(input.path);
  const layer = input.layer === null ? layers[0] : layers.find(({ name }) => name === input.layer);
  if (!layer) throw appError('VECTOR_UNREADABLE', { file: input.path, detail: `it has no layer ${input.layer ?? ''}; there are ${layers.map(({ name }) => name).join(', ')}` });
  const columns = columnsOf(input, layer.fields.map(({ name }) => name));
  readFeatures(input.path, { layer: layer.name, targetCrs: target, sourceCrs: input.crs }, ({ fid, properties, geometry }) => {
    each({ ...wordsOf(properties, columns, String(fid)), geometry: geometry?.isEmpty() === true ? null : geometry });
  });
}

function wordsOf(row: Readonly<Record<string, unknown>>, columns: Readonly<Record<Role, string | null>>, number: string): Omit<Observation, 'geometry'> {
  const of = (role: Role): string | null => {
    const name = columns[role];
    const text = name === null ? '' : plainText(row[name]);
    return text === '' ? null : text;
  };
  return { id: of('id') ?? number, label: of('class') ?? '', date: columns.date === null ? null : (of('date') ?? ''), observer: of('observer') };
}

/** The column of each role: the one that the user named, else the first of the usual names. @throws COLUMN_MISSING */
function columnsOf({ path, columns }: ObservationInput, header: readonly string[]): Record<Role, string | null> {
  const find = (role: Role, named: string | null): string | null => {
    const names = named === null ? USUAL[role] : [named];
    const found = names.map((name) => header.find((candidate) => candidate.toLowerCase() === name.toLowerCase())).find((name) => name !== undefined);
    if (found === undefined && (named !== null || role === 'class')) throw appError('COLUMN_MISSING', { file: path, column: named ?? 'class', needed: `a column of the ${role}; there are ${header.join(', ')}` });
    return found ?? null;
  };
  return { class: find('class', columns.class), date: find('date', columns.date), observer: find('observer', columns.observer), id: find('id', columns.id), x: find('x', columns.x), y: find('y', columns.y), wkt: find('wkt', null) };
}

/** A day from `2022-06-15…`, `15.06.2022` or `15/06/2022` (day first); null for anything else. */
export function observedDay(text: string): string | null {
  const local = /^(\d{1,2})[./](\d{1,2})[./](\d{4})/.exec(text);
  const iso = local ? `${local[3]}-${local[2]?.padStart(2, '0')}-${local[1]?.padStart(2, '0')}` : text.slice(0, 10);
  const time = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? Date.parse(`${iso}T00:00:00Z`) : NaN;
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(iso) ? iso : null;
}
