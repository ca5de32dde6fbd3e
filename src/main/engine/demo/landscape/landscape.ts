import { between, uniform } from '../random.ts';
import type { CropCode } from '../season/crop.ts';
import { coverOf, type Cover } from './cover.ts';
import { areaOf, densified, longAxis, middleOf, type Point, type Polygon } from './polygon.ts';
import { cropOf } from './rotation.ts';
import { type Cell, type Strip, type StripKind, subdivide } from './subdivision.ts';
import { bend, depthIn, type Terrain, terrainOf } from './terrain.ts';

/** What the sensor sees of an object, besides crops. */
export const SURFACES = ['crop', 'verge', 'asphalt', 'gravel', 'roof', 'garden', 'hedge', 'wood', 'conifer', 'water'] as const;
export type Surface = (typeof SURFACES)[number];

/** A thing with one signature on the ground: a field, a road, a wood, a roof. Its place in `objects` is its label. */
export interface LandObject {
  readonly surface: Surface;
  /** Outline in metres from the upper left corner of the area. */
  readonly outline: Polygon;
  /** What its random properties hang on: stays the same from year to year. */
  readonly key: number;
}

/** A field: its object, and what grows there. */
export interface Field {
  readonly label: number;
  readonly key: number;
  readonly block: number;
  readonly outline: Polygon;
  readonly areaM2: number;
  /** Where its middle lies. */
  readonly middle: Point;
  /** Direction of the tractor. */
  readonly along: Point;
  readonly before: CropCode;
  readonly crop: CropCode;
  readonly after: CropCode;
}

/** What decides a landscape. */
export interface LandscapeKey {
  readonly seed: number;
  /** Year of the harvest. */
  readonly year: number;
  /** Side in 10 m pixels; even. */
  readonly sizePx: number;
}

/** The simulated country: its objects, its fields, and for each 10 m pixel which objects share it. */
export interface Landscape extends LandscapeKey {
  readonly objects: readonly LandObject[];
  /** By label. */
  readonly fields: ReadonlyMap<number, Field>;
  readonly cover: Cover;
}

const STRIP_SURFACE: Readonly<Record<StripKind, Surface>> = { stream: 'water', road: 'asphalt', lane: 'asphalt', track: 'verge', hedge: 'hedge', street: 'asphalt', edge: 'verge' };
/** Width of the tar as a share of the strip; the rest is verge. */
const PAVED: Readonly<Partial<Record<StripKind, number>>> = { road: 0.55, lane: 0.6, street: 0.8, stream: 0.45 };

let remembered: Landscape | null = null;

/** The landscape of a key. Pure; the last one is remembered, because a worker renders many dates of it. */
export function landscapeOf(key: LandscapeKey): Landscape {
  if (remembered && remembered.seed === key.seed && remembered.year === key.year && remembered.sizePx === key.sizePx) return remembered;
  remembered = build(key);
  return remembered;
}

function build({ seed, year, sizePx }: LandscapeKey): Landscape {
  const terrain = terrainOf(seed, sizePx * 10);
  const { cells, strips } = subdivide(terrain, seed);
  const objects: LandObject[] = [{ surface: 'verge', outline: [], key: 0 }];
  const fields = new Map<number, Field>();
  const bent = (polygon: Polygon): Polygon => densified(polygon, 25).map((point) => bend(terrain, seed, point));
  strips.forEach((strip, i) => objects.push(...stripObjects(strip, i, seed, bent)));
  const pond = pondCell(cells, terrain);
  cells.forEach((cell, key) => {
    const outline = bent(cell.polygon);
    if (!touches(outline, terrain.sizeM)) return;
    const surface = surfaceOf(cell, key, seed, terrain);
    objects.push({ surface, outline, key });
    if (surface === 'crop') fields.set(objects.length - 1, fieldOf(cell, outline, key, objects.length - 1, { seed, year }));
    if (cell === pond) objects.push({ surface: 'water', outline: blob(outline, 0.78), key });
    if (cell.kind === 'plot') objects.push(...houses(outline, key, seed));
    if (cell.kind === 'meadow') objects.push(...trees(outline, key, seed));
  });
  return { seed, year, sizePx, objects, fields, cover: coverOf(objects, sizePx) };
}

function fieldOf(cell: Cell, outline: Polygon, key: number, label: number, { seed, year }: { seed: number; year: number }): Field {
  const areaM2 = areaOf(outline);
  const crop = (ofYear: number): CropCode => (cell.kind === 'meadow' ? 'PPH' : cropOf(seed, key, ofYear, areaM2));
  return { label, key, block: cell.block, outline, areaM2, middle: middleOf(outline), along: longAxis(cell.polygon).along, before: crop(year - 1), crop: crop(year), after: crop(year + 1) };
}

function surfaceOf(cell: Cell, key: number, seed: number, terrain: Terrain): Surface {
  if (cell.kind === 'field' || cell.kind === 'meadow') return 'crop';
  if (cell.kind === 'wood') return depthIn(terrain.woods[0] ?? { centre: [0, 0], radiusM: 1 }, seed, middleOf(cell.polygon)) > 0 && uniform(seed, key, 61) < 0.3 ? 'conifer' : 'wood';
  return uniform(seed, key, 62) < 0.05 ? 'gravel' : 'garden';
}

function stripObjects(strip: Strip, index: number, seed: number, bent: (polygon: Polygon) => Polygon): LandObject[] {
  const surface = STRIP_SURFACE[strip.kind];
  const outline = bent(strip.polygon);
  const key = 100_000 + index;
  if (strip.kind === 'hedge' || strip.kind === 'stream') {
    const lining: LandObject = { surface: uniform(seed, key, 63) < 0.85 ? 'hedge' : 'verge', outline, key };
    return strip.kind === 'hedge' ? [lining] : [{ ...lining, surface: 'hedge' }, { surface, outline: bent(narrowed(strip.polygon, PAVED.stream ?? 1)), key }];
  }
  const paved = PAVED[strip.kind];
  if (paved === undefined) return [{ surface: strip.kind === 'track' && uniform(seed, key, 64) < 0.4 ? 'gravel' : 'verge', outline, key }];
  return [{ surface: 'verge', outline, key }, { surface, outline: bent(narrowed(strip.polygon, paved)), key }];
}

/** A strip with its width cut to `share` around its middle line. */
function narrowed(polygon: Polygon, share: number): Polygon {
  const { along } = longAxis(polygon);
  const across: Point = [-along[1], along[0]];
  const at = polygon.map(([x, y]) => x * across[0] + y * across[1]);
  const middle = (Math.min(...at) + Math.max(...at)) / 2;
  return polygon.map(([x, y], i): Point => {
    const move = (middle - (at[i] ?? middle)) * (1 - share);
    return [x + across[0] * move, y + across[1] * move];
  });
}

/** The meadow that becomes a pond: the one nearest to six hectares that lies well inside. */
function pondCell(cells: readonly Cell[], terrain: Terrain): Cell | null {
  const inside = cells.filter(({ kind, polygon }) => kind === 'meadow' && middleOf(polygon).every((value) => value > terrain.sizeM * 0.1 && value < terrain.sizeM * 0.9));
  return inside.reduce<Cell | null>((best, cell) => (best === null || off(cell) < off(best) ? cell : best), null);
}

function off(cell: Cell): number {
  return Math.abs(areaOf(cell.polygon) - 60_000);
}

/** A rounder outline inside `outline`. */
function blob(outline: Polygon, share: number): Polygon {
  const [x, y] = middleOf(outline);
  const smoothed = outline.map((_, i): Point => {
    const around = [-3, -2, -1, 0, 1, 2, 3].map((step) => outline[(i + step + outline.length) % outline.length] ?? [x, y]);
    return middleOf(around as Polygon);
  });
  return smoothed.map(([px, py]): Point => [x + (px - x) * share, y + (py - y) * share]);
}

function houses(outline: Polygon, key: number, seed: number): LandObject[] {
  if (uniform(seed, key, 71) < 0.2) return [];
  const axis = longAxis(outline);
  const [x, y] = middleOf(outline);
  const size = Math.min(axis.width * 0.5, between(8, 15, seed, key, 72));
  const length = Math.min(axis.length * 0.6, size * between(1, 2.6, seed, key, 73));
  return [{ surface: 'roof', outline: rectangle([x, y], axis.along, length, size), key }];
}

function trees(outline: Polygon, key: number, seed: number): LandObject[] {
  const count = Math.floor(between(0, 4, seed, key, 81));
  const [x, y] = middleOf(outline);
  return Array.from({ length: count }, (_, i) => {
    const corner = outline[Math.floor(uniform(seed, key, 82, i) * outline.length)] ?? [x, y];
    const pull = between(0.1, 0.8, seed, key, 83, i);
    const at: Point = [x + (corner[0] - x) * pull, y + (corner[1] - y) * pull];
    return { surface: 'hedge' as const, outline: rectangle(at, [1, 0], 9, 9), key: key * 10 + i };
  });
}

function rectangle([x, y]: Point, along: Point, length: number, width: number): Polygon {
  const [ux, uy] = [along[0] * length * 0.5, along[1] * length * 0.5];
  const [vx, vy] = [-along[1] * width * 0.5, along[0] * width * 0.5];
  return [[x - ux - vx, y - uy - vy], [x + ux - vx, y + uy - vy], [x + ux + vx, y + uy + vy], [x - ux + vx, y - uy + vy]];
}

function touches(outline: Polygon, sizeM: number): boolean {
  return outline.some(([x, y]) => x > -40 && y > -40 && x < sizeM + 40 && y < sizeM + 40);
}
