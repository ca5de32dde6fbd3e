/**
 * Makes what the walk-through drops on the map, out of a workspace of the demo: `node test/browser/drop-files.ts
 * WORKSPACE FOLDER` writes a survey of fields (GeoPackage), a product that was not imported yet (`.SAFE` in a zip), and a
 * table that is no data for a map. A process of its own, because it needs GDAL.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import gdal from 'gdal-async';
import { storedZip } from '../../src/shared/zip/stored-zip.ts';
import { DROPPED } from './drop.ts';

/** Day of the demo's product that the new one is made of, and its own. */
const MADE_OF = /_2022\d{4}T110031_/;
const FIELDS = 12;

function writeSurvey(parcels: string, path: string): void {
  const source = gdal.open(parcels).layers.get(0);
  const target = gdal.open(path, 'w', 'GPKG');
  const layer = target.layers.create('survey', source.srs, source.geomType);
  layer.fields.add(new gdal.FieldDefn('code_cultu', gdal.OFTString));
  layer.fields.add(new gdal.FieldDefn('seen_on', gdal.OFTString));
  source.features.forEach((parcel) => {
    if (layer.features.count() >= FIELDS) return;
    const field = new gdal.Feature(layer);
    field.setGeometry(parcel.getGeometry());
    field.fields.set({ code_cultu: ['BTH', 'MIS', 'CZH'][parcel.fid % 3] ?? 'BTH', seen_on: '2022-06-25' });
    layer.features.add(field);
  });
  target.close();
}

/** Another overpass over the same fields: files and metadata of one that is there, with another day. */
function writeProduct(folder: string, path: string): void {
  const source = readdirSync(folder).find((name) => name.endsWith('.SAFE') && MADE_OF.test(name));
  if (!source) throw new Error(`no product of the demo in ${folder}`);
  const day = /_(2022\d{4})T110031_/.exec(source)?.[1] ?? '';
  const dashed = (text: string): string => text.replace(/(\d{4})(\d{2})(\d{2})/, '$1-$2-$3');
  const name = DROPPED.product.replace('.zip', '');
  const renamed = (text: string): string => text.replaceAll(source.replace('.SAFE', ''), name).replaceAll(day, '20220624').replaceAll(dashed(day), '2022-06-24');
  const files = readdirSync(join(folder, source), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const entries = files.map((entry) => {
    const file = join(entry.parentPath, entry.name);
    const bytes = readFileSync(file);
    return { name: renamed(file.slice(folder.length + 1).replaceAll('\\', '/')), bytes: /\.(xml|safe|txt)$/.test(entry.name) ? new TextEncoder().encode(renamed(bytes.toString('utf8'))) : bytes };
  });
  writeFileSync(path, storedZip(entries));
}

const [, , workspace, folder] = process.argv;
if (import.meta.main && workspace !== undefined && folder !== undefined) {
  const simulated = join(workspace, 'scenes', 'simulated');
  mkdirSync(folder, { recursive: true });
  writeSurvey(join(simulated, 'simulated-parcels.gpkg'), join(folder, DROPPED.survey));
  writeProduct(simulated, join(folder, DROPPED.product));
  writeFileSync(join(folder, DROPPED.table), 'station;day;mm\nOrgères;2022-06-24;3,5\n');
}
