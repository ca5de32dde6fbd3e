import { z } from 'zod';
import { type Polygons, polygonsSchema } from '../../shared/contract/areas.ts';
import type { Bounds } from '../../shared/geo/bounds.ts';

/** The area of interest as it is drawn: a rectangle, whose angles stay right in its CRS, or polygons. */
export const areaShapeSchema = z.object({
  kind: z.enum(['rectangle', 'polygon']),
  crs: z.string().min(1),
  polygons: polygonsSchema.min(1),
  /** The file that it was read from, until it is changed by hand. */
  from: z.object({ path: z.string(), layer: z.string(), fids: z.array(z.int()).nullable() }).nullable(),
});
export type AreaShape = z.output<typeof areaShapeSchema>;

/** A rectangle, lower left corner first, anticlockwise. */
export function rectangleShape([minX, minY, maxX, maxY]: Bounds, crs: string): AreaShape {
  return { kind: 'rectangle', crs, polygons: [[[[minX, minY], [maxX, minY], [maxX, maxY], [minX, maxY], [minX, minY]]]], from: null };
}

/** A rectangle between two opposite corners, whichever they are. */
export function rectangleFrom([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number], crs: string): AreaShape {
  return rectangleShape([Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)], crs);
}

/** The same rectangle as a polygon, whose corners move one by one. */
export function asPolygon(shape: AreaShape): AreaShape {
  return { ...shape, kind: 'polygon' };
}

/** The rectangle around a shape, in its CRS. */
export function boundsOfShape({ polygons }: Pick<AreaShape, 'polygons'>): Bounds {
  const positions = polygons.flatMap(([outer = []]) => outer);
  const [xs, ys] = [positions.map(([x]) => x), positions.map(([, y]) => y)];
  const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);
  return [least(xs), least(ys), most(xs), most(ys)];
}

/** Points per edge where the edges of one CRS are curves in another. */
const STOPS = 16;

/** The polygons with points on their edges. */
export function densePolygons(polygons: Polygons): Polygons {
  return polygons.map((rings) =>
    rings.map((ring) => [
      ...ring.slice(0, -1).flatMap(([x, y], i) => {
        const [nextX, nextY] = ring[i + 1] ?? [x, y];
        return Array.from({ length: STOPS }, (_, k): [number, number] => [x + ((nextX - x) * k) / STOPS, y + ((nextY - y) * k) / STOPS]);
      }),
      ...ring.slice(-1),
    ]),
  );
}
