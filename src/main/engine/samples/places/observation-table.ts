import { extname } from 'node:path';
import type { Geometry } from 'gdal-async';
import type { z } from 'zod';
import { appError } from '../../../../shared/errors/app-error.ts';
import { message, type Message } from '../../../../shared/messages/message.ts';
import { isOnEarth } from '../../gdal/crs.ts';
import { geometryTo, pointIn, wktIn } from '../../gdal/label-geometry.ts';
import { describeVector, type LayerDescription, readFeatures } from '../../gdal/vector.ts';
import { plainText } from '../../ingest/parcels/plain-value.ts';
import type { CsvRow } from '../../ingest/text-table/csv.ts';
import { emptyTable, readTable } from '../../ingest/text-table/read-table.ts';
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
  /** Why there is no geometry. */
  readonly fault: string;
  /** The point with its coordinates exchanged, as of a file that writes latitude before longitude; null for what is no point. */
  exchanged(): Geometry | null;
}

/** A file of observations that was opened. */
export interface Observations {
  /** Column that the classes are in. */
  readonly classColumn: string;
  readonly warnings: readonly Message[];
  /** Calls `each` for every row, always in the same order. @param target CRS of the geometries */
  read(target: string, each: (observation: Observation) => void): void;
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
type Columns = Readonly<Record<Role, string | null>>;

/**
 * Opens a file of observations. The class's column must be there; date and observer need not be.
 * @throws FILE_NOT_FOUND, VECTOR_UNREADABLE, COLUMN_MISSING by name, CRS_UNKNOWN, TABLE_EMPTY, TABLE_DAMAGED, TEXT_ENCODING_UNSAID, TEXT_ENCODING_UNKNOWN
 */
export async function openObservations(input: ObservationInput): Promise<Observations> {
  return extname(input.path).toLowerCase() === '.csv' ? openCsv(input) : openVector(input);
}

async function openCsv(input: ObservationInput): Promise<Observations> {
  const { header, rows } = await readTable(input.path, input.encoding);
  const columns = columnsOf(input, header);
  const { wkt, x, y } = columns;
  if (wkt === null && (x === null || y === null)) {
    throw appError('COLUMN_MISSING', { file: input.path, column: x === null ? 'lon' : 'lat', needed: `columns lon and lat (or x and y, or wkt); there are ${header.join(', ')}` });
  }
  return {
    classColumn: columns.class ?? '',
    warnings: [],
    read(target, each) {
      rows.forEach((row, i) => {
        const place = wkt === null ? pointOf(row, { x: x ?? '', y: y ?? '' }, input.crs, target) : shapeOf(row[wkt] ?? '', input.crs, target);
        each({ ...wordsOf(row, columns, String(i + 1)), ...place });
      });
    },
  };
}

type Place = Pick<Observation, 'geometry' | 'fault' | 'exchanged'>;

function noPlace(fault: string): Place {
  return { geometry: null, fault, exchanged: () => null };
}

function nowhereIn(crs: string): Place {
  return noPlace(`its coordinates lie nowhere in ${crs}`);
}

/** Numbers with a decimal comma are read too. */
function pointOf(row: CsvRow, columns: { readonly x: string; readonly y: string }, crs: string, target: string): Place {
  const [x = '', y = ''] = [row[columns.x], row[columns.y]];
  if (x === '' || y === '') return noPlace('no place');
  const [px, py] = [Number(x.replace(',', '.')), Number(y.replace(',', '.'))];
  if (!Number.isFinite(px) || !Number.isFinite(py)) return noPlace('its coordinates are no numbers');
  const at = (east: number, north: number): Geometry | null => (isOnEarth([east, north, east, north], crs) ? pointIn(east, north, crs, target) : null);
  const geometry = at(px, py);
  const exchanged = (): Geometry | null => at(py, px);
  return geometry ? { geometry, fault: '', exchanged } : { ...nowhereIn(crs), exchanged };
}

function shapeOf(wkt: string, crs: string, target: string): Place {
  if (wkt === '') return noPlace('no place');
  const geometry = wktIn(wkt, crs, target);
  return geometry ? { geometry, fault: '', exchanged: () => null } : noPlace('its place is no geometry of its coordinate system');
}

function openVector(input: ObservationInput): Observations {
  const layers = describeVector(input.path).layers;
  const layer = layerOf(input, layers);
  const names = layer.fields.map(({ name }) => name);
  if (layer.count === 0) throw emptyTable(input.path, names);
  const columns = columnsOf(input, names);
  const crs = layer.crs ?? input.crs;
  const others = layers.filter((other) => other !== layer && other.geometryType !== 'None').map(({ name }) => name);
  return {
    classColumn: columns.class ?? '',
    warnings: input.layer === null && others.length > 0 ? [message('LAYER_CHOSEN', { layer: layer.name, others })] : [],
    read(target, each) {
      readFeatures(input.path, { layer: layer.name }, ({ fid, properties, geometry }) => {
        each({ ...wordsOf(properties, columns, String(fid)), ...(geometry === null || geometry.isEmpty() ? noPlace('no place') : placed(geometry, crs, target)) });
      });
    },
  };
}

function placed(geometry: Geometry, crs: string, target: string): Place {
  const { minX, minY, maxX, maxY } = geometry.getEnvelope();
  const exchanged = (): Geometry | null => (minX === maxX && minY === maxY && isOnEarth([minY, minX, minY, minX], crs) ? pointIn(minY, minX, crs, target) : null);
  const moved = isOnEarth([minX, minY, maxX, maxY], crs) ? geometryTo(geometry, crs, target) : null;
  return moved ? { geometry: moved, fault: '', exchanged } : { ...nowhereIn(crs), exchanged };
}

/** The layer that was named, else the first with a geometry and a column of classes, else the first. */
function layerOf(input: ObservationInput, layers: readonly LayerDescription[]): LayerDescription {
  const hasClass = ({ fields }: LayerDescription): boolean => find(input.columns.class === null ? USUAL.class : [input.columns.class], fields.map(({ name }) => name)) !== undefined;
  const spatial = layers.filter(({ geometryType }) => geometryType !== 'None');
  const layer = input.layer === null ? (spatial.find(hasClass) ?? spatial[0] ?? layers[0]) : layers.find(({ name }) => name === input.layer);
  if (!layer) throw appError('VECTOR_UNREADABLE', { file: input.path, detail: `it has no layer ${input.layer ?? ''}; there are ${layers.map(({ name }) => name).join(', ')}` });
  return layer;
}

function wordsOf(row: Readonly<Record<string, unknown>>, columns: Columns, number: string): Omit<Observation, keyof Place> {
  const of = (role: Role): string | null => {
    const name = columns[role];
    const text = name === null ? '' : plainText(row[name]);
    return text === '' ? null : text;
  };
  return { id: of('id') ?? number, label: of('class') ?? '', date: columns.date === null ? null : (of('date') ?? ''), observer: of('observer') };
}

/** The column of each role: the one that the user named, else the first of the usual names. @throws COLUMN_MISSING */
function columnsOf({ path, columns }: ObservationInput, header: readonly string[]): Columns {
  const of = (role: Role, named: string | null): string | null => {
    const found = find(named === null ? USUAL[role] : [named], header);
    if (found === undefined && (named !== null || role === 'class')) throw appError('COLUMN_MISSING', { file: path, column: named ?? 'class', needed: `a column of the ${role}; there are ${header.join(', ')}` });
    return found ?? null;
  };
  return { class: of('class', columns.class), date: of('date', columns.date), observer: of('observer', columns.observer), id: of('id', columns.id), x: of('x', columns.x), y: of('y', columns.y), wkt: of('wkt', null) };
}

/** The first of some names that a header has, without case; as written there is better than in other case. */
function find(names: readonly string[], header: readonly string[]): string | undefined {
  return names.map((name) => (header.includes(name) ? name : header.find((candidate) => candidate.toLowerCase() === name.toLowerCase()))).find((name) => name !== undefined);
}
