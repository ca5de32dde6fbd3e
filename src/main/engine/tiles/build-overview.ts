import type { GeoPackageLayer } from '../catalog/geopackage.ts';
import { isGeographic } from '../gdal/crs.ts';
import { transformAll } from '../gdal/transform-all.ts';
import { addRings } from '../parcels/parcel-rings.ts';
import { RingBuffer } from '../parcels/ring-buffer.ts';
import { CellTally, CODE_SLOTS } from './cell-tally.ts';
import { CELL_LEVELS, type CodeName, DEEPEST_OVERVIEW, MOST_PARCELS, type Overview, type OverviewLevel } from './overview.ts';
import { parcelShares } from './parcel-shares.ts';
import { TILE_CRS, WORLD_HALF } from './tile-address.ts';

/** Parcels that are transformed in one call, and between two signs of life. */
const BATCH = 50_000;
/** Equatorial radius of Web Mercator's sphere, metres. */
const RADIUS = WORLD_HALF / Math.PI;

/** Middles and sizes of all parcels, in Web Mercator. */
interface Middles {
  readonly count: number;
  readonly fids: Float64Array;
  /** x, y of the envelope's middle, metres. */
  readonly xy: Float64Array;
  /** Area in Web Mercator's inflated square metres. */
  readonly areas: Float64Array;
  /** Width by height of the envelope. */
  readonly aspects: Float32Array;
  readonly codes: Uint16Array;
  readonly names: readonly CodeName[];
}

/**
 * Builds the overview of a parcel layer in one pass over its spatial index and its codes: the geometry of large parcels
 * alone is read. A cell shows the code that covers most of it; a cell of a lower zoom the code that covers most of its
 * four, as overviews by mode do.
 * @param crs of the layer
 */
export function buildOverview(layer: GeoPackageLayer, crs: string, progress: (fraction: number) => void): Overview {
  const middles = collect(layer, crs);
  progress(0.5);
  const detailZoom = detailZoomOf(middles);
  if (detailZoom === 0) return { detailZoom, codes: middles.names, levels: [] };
  const tally = new CellTally();
  const cellMetres = (2 * WORLD_HALF) / 2 ** (detailZoom - 1 + CELL_LEVELS);
  for (let i = 0; i < middles.count; i++) {
    const parcel = {
      x: ((middles.xy[i * 2] as number) + WORLD_HALF) / cellMetres,
      y: (WORLD_HALF - (middles.xy[i * 2 + 1] as number)) / cellMetres,
      area: (middles.areas[i] as number) / cellMetres ** 2,
      aspect: middles.aspects[i] as number,
    };
    if (!Number.isFinite(parcel.x) || !Number.isFinite(parcel.y)) continue;
    const code = middles.codes[i] as number;
    parcelShares(parcel, () => outline(layer, crs, middles.fids[i] as number, cellMetres), (x, y, share) => { tally.add(x, y, code, share); });
    if (i % BATCH === 0) progress(0.5 + (0.4 * i) / middles.count);
  }
  return { detailZoom, codes: middles.names, levels: pyramid(tally, detailZoom - 1) };
}

/** Rings of a parcel in cells. */
function outline(layer: GeoPackageLayer, crs: string, fid: number, cellMetres: number): Float64Array[] {
  const buffer = new RingBuffer();
  addRings(buffer, layer, fid, layer.geometry(fid));
  const points = transformAll(buffer.xy, buffer.points, crs, TILE_CRS).map((value, i) => (i % 2 === 0 ? value + WORLD_HALF : WORLD_HALF - value) / cellMetres);
  return buffer.rings.map(({ start, end }) => points.subarray(start * 2, end * 2));
}

function collect(layer: GeoPackageLayer, crs: string): Middles {
  const codes = new CodeList();
  const fids: number[] = [];
  const xy: number[] = [];
  const areas: number[] = [];
  const aspects: number[] = [];
  const indices: number[] = [];
  for (const [fid, minX, minY, maxX, maxY, code, label, area] of layer.envelopes(['code', 'label', 'area_m2']) as Iterable<[number, number, number, number, number, unknown, unknown, unknown]>) {
    fids.push(fid);
    xy.push((minX + maxX) / 2, (minY + maxY) / 2);
    aspects.push(Math.max(1e-3, Math.min(1e3, (maxX - minX) / (maxY - minY) || 1)));
    areas.push(typeof area === 'number' && area > 0 ? area : 0);
    indices.push(codes.indexOf(code, label));
  }
  const mercator = transformBatches(Float64Array.from(xy), crs);
  const degrees = isGeographic(crs);
  for (let i = 0; i < areas.length; i++) {
    // Web Mercator stretches lengths by 1 / cos(latitude) in both directions.
    const stretch = Math.cosh((mercator[i * 2 + 1] as number) / RADIUS);
    areas[i] = (areas[i] as number) * stretch ** 2;
    if (degrees) aspects[i] = (aspects[i] as number) / stretch;
  }
  return { count: fids.length, fids: Float64Array.from(fids), xy: mercator, areas: Float64Array.from(areas), aspects: Float32Array.from(aspects), codes: Uint16Array.from(indices), names: codes.names };
}

function transformBatches(xy: Float64Array, crs: string): Float64Array {
  const out = new Float64Array(xy.length);
  for (let start = 0; start < xy.length; start += BATCH * 2) {
    const some = xy.subarray(start, start + BATCH * 2);
    out.set(transformAll(some, some.length / 2, crs, TILE_CRS), start);
  }
  return out;
}

/** Crop codes in the order they come; the first place is for those that there is no room for. */
class CodeList {
  readonly names: CodeName[] = [{ code: '', label: '' }];
  readonly #places = new Map<string, number>([['', 0]]);

  indexOf(code: unknown, label: unknown): number {
    const text = typeof code === 'string' ? code : '';
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    if (this.names.length >= CODE_SLOTS - 1) return 0;
    this.names.push({ code: text, label: typeof label === 'string' ? label : '' });
    this.#places.set(text, this.names.length - 1);
    return this.names.length - 1;
  }
}

/** The first zoom from which on no tile holds more than {@link MOST_PARCELS} middles; 0 when all fit one tile. */
function detailZoomOf({ xy, count }: Middles): number {
  for (let z = 0; z <= DEEPEST_OVERVIEW; z++) {
    const counts = new Map<number, number>();
    let most = 0;
    for (let i = 0; i < count; i++) {
      const column = Math.floor((((xy[i * 2] as number) + WORLD_HALF) / (2 * WORLD_HALF)) * 2 ** z);
      const row = Math.floor(((WORLD_HALF - (xy[i * 2 + 1] as number)) / (2 * WORLD_HALF)) * 2 ** z);
      const here = (counts.get(row * 2 ** z + column) ?? 0) + 1;
      counts.set(row * 2 ** z + column, here);
      if (here > most) most = here;
      if (most > MOST_PARCELS) break;
    }
    if (most <= MOST_PARCELS) return z;
  }
  return DEEPEST_OVERVIEW + 1;
}

function pyramid(tally: CellTally, deepest: number): OverviewLevel[] {
  let { cells, codes, weights } = tally.winners();
  const levels: OverviewLevel[] = [{ z: deepest, cells, codes }];
  for (let z = deepest - 1; z >= 0; z--) {
    ({ cells, codes, weights } = parents(cells, codes, weights));
    levels.push({ z, cells, codes });
  }
  return levels;
}

/** The cells above: four follow one another in Morton order. */
function parents(cells: Float64Array, codes: Uint16Array, weights: Float32Array): { cells: Float64Array; codes: Uint16Array; weights: Float32Array } {
  const out = { cells: new Float64Array(cells.length), codes: new Uint16Array(cells.length), weights: new Float32Array(cells.length) };
  let count = 0;
  for (let i = 0; i < cells.length; ) {
    const parent = Math.floor((cells[i] as number) / 4);
    const byCode = new Map<number, number>();
    let sum = 0;
    for (; i < cells.length && Math.floor((cells[i] as number) / 4) === parent; i++) {
      byCode.set(codes[i] as number, (byCode.get(codes[i] as number) ?? 0) + (weights[i] as number));
      sum += weights[i] as number;
    }
    let [best, most] = [0, -1];
    for (const [code, weight] of byCode) if (weight > most) [best, most] = [code, weight];
    out.cells[count] = parent;
    out.codes[count] = best;
    out.weights[count++] = sum / 4;
  }
  return { cells: out.cells.slice(0, count), codes: out.codes.slice(0, count), weights: out.weights.slice(0, count) };
}
