import type { Geometry } from 'gdal-async';
import { type Bounds, intersects } from '../../../../shared/geo/bounds.ts';
import { type Grid, gridBounds } from '../../../../shared/geo/grid.ts';
import { classMapper, type Mapped } from '../../../../shared/raster/class-mapping.ts';
import type { ClassScheme } from '../../../../shared/raster/class-scheme.ts';
import { appError } from '../../../../shared/errors/app-error.ts';
import { isGeographic, LONLAT, transformPoints } from '../../gdal/crs.ts';
import type { Drawing } from './place.rpc.ts';
import type { RejectionLog } from '../rejection-log.ts';
import { blockAt } from '../split.ts';

/** A labelled area that pixels may be drawn from: in the grid's CRS, kept back from its edge. */
export interface LabelArea {
  readonly id: string;
  readonly code: string;
  readonly block: string;
  readonly region: string;
  readonly validTime: string | null;
  readonly observer: string | null;
  /** A polygon, or a point that stands for the pixel under it. */
  readonly geometry: Geometry;
  readonly bounds: Bounds;
}

const METRES_PER_DEGREE = 111_320;
/** Segments of a quarter circle where a buffer turns a corner. */
const QUADRANT_SEGMENTS = 8;

/** The envelope of a geometry. */
export function boundsOf(geometry: Geometry): Bounds {
  const { minX, minY, maxX, maxY } = geometry.getEnvelope();
  return [minX, minY, maxX, maxY];
}

/** True for a point, and for a multipoint of one. */
export function isPoint([minX, minY, maxX, maxY]: Bounds): boolean {
  return minX === maxX && minY === maxY;
}

/** What an area's edge keeps back, or null when nothing remains. */
export function innerPart(geometry: Geometry, innerBufferM: number, crs: string): Geometry | null {
  const distance = isGeographic(crs) ? innerBufferM / METRES_PER_DEGREE : innerBufferM;
  const inside = distance > 0 ? geometry.buffer(-distance, QUADRANT_SEGMENTS) : geometry;
  return inside.isEmpty() ? null : inside;
}

/**
 * Block and region of a place. Blocks are squares in the grid's own CRS where there is one grid, and squares of degrees
 * where several composites need one measure for all.
 */
export function squaresOf(bounds: Bounds, grid: Grid, { grids, blockM, regionM }: Pick<Drawing, 'grids' | 'blockM' | 'regionM'>): { readonly block: string; readonly region: string } {
  const [x, y] = [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2];
  const lonLat = transformPoints([x], [y], grid.crs, LONLAT);
  const [lon, lat] = [lonLat.x[0] ?? 0, lonLat.y[0] ?? 0];
  const oneCrs = grids.every(({ crs }) => crs === grid.crs);
  const block = oneCrs ? blockAt(x, y, blockM, isGeographic(grid.crs) ? 'degrees' : 'metres') : blockAt(lon, lat, blockM, 'degrees');
  return { block, region: blockAt(lon, lat, regionM, 'degrees') };
}

/** How well a grid holds an area: not at all, a part of it, or the whole. */
export function holds(grid: Grid, bounds: Bounds): 0 | 1 | 2 {
  const area = gridBounds(grid);
  if (!intersects(bounds, area)) return 0;
  return bounds[0] >= area[0] && bounds[1] >= area[1] && bounds[2] <= area[2] && bounds[3] <= area[3] ? 2 : 1;
}

/** Looks source codes up once each. */
export class CodeLookup {
  readonly #classOf: (code: string) => Mapped;
  readonly #outcomes = new Map<string, Mapped>();
  readonly #scheme: string;

  constructor(scheme: ClassScheme, codeSource: string) {
    this.#classOf = classMapper(scheme, codeSource);
    this.#scheme = scheme.id;
  }

  /** The class of a code; null after saying why there is none. */
  find(code: string, id: string, rejected: RejectionLog): string | null {
    const mapped = this.#outcomes.get(code) ?? this.#classOf(code);
    this.#outcomes.set(code, mapped);
    if (mapped.outcome === 'class') return mapped.code;
    rejected.add(mapped.outcome === 'ignored' ? `code ${code} is left out by the scheme` : `code ${code} is not mapped`, id);
    return null;
  }

  /** @throws LABELS_NONE when there was no code at all, CODES_UNMAPPED when none had a class */
  checkAny(file: string, column: string): void {
    if (this.#outcomes.size === 0) throw appError('LABELS_NONE', { file, column });
    if ([...this.#outcomes.values()].some(({ outcome }) => outcome === 'class')) return;
    throw appError('CODES_UNMAPPED', { file, scheme: this.#scheme, codes: [...this.#outcomes.keys()].slice(0, 5).join(', ') });
  }
}
