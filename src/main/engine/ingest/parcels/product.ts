import { open } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { ParcelSet } from '../../../../shared/records/parcels.ts';
import { recordId } from '../../../../shared/records/record-id.ts';
import type { Draft, Find, Listing, Product } from '../product.ts';
import { openParquet } from '../parquet-file.ts';
import { importParcelsTask, parcelFactsTask } from './parcels.rpc.ts';
import type { IngestTools } from '../product.ts';

const SUFFIXES = new Set(['.gpkg', '.shp', '.geojson', '.geojsonl', '.fgb', '.gml', '.kml', '.tab']);
/** Files that belong to a shapefile, by their last suffix. */
const SHAPE_PARTS = ['dbf', 'shx', 'prj', 'cpg', 'sbn', 'sbx', 'qix', 'shp.xml', 'qpj', 'qmd'];
/** Bytes of a `.json` file that are looked at. */
const HEAD_BYTES = 4096;

/** Field parcels from any vector format that GDAL reads, and GeoParquet. */
export const parcels: Product = {
  name: 'parcels',
  title: 'field parcels (GeoPackage, Shapefile, GeoJSON, FlatGeobuf, GML, KML, GeoParquet)',
  recognise,
  inspect: async (find, tools) => ({ drafts: [await draftOf(find, tools)], skipped: [] }),
};

async function recognise(listing: Listing): Promise<readonly Find[]> {
  const finds: Find[] = [];
  for (const name of listing.files) {
    const path = join(listing.folder, name);
    if (await isParcelFile(path)) finds.push({ path, claims: [path, ...companions(listing, name)] });
  }
  for (const name of listing.folders) {
    if (name.toLowerCase().endsWith('.gdb')) finds.push({ path: join(listing.folder, name), claims: [join(listing.folder, name)] });
  }
  return finds;
}

async function isParcelFile(path: string): Promise<boolean> {
  const suffix = extname(path).toLowerCase();
  if (SUFFIXES.has(suffix)) return true;
  if (suffix === '.json') return isFeatureCollection(path);
  if (suffix !== '.parquet' && suffix !== '.geoparquet') return false;
  try {
    const { columns, metadata } = await openParquet(path);
    return (metadata.has('geo') || columns.includes('geometry')) && !(columns.includes('ewoc_code') && columns.includes('sample_id'));
  } catch {
    // Recognising never fails; a damaged file is taken, so that inspecting says what is wrong with it.
    return true;
  }
}

async function isFeatureCollection(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.toString('utf8', 0, bytesRead);
    return /"type"\s*:\s*"FeatureCollection"/.test(head) && !head.includes('"stac_version"');
  } finally {
    await file.close();
  }
}

function companions(listing: Listing, name: string): string[] {
  if (extname(name).toLowerCase() !== '.shp') return [];
  const stem = name.slice(0, -3).toLowerCase();
  return listing.files.filter((file) => SHAPE_PARTS.some((part) => file.toLowerCase() === stem + part)).map((file) => join(listing.folder, file));
}

async function draftOf(find: Find, { engine, options, signal }: IngestTools): Promise<Draft> {
  const input = { path: find.path, ...(options.codeColumn === undefined ? {} : { codeColumn: options.codeColumn }) };
  const facts = await engine.pool.run(parcelFactsTask, input, { signal });
  const title = basename(find.path, extname(find.path));
  const source = engine.workspace.stored(find.path);
  return {
    kind: 'parcels',
    id: recordId(title),
    identity: 'file',
    title,
    datetime: null,
    crs: facts.crs,
    bands: [],
    warnings: [],
    source,
    async register(target) {
      const path = `parcels/${target.id}.gpkg`;
      const summary = await target.engine.pool.run(importParcelsTask, { ...input, target: target.engine.workspace.place(path) }, target);
      const record: ParcelSet = {
        kind: 'parcels',
        id: target.id,
        title,
        createdAt: target.engine.now().toISOString(),
        simulated: options.simulated ?? false,
        path,
        layer: 'parcels',
        crs: facts.crs,
        source,
        format: facts.format,
        codeColumn: facts.columns.code,
        ...summary,
      };
      return record;
    },
  };
}
