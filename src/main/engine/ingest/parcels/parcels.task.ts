import type { MultiPolygon } from 'gdal-async';
import { appError } from '../../../../shared/errors/app-error.ts';
import type { Bounds } from '../../../../shared/geo/bounds.ts';
import { union } from '../../../../shared/geo/bounds.ts';
import { type Message, message } from '../../../../shared/messages/message.ts';
import { isOnEarth, lonLatBoxes } from '../../gdal/crs.ts';
import { areaMeter, validPolygon } from '../../gdal/polygon.ts';
import { createVector, type FieldSpec } from '../../gdal/vector.ts';
import { implementTask, type TaskContext } from '../../pool/rpc.ts';
import { replaceAtomically } from '../../workspace/atomic.ts';
import { emptyTable } from '../text-table/read-table.ts';
import { chooseCodeColumns, type CodeColumns, fiboaSource } from './code-column.ts';
import { openParcelSource, type ParcelSource, type SourceFeature } from './parcel-source.ts';
import { CodeTally, SkipTally } from './parcel-tally.ts';
import { importParcelsTask, parcelFactsTask, type ParcelSummary } from './parcels.rpc.ts';
import { NameCheck, plainText, plainValue } from './plain-value.ts';

/** Columns that Furrow writes itself; a source's column of the same name gets the prefix `source_`. */
const OWN_FIELDS: readonly FieldSpec[] = [
  { name: 'source_id', type: 'string' },
  { name: 'code', type: 'string' },
  { name: 'label', type: 'string' },
  { name: 'area_m2', type: 'real' },
];
const RESERVED = new Set(['fid', 'geom', ...OWN_FIELDS.map(({ name }) => name)]);
/** Why a parcel is left out whose coordinates do not fit the coordinate system of its file. */
const NOWHERE = 'coordinates nowhere on Earth';
/** Why a parcel is left out whose code is blank. */
const CODELESS = 'no crop code';
/** Features between two signs of life. */
const PROGRESS_EVERY = 500;

/** See {@link parcelFactsTask}. */
export const parcelFactsImplementation = implementTask(parcelFactsTask, async ({ path, codeColumn }) => {
  const source = await openParcelSource(path);
  const columns = chooseCodeColumns(path, source.fields.map(({ name }) => name), codeColumn);
  return { format: source.format, layer: source.layer, crs: source.crs, count: source.count, columns };
});

/** See {@link importParcelsTask}. */
export const importParcelsImplementation = implementTask(importParcelsTask, async ({ path, codeColumn, target }, context) => {
  const source = await openParcelSource(path);
  const columns = chooseCodeColumns(path, source.fields.map(({ name }) => name), codeColumn);
  const reader = new ParcelReader(source, columns);
  await replaceAtomically(target, async (temporary) => {
    const writer = createVector(temporary, { name: 'parcels', crs: source.crs, fields: [...OWN_FIELDS, ...reader.sourceFields.map(({ name, type }) => ({ name, type }))], geometryType: 'multipolygon' });
    try {
      await reader.readAll(context, (parcel) => writer.add(parcel));
    } finally {
      writer.close();
    }
    if (reader.count === 0) throw reader.whyNone(path);
  });
  return reader.summary();
});

interface Parcel {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: MultiPolygon;
}

/** Turns the features of a source into parcels and keeps count of everything that happens to them. */
class ParcelReader {
  readonly #source: ParcelSource;
  readonly #columns: CodeColumns;
  /** Columns of the source under the names they get. */
  readonly sourceFields: readonly (FieldSpec & { readonly from: string })[];
  readonly #skipped = new SkipTally();
  readonly #codes = new CodeTally();
  readonly #names = new NameCheck();
  /** Parcels that were taken so far. */
  count = 0;
  #repaired = 0;
  #bounds: Bounds | null = null;
  #codeSource: string;
  #areaOf: ReturnType<typeof areaMeter> | null = null;

  constructor(source: ParcelSource, columns: CodeColumns) {
    this.#source = source;
    this.#columns = columns;
    this.#codeSource = columns.source;
    this.sourceFields = source.fields.map(({ name, type }) => ({ name: RESERVED.has(name.toLowerCase()) ? `source_${name}` : name, type, from: name }));
  }

  /** Gives every usable parcel to `take`, one at a time, so that memory does not grow with the file. */
  async readAll(context: TaskContext, take: (parcel: Parcel) => void): Promise<void> {
    let seen = 0;
    await this.#source.read((feature) => {
      const parcel = this.#take(feature);
      if (parcel) take(parcel);
      seen += 1;
      if (seen % PROGRESS_EVERY === 0) context.progress(seen / Math.max(1, this.#source.count));
    });
  }

  #take(feature: SourceFeature): Parcel | null {
    const id = this.#idOf(feature);
    const outcome = feature.damaged ? { fault: 'cannot be repaired' as const } : validPolygon(feature.geometry);
    if ('fault' in outcome) return this.#skip(outcome.fault, id);
    const code = plainText(feature.properties[this.#columns.code]);
    if (code === '') return this.#skip(CODELESS, id);
    const { geometry, repaired } = outcome;
    const envelope = geometry.getEnvelope();
    const bounds: Bounds = [envelope.minX, envelope.minY, envelope.maxX, envelope.maxY];
    if (!isOnEarth(bounds, this.#source.crs)) return this.#skip(NOWHERE, id);
    this.#areaOf ??= areaMeter(this.#source.crs, [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2]);
    const areaM2 = this.#areaOf(geometry);
    const label = this.#columns.label ? plainText(feature.properties[this.#columns.label]) : '';
    this.#bounds = this.#bounds ? union(this.#bounds, bounds) : bounds;
    this.count += 1;
    this.#repaired += repaired ? 1 : 0;
    this.#codes.add(code, label, areaM2);
    if (this.#columns.source === 'fiboa' && this.#codeSource === 'fiboa') this.#codeSource = fiboaSource(feature.properties);
    return { geometry, properties: { ...this.#sourceProperties(feature), source_id: id, code, label, area_m2: Math.round(areaM2 * 100) / 100 } };
  }

  #skip(reason: string, id: string): null {
    this.#skipped.add(reason, id);
    return null;
  }

  #idOf(feature: SourceFeature): string {
    const own = this.#columns.id ? plainText(feature.properties[this.#columns.id]) : '';
    return own === '' ? String(feature.fid) : own;
  }

  #sourceProperties(feature: SourceFeature): Record<string, unknown> {
    const properties: Record<string, unknown> = {};
    for (const { name, from, type } of this.sourceFields) {
      const value = plainValue(feature.properties[from], type);
      if (typeof value === 'string') this.#names.look(from, value);
      properties[name] = value;
    }
    return properties;
  }

  /** Why no parcel of the file could be taken. */
  whyNone(path: string): Error {
    const [most] = this.#skipped.list();
    if (!most) return emptyTable(path, this.#source.fields.map(({ name }) => name));
    if (most.reason === CODELESS) return appError('LABELS_NONE', { file: path, column: this.#columns.code });
    return most.reason === NOWHERE ? appError('COORDINATES_IMPOSSIBLE', { file: path, crs: this.#source.crs }) : appError('GEOMETRY_NONE', { file: path });
  }

  /** What a person who imports should hear at once; the record has the whole of it. */
  #leftOut(): Message[] {
    const skipped = this.#skipped.list();
    const total = skipped.reduce((sum, { count }) => sum + count, 0);
    const repaired = this.#repaired === 0 ? [] : [message('GEOMETRY_REPAIRED', { count: this.#repaired, total: this.count + total })];
    return total === 0 ? repaired : [...repaired, message('PARCELS_LEFT_OUT', { count: total, total: this.count + total, reasons: skipped.map(({ reason, count }) => message('COUNTED_REASON', { times: count, reason })) })];
  }

  summary(): ParcelSummary {
    const footprint = this.#bounds ? lonLatBoxes(this.#bounds, this.#source.crs) : [];
    const damaged = this.#names.damagedColumns();
    const warnings = [...this.#leftOut(), ...(damaged.length === 0 ? [] : [message('LETTERS_LOST', { columns: damaged })])];
    return {
      footprint: footprint.map(([minX, minY, maxX, maxY]) => [minX, minY, maxX, maxY]),
      count: this.count,
      repaired: this.#repaired,
      codes: this.#codes.list(),
      codeSource: this.#codeSource,
      skipped: this.#skipped.list(),
      warnings,
    };
  }
}
