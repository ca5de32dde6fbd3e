import { MessageWriter } from '../onnx/writer/protobuf.ts';
import { doubleArea } from '../parcels/meets-box.ts';
import { EXTENT } from './tile-address.ts';

/** Value of a property of a tile's feature; null leaves the property out. */
export type PropertyValue = string | number | boolean | null;

/** A polygon feature in tile units (x right, y down). */
export interface TilePolygon {
  /** Left out where the feature stands for several parcels. */
  readonly id: number | null;
  readonly properties: Readonly<Record<string, PropertyValue>>;
  /** Closed rings; an exterior one is followed by its holes. */
  readonly rings: readonly { readonly points: Float64Array | Int32Array; readonly exterior: boolean }[];
}

const POLYGON = 3;
const MOVE_TO = 9;
const CLOSE_PATH = 15;

/** Writes a Mapbox vector tile with one layer (specification 2.1, https://github.com/mapbox/vector-tile-spec). */
export class VectorTileWriter {
  readonly #layer = new MessageWriter();
  readonly #keys = new Map<string, number>();
  readonly #values = new Map<string | number | boolean, number>();
  /** Features written so far. */
  count = 0;

  constructor(layer: string) {
    this.#layer.int(15, 2).text(1, layer);
  }

  /** Adds a polygon; one of which nothing is left at the tile's resolution adds nothing. */
  add(polygon: TilePolygon): void {
    const geometry = commandsOf(polygon.rings);
    if (geometry.length === 0) return;
    const feature = new MessageWriter();
    if (polygon.id !== null) feature.int(1, polygon.id);
    feature.ints(2, this.#tags(polygon.properties)).int(3, POLYGON).ints(4, geometry);
    this.#layer.message(2, feature);
    this.count += 1;
  }

  /** The tile; no bytes at all when it has no feature, which is a valid tile. */
  finish(): Uint8Array {
    if (this.count === 0) return new Uint8Array(0);
    for (const key of this.#keys.keys()) this.#layer.text(3, key);
    for (const value of this.#values.keys()) this.#layer.message(4, valueOf(value));
    return new MessageWriter().message(3, this.#layer.int(5, EXTENT)).finish();
  }

  #tags(properties: TilePolygon['properties']): number[] {
    const tags: number[] = [];
    for (const [key, value] of Object.entries(properties)) {
      if (value !== null) tags.push(placeOf(this.#keys, key), placeOf(this.#values, value));
    }
    return tags;
  }
}

function placeOf<T>(places: Map<T, number>, item: T): number {
  const known = places.get(item);
  if (known !== undefined) return known;
  places.set(item, places.size);
  return places.size - 1;
}

function valueOf(value: string | number | boolean): MessageWriter {
  if (typeof value === 'string') return new MessageWriter().text(1, value);
  if (typeof value === 'number') return new MessageWriter().double(3, value);
  return new MessageWriter().int(7, value ? 1 : 0);
}

/** Drawing commands of rings (section 4.3): whole units, relative, exteriors of positive area and holes of negative. */
function commandsOf(rings: TilePolygon['rings']): number[] {
  const commands: number[] = [];
  let [atX, atY] = [0, 0];
  let inside = false;
  for (const { points, exterior } of rings) {
    if (!exterior && !inside) continue;
    const ring = oriented(quantised(points), exterior);
    if (exterior) inside = ring !== null;
    if (ring === null) continue;
    for (let i = 0; i < ring.length; i += 2) {
      if (i === 0) commands.push(MOVE_TO);
      if (i === 2) commands.push(((ring.length / 2 - 1) << 3) | 2);
      const [x, y] = [ring[i] as number, ring[i + 1] as number];
      commands.push(zigzag(x - atX), zigzag(y - atY));
      [atX, atY] = [x, y];
    }
    commands.push(CLOSE_PATH);
  }
  return commands;
}

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

/** Rounded to whole units, without repeated points and without the closing one. */
function quantised(points: Float64Array | Int32Array): number[] {
  const out: number[] = [];
  for (let i = 0; i < points.length; i += 2) {
    const x = Math.round(points[i] as number);
    const y = Math.round(points[i + 1] as number);
    if (out.length > 0 && out.at(-2) === x && out.at(-1) === y) continue;
    out.push(x, y);
  }
  while (out.length > 2 && out[0] === out.at(-2) && out[1] === out.at(-1)) out.length -= 2;
  return out;
}

/** The ring running the way that its role asks for; null when it encloses nothing. */
function oriented(ring: number[], exterior: boolean): number[] | null {
  if (ring.length < 6) return null;
  const area = doubleArea(ring);
  if (area === 0) return null;
  if (area > 0 === exterior) return ring;
  const turned: number[] = [];
  for (let i = ring.length - 2; i >= 0; i -= 2) turned.push(ring[i] as number, ring[i + 1] as number);
  return turned;
}
