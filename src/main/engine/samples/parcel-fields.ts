import type { Geometry } from 'gdal-async';
import type { z } from 'zod';
import { intersects } from '../../../shared/geo/bounds.ts';
import { gridBounds } from '../../../shared/geo/grid.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import { classMapper, type Mapped } from '../../../shared/raster/class-mapping.ts';
import { isGeographic } from '../gdal/crs.ts';
import { readFeatures } from '../gdal/vector.ts';
import type { SkipTally } from '../ingest/parcels/parcel-tally.ts';
import { plainText } from '../ingest/parcels/plain-value.ts';
import type { placeSamplesTask } from './place.rpc.ts';
import { blockAt } from './split.ts';

export type PlaceInput = z.output<typeof placeSamplesTask.input>;

/** A parcel that pixels may be drawn from: in the grid's CRS, kept back from its edge. */
export interface ParcelField {
  readonly id: string;
  readonly code: string;
  readonly block: string;
  readonly geometry: Geometry;
  readonly bounds: readonly [number, number, number, number];
}

const METRES_PER_DEGREE = 111_320;
/** Segments of a quarter circle where a buffer turns a corner. */
const QUADRANT_SEGMENTS = 8;

/**
 * The parcels of a set that have a class, are large enough, lie on the grid and keep an inside after the inner buffer.
 * All others are counted.
 * @throws CODES_UNMAPPED when no code has a class
 */
export function parcelFields(input: PlaceInput, skipped: SkipTally): ParcelField[] {
  const classOf = classMapper(input.scheme, input.codeSource);
  const outcomes = new Map<string, Mapped>();
  const geographic = isGeographic(input.grid.crs);
  const area = gridBounds(input.grid);
  const fields: ParcelField[] = [];
  readFeatures(input.path, { layer: 'parcels', targetCrs: input.grid.crs }, ({ fid, properties, geometry }) => {
    const id = plainText(properties['source_id'] ?? fid);
    const code = plainText(properties['code']);
    const mapped = outcomes.get(code) ?? classOf(code);
    outcomes.set(code, mapped);
    if (mapped.outcome !== 'class') return skipped.add(mapped.outcome === 'ignored' ? `code ${code} is left out by the scheme` : `code ${code} is not mapped`, id);
    if (Number(properties['area_m2'] ?? 0) < input.minAreaM2) return skipped.add(`smaller than ${input.minAreaM2} m²`, id);
    if (!geometry) return skipped.add('no geometry', id);
    const whole = boundsOf(geometry);
    if (!intersects(whole, area)) return skipped.add('outside the composite', id);
    const distance = geographic ? input.innerBufferM / METRES_PER_DEGREE : input.innerBufferM;
    const inside = distance > 0 ? geometry.buffer(-distance, QUADRANT_SEGMENTS) : geometry;
    if (inside.isEmpty()) return skipped.add('too narrow for the inner buffer', id);
    const block = blockAt((whole[0] + whole[2]) / 2, (whole[1] + whole[3]) / 2, input.blockM, geographic ? 'degrees' : 'metres');
    fields.push({ id, code: mapped.code, block, geometry: inside, bounds: boundsOf(inside) });
  });
  if (![...outcomes.values()].some(({ outcome }) => outcome === 'class')) {
    throw appError('CODES_UNMAPPED', { file: input.path, scheme: input.scheme.id, codes: [...outcomes.keys()].slice(0, 5).join(', ') });
  }
  return fields;
}

function boundsOf(geometry: Geometry): [number, number, number, number] {
  const { minX, minY, maxX, maxY } = geometry.getEnvelope();
  return [minX, minY, maxX, maxY];
}
