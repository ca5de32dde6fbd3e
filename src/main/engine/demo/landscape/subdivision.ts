import { between, uniform } from '../random.ts';
import { areaOf, clipHalf, distanceTo, type Line, longAxis, middleOf, type Point, type Polygon, turned } from './polygon.ts';
import { depthIn, type Terrain } from './terrain.ts';

/** What lies in the gap between two cells. */
export type StripKind = 'stream' | 'road' | 'lane' | 'track' | 'hedge' | 'street' | 'edge';
/** What a cell of land is used for, before any crop is chosen. */
export type CellKind = 'field' | 'meadow' | 'wood' | 'plot' | 'water';

export interface Strip {
  readonly kind: StripKind;
  readonly polygon: Polygon;
}

export interface Cell {
  readonly kind: CellKind;
  readonly polygon: Polygon;
  /** Cells of one block lie between the same roads and belong to the same farms. */
  readonly block: number;
}

/** Land cut up by roads, stream, tracks and field edges: the cells and the strips between them tile the square. */
export interface Subdivision {
  readonly cells: readonly Cell[];
  readonly strips: readonly Strip[];
}

const WIDTHS: Readonly<Record<StripKind, number>> = { stream: 16, road: 13, lane: 7, track: 4.5, hedge: 8, street: 7, edge: 1.5 };
const BLOCK_M2 = 620_000;
const PLOT_M2 = 1100;

interface Growing {
  readonly terrain: Terrain;
  readonly seed: number;
  readonly cells: Cell[];
  readonly strips: Strip[];
  cuts: number;
  blocks: number;
}

/** Cuts the square of the terrain (and a margin around it) into cells, in straight coordinates. */
export function subdivide(terrain: Terrain, seed: number): Subdivision {
  const growing: Growing = { terrain, seed, cells: [], strips: [], cuts: 0, blocks: 0 };
  const low = -500;
  const high = terrain.sizeM + 500;
  const whole: Polygon = [[low, low], [high, low], [high, high], [low, high]];
  for (const bank of cut(growing, whole, terrain.stream, 'stream')) {
    const side = distanceTo(terrain.stream, middleOf(bank)) > 0 ? 1 : -1;
    const { along, through } = terrain.stream;
    const valleyM = terrain.valleyM * between(0.55, 1.2, growing.seed, side, 34);
    const offset = side * valleyM;
    const foot: Line = { along, through: [through[0] - along[1] * offset, through[1] + along[0] * offset] };
    for (const part of cut(growing, bank, foot, 'track')) {
      if (Math.abs(distanceTo(terrain.stream, middleOf(part))) < valleyM) cutValley(growing, part);
      else cutRoads(growing, part, 0);
    }
  }
  return { cells: growing.cells, strips: growing.strips };
}

function cut(growing: Growing, polygon: Polygon, line: Line, kind: StripKind): Polygon[] {
  const half = WIDTHS[kind] / 2;
  const strip = clipHalf(clipHalf(polygon, line, 1, -half), line, -1, -half);
  if (strip.length > 0) growing.strips.push({ kind, polygon: strip });
  growing.cuts++;
  return [clipHalf(polygon, line, 1, half), clipHalf(polygon, line, -1, half)].filter((part) => part.length > 0 && areaOf(part) > 60);
}

/** A line across the long side, not exactly in the middle and not exactly square. */
function crossing(growing: Growing, polygon: Polygon, spread: number, swing: number): Line {
  const { along } = longAxis(polygon);
  const key = growing.cuts;
  const at = polygon.map(([x, y]) => x * along[0] + y * along[1]);
  const [from, to] = [Math.min(...at), Math.max(...at)];
  const target = from + (to - from) * (0.5 + between(-spread, spread, growing.seed, key, 21));
  const middle = middleOf(polygon);
  const move = target - (middle[0] * along[0] + middle[1] * along[1]);
  const across: Point = turned([-along[1], along[0]], between(-swing, swing, growing.seed, key, 22));
  return { through: [middle[0] + along[0] * move, middle[1] + along[1] * move], along: across };
}

function cutRoads(growing: Growing, polygon: Polygon, depth: number): void {
  const size = areaOf(polygon);
  const limit = BLOCK_M2 * between(0.6, 1.5, growing.seed, growing.cuts, 20);
  if (size > limit) {
    const line = crossing(growing, polygon, 0.13, depth < 2 ? 0.34 : 0.2);
    for (const part of cut(growing, polygon, line, depth < 2 ? 'road' : 'lane')) cutRoads(growing, part, depth + 1);
    return;
  }
  cutFields(growing, polygon, growing.blocks++);
}

function cutFields(growing: Growing, polygon: Polygon, block: number): void {
  const key = growing.cuts;
  const size = areaOf(polygon);
  const middle = middleOf(polygon);
  if (growing.terrain.villages.some((village) => depthIn(village, growing.seed, middle) > (size > 40_000 ? -0.25 : 0))) {
    cutVillage(growing, polygon, block);
    return;
  }
  const wanted = 46_000 * Math.exp(0.7 * (between(-1, 1, growing.seed, key, 23) + between(-1, 1, growing.seed, key, 24)));
  if (size > Math.min(200_000, Math.max(9_000, wanted)) * 1.35) {
    const draw = uniform(growing.seed, key, 25);
    const kind: StripKind = draw < 0.1 ? 'hedge' : draw < 0.28 ? 'track' : 'edge';
    for (const part of cut(growing, polygon, lengthwise(growing, polygon) ?? crossing(growing, polygon, 0.16, 0.05), kind)) cutFields(growing, part, block);
    return;
  }
  const wood = growing.terrain.woods.some((zone) => depthIn(zone, growing.seed, middle) > 0);
  const slope = Math.abs(distanceTo(growing.terrain.stream, middle)) < 420 && uniform(growing.seed, key, 28) < 0.18;
  growing.cells.push({ kind: wood ? 'wood' : slope ? 'meadow' : 'field', polygon, block });
}

/** Now and then a piece is cut along its length, as where heirs shared: long strips. */
function lengthwise(growing: Growing, polygon: Polygon): Line | null {
  const axis = longAxis(polygon);
  const key = growing.cuts;
  if (axis.width < 110 || axis.length > axis.width * 2.4 || uniform(growing.seed, key, 26) > 0.3) return null;
  return { through: middleOf(polygon), along: turned(axis.along, between(-0.03, 0.03, growing.seed, key, 27)) };
}

function cutValley(growing: Growing, polygon: Polygon): void {
  const key = growing.cuts;
  if (areaOf(polygon) > 22_000 * between(0.7, 2.2, growing.seed, key, 31)) {
    const kind: StripKind = uniform(growing.seed, key, 32) < 0.55 ? 'hedge' : 'edge';
    for (const part of cut(growing, polygon, crossing(growing, polygon, 0.16, 0.2), kind)) cutValley(growing, part);
    return;
  }
  growing.cells.push({ kind: valleyUse(uniform(growing.seed, key, 33)), polygon, block: growing.blocks });
}

function valleyUse(draw: number): CellKind {
  if (draw < 0.2) return 'wood';
  return draw < 0.36 ? 'field' : 'meadow';
}

function cutVillage(growing: Growing, polygon: Polygon, block: number): void {
  const size = areaOf(polygon);
  const key = growing.cuts;
  if (size > PLOT_M2 * between(0.8, 2.6, growing.seed, key, 41)) {
    const kind: StripKind = size > 9000 ? 'street' : 'edge';
    for (const part of cut(growing, polygon, crossing(growing, polygon, 0.14, 0.14), kind)) {
      const inside = growing.terrain.villages.some((village) => depthIn(village, growing.seed, middleOf(part)) > -0.12);
      if (inside || areaOf(part) < 30_000) cutVillage(growing, part, block);
      else cutFields(growing, part, block);
    }
    return;
  }
  growing.cells.push({ kind: 'plot', polygon, block });
}
