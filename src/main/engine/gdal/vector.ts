import type { Dataset, Feature, Geometry, Layer } from 'gdal-async';
import { appError } from '../../../shared/errors/app-error.ts';
import type { Bounds } from '../../../shared/geo/bounds.ts';
import { crsName, storedReference, transformation } from './crs.ts';
import { gdal } from './gdal.ts';
import { openVector } from './open.ts';
import { letterCheck } from './shape-letters.ts';
import { writing } from './write.ts';

/** One layer of a vector source, without its features. */
export interface LayerDescription {
  readonly name: string;
  /** `EPSG:n`, WKT, or null. */
  readonly crs: string | null;
  readonly geometryType: string;
  readonly count: number;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
  /** In the layer's CRS; null for an empty layer. */
  readonly bounds: Bounds | null;
}

/** A vector source. */
export interface VectorDescription {
  readonly driver: string;
  readonly layers: readonly LayerDescription[];
}

/** One feature, x before y. */
export interface VectorFeature {
  readonly fid: number;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Null where the source has none. Belongs to the caller. */
  readonly geometry: Geometry | null;
}

/** Describes a vector source. @throws FILE_NOT_FOUND, VECTOR_UNREADABLE */
export function describeVector(path: string): VectorDescription {
  return withVector(path, (dataset) => ({ driver: dataset.driver.description, layers: [...dataset.layers].map(describeLayer) }));
}

function describeLayer(layer: Layer): LayerDescription {
  const count = layer.features.count(true);
  const extent = count > 0 ? layer.getExtent(true) : null;
  return {
    name: layer.name,
    crs: crsName(layer.srs),
    geometryType: gdal.Geometry.getName(layer.geomType),
    count,
    fields: [...layer.fields].map(({ name, type }) => ({ name, type })),
    bounds: extent ? [extent.minX, extent.minY, extent.maxX, extent.maxY] : null,
  };
}

/** Opens, uses and closes a vector source; GDAL's failures become VECTOR_UNREADABLE. */
export function withVector<T>(path: string, use: (dataset: Dataset) => T): T {
  const dataset = openVector(path);
  try {
    return use(dataset);
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'AppError') throw cause;
    throw appError('VECTOR_UNREADABLE', { file: path, detail: cause instanceof Error ? cause.message : String(cause) }, { cause });
  } finally {
    dataset.close();
  }
}

/** Which features to read, and in which CRS. */
export interface FeatureSelection {
  /** Name of the layer; the first by default. */
  readonly layer?: string;
  /** CRS of the geometries given; the layer's own by default. */
  readonly targetCrs?: string;
  /** CRS to take where the layer says none. */
  readonly sourceCrs?: string;
  /** OGR attribute filter. */
  readonly where?: string;
  /** Only features whose envelope meets this rectangle, in the layer's own CRS. */
  readonly bounds?: Bounds;
}

/**
 * Calls `each` for every feature, in the source's order.
 * @throws VECTOR_UNREADABLE, TEXT_LETTERS_UNKNOWN, CRS_MISSING when `targetCrs` is asked and the layer says none
 */
export function readFeatures(path: string, selection: FeatureSelection, each: (feature: VectorFeature) => void): void {
  withVector(path, (dataset) => {
    const layer = dataset.layers.get(selection.layer ?? 0);
    const from = crsName(layer.srs) ?? selection.sourceCrs ?? null;
    if (selection.targetCrs && !from) throw appError('CRS_MISSING', { file: path });
    const change = selection.targetCrs && from && selection.targetCrs !== from ? transformation(from, selection.targetCrs) : null;
    layer.setAttributeFilter(selection.where ?? null);
    if (selection.bounds) layer.setSpatialFilter(...selection.bounds);
    const checkLetters = letterCheck(path, dataset, layer);
    for (const feature of layer.features) {
      const read = plain(feature, (geometry) => change && geometry.transform(change));
      checkLetters?.(read.properties);
      each(read);
    }
  });
}

function plain(feature: Feature, transform: (geometry: Geometry) => void): VectorFeature {
  const geometry = feature.getGeometry();
  if (geometry && !geometry.isEmpty()) transform(geometry);
  return { fid: feature.fid, properties: feature.fields.toObject() as Record<string, unknown>, geometry };
}

/** A field of a layer to be written; OGR type names: `string`, `integer`, `integer64`, `real`. */
export interface FieldSpec {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'integer64' | 'real';
}

/** A layer to be written. */
export interface LayerSpec {
  readonly name: string;
  readonly crs: string;
  readonly fields: readonly FieldSpec[];
  readonly geometryType?: 'polygon' | 'multipolygon' | 'point' | 'unknown';
  /** Day (`YYYY-MM-DD`) that a GeoPackage names as that of its last change, where the same data must give the same bytes; now by default. */
  readonly dated?: string;
}

/** A layer that is being written. */
export interface VectorWriter {
  /** A missing property is null. */
  add(feature: Omit<VectorFeature, 'fid'>): void;
  /** Flushes and closes the file; needed whatever happened before. */
  close(): void;
}

/**
 * Begins a file of one layer at `path` (which must not exist: write under a temporary name and rename).
 * GeoPackages are written in one transaction, three times as fast as a transaction per feature.
 * @throws DISK_FULL, WRITE_FAILED
 * @param driver `GPKG` by default
 */
export function createVector(path: string, layer: LayerSpec, driver = 'GPKG'): VectorWriter {
  const undated = dateFiles(layer.dated);
  const transactional = driver === 'GPKG';
  let dataset: Dataset | null = null;
  try {
    dataset = writing(path, () => gdal.open(path, 'w', driver));
    const target = createLayer(path, dataset, layer);
    if (transactional) writing(path, () => runSql(dataset as Dataset, 'BEGIN'));
    return layerWriter({ path, dataset, target, fields: layer.fields, transactional, undated });
  } catch (thrown) {
    dataset?.close();
    undated();
    throw thrown;
  }
}

function createLayer(path: string, dataset: Dataset, layer: LayerSpec): Layer {
  const types = { polygon: gdal.wkbPolygon, multipolygon: gdal.wkbMultiPolygon, point: gdal.wkbPoint, unknown: gdal.wkbUnknown };
  const reference = storedReference(layer.crs);
  return writing(path, () => {
    const target = dataset.layers.create(layer.name, reference, types[layer.geometryType ?? 'unknown']);
    const ogr = { string: gdal.OFTString, integer: gdal.OFTInteger, integer64: gdal.OFTInteger64, real: gdal.OFTReal };
    target.fields.add(layer.fields.map(({ name, type }) => new gdal.FieldDefn(name, ogr[type])));
    return target;
  });
}

interface OpenLayer {
  readonly path: string;
  readonly dataset: Dataset;
  readonly target: Layer;
  readonly fields: readonly FieldSpec[];
  readonly transactional: boolean;
  readonly undated: () => void;
}

function layerWriter({ path, dataset, target, fields, transactional, undated }: OpenLayer): VectorWriter {
  return {
    add(feature) {
      const row = new gdal.Feature(target);
      for (const { name } of fields) row.fields.set(name, feature.properties[name] ?? null);
      if (feature.geometry) row.setGeometry(feature.geometry);
      writing(path, () => target.features.add(row));
    },
    close() {
      try {
        writing(path, () => {
          if (transactional) runSql(dataset, 'COMMIT');
          target.flush();
          dataset.flush();
        });
      } finally {
        dataset.close();
        undated();
      }
    },
  };
}

/** Lets GeoPackages name `day` as that of their last change. @returns what takes it back */
function dateFiles(day: string | undefined): () => void {
  const option = 'OGR_CURRENT_DATE';
  const before = gdal.config.get(option);
  if (day !== undefined) gdal.config.set(option, `${day}T00:00:00.000Z`);
  return () => gdal.config.set(option, before);
}

/** Runs SQL that gives no rows; gdal-async throws an error without words for “no rows”, and one with words for a failure. */
function runSql(dataset: Dataset, sql: string): void {
  try {
    dataset.executeSQL(sql);
  } catch (thrown) {
    if (!(thrown instanceof Error) || thrown.message !== '') throw thrown;
  }
}

/**
 * Writes one layer, feature by feature, as {@link createVector} does.
 * @param fill calls `add` once per feature
 */
export function writeVector(path: string, layer: LayerSpec, fill: (add: VectorWriter['add']) => void, driver = 'GPKG'): void {
  const writer = createVector(path, layer, driver);
  try {
    fill(writer.add);
  } finally {
    writer.close();
  }
}
