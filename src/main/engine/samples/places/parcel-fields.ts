import type { z } from 'zod';
import { appError } from '../../../../shared/errors/app-error.ts';
import { describeVector, readFeatures, type VectorFeature } from '../../gdal/vector.ts';
import { plainText } from '../../ingest/parcels/plain-value.ts';
import { boundsOf, CodeLookup, holds, innerPart, type LabelArea, squaresOf } from './label-area.ts';
import type { placeSamplesTask } from './place.rpc.ts';
import type { RejectionLog } from '../rejection-log.ts';

type PlaceInput = z.output<typeof placeSamplesTask.input>;
const LAYER = 'parcels';

/**
 * The parcels of a set that have a class, are large enough, lie on a grid and keep an inside after the inner buffer: one
 * list per grid. A parcel belongs to the first grid that holds the whole of it, else to the first that holds a part. All
 * others are counted and listed.
 * @throws CODES_UNMAPPED when no code has a class, COLUMN_MISSING when there is no column of regions as named
 */
export function parcelFields(input: PlaceInput, rejected: RejectionLog): LabelArea[][] {
  checkRegionColumn(input);
  const usable = usableParcels(input, rejected);
  const home = homesOf(input, [...usable.keys()], rejected);
  return input.grids.map((grid, source) => {
    const fields: LabelArea[] = [];
    if (![...home.values()].includes(source)) return fields;
    readFeatures(input.path, { layer: LAYER, targetCrs: grid.crs }, ({ fid, properties, geometry }) => {
      const code = usable.get(fid);
      if (code === undefined || home.get(fid) !== source || !geometry) return;
      const id = idOf({ fid, properties });
      const whole = boundsOf(geometry);
      const inside = innerPart(geometry, input.innerBufferM, grid.crs);
      if (!inside) return rejected.add('too narrow for the inner buffer', id);
      const squares = squaresOf(whole, grid, input);
      const named = input.regionColumn === null ? '' : plainText(properties[input.regionColumn]);
      fields.push({ id, code, block: squares.block, region: named === '' ? squares.region : named, validTime: null, observer: null, geometry: inside, bounds: boundsOf(inside) });
    });
    return fields;
  });
}

function idOf({ fid, properties }: Pick<VectorFeature, 'fid' | 'properties'>): string {
  return plainText(properties['source_id'] ?? fid);
}

/** Class by feature id of the parcels that nothing in their attributes speaks against. */
function usableParcels(input: PlaceInput, rejected: RejectionLog): Map<number, string> {
  const lookup = new CodeLookup(input.scheme, input.codeSource);
  const usable = new Map<number, string>();
  readFeatures(input.path, { layer: LAYER }, ({ fid, properties, geometry }) => {
    const id = idOf({ fid, properties });
    const code = lookup.find(plainText(properties['code']), id, rejected);
    if (code === null) return;
    if (Number(properties['area_m2'] ?? 0) < input.minAreaM2) rejected.add(`smaller than ${input.minAreaM2} m²`, id);
    else if (!geometry) rejected.add('no geometry', id);
    else usable.set(fid, code);
  });
  lookup.checkAny(input.path, 'code');
  return usable;
}

/** The grid of each parcel. */
function homesOf(input: PlaceInput, fids: readonly number[], rejected: RejectionLog): Map<number, number> {
  const wanted = new Set(fids);
  const home = new Map<number, { readonly source: number; readonly held: 1 | 2 }>();
  const ids = new Map<number, string>();
  input.grids.forEach((grid, source) => {
    readFeatures(input.path, { layer: LAYER, targetCrs: grid.crs }, ({ fid, properties, geometry }) => {
      if (!wanted.has(fid) || !geometry) return;
      ids.set(fid, idOf({ fid, properties }));
      const held = holds(grid, boundsOf(geometry));
      if (held !== 0 && held > (home.get(fid)?.held ?? 0)) home.set(fid, { source, held });
    });
  });
  for (const fid of fids) if (!home.has(fid)) rejected.add('outside the composite', ids.get(fid) ?? String(fid));
  return new Map([...home].map(([fid, { source }]) => [fid, source]));
}

function checkRegionColumn({ path, regionColumn }: PlaceInput): void {
  if (regionColumn === null) return;
  const fields = describeVector(path).layers.find(({ name }) => name === LAYER)?.fields.map(({ name }) => name) ?? [];
  if (!fields.includes(regionColumn)) throw appError('COLUMN_MISSING', { file: path, column: regionColumn, needed: `a column of regions; there are ${fields.join(', ')}` });
}
