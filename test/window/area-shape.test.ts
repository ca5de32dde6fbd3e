import { describe, expect, it } from 'vitest';
import { areaShapeSchema, asPolygon, boundsOfShape, densePolygons, rectangleFrom, rectangleShape } from '../../src/renderer/layers/area-shape.ts';
import { hectaresOf } from '../../src/renderer/map/position.ts';
import { useArea } from '../../src/renderer/state/map/area.ts';

describe('the shape of an area', () => {
  it('between two corners is a rectangle, whichever corner was dragged', () => {
    const rectangle = rectangleShape([0, 0, 10, 20], 'EPSG:32631');
    expect(rectangleFrom([10, 0], [0, 20], 'EPSG:32631')).toEqual(rectangle);
    expect(rectangleFrom([0, 20], [10, 0], 'EPSG:32631')).toEqual(rectangle);
    expect(areaShapeSchema.parse(JSON.parse(JSON.stringify(rectangle)))).toEqual(rectangle);
  });

  it('becomes a polygon with the same corners', () => {
    const rectangle = rectangleShape([0, 0, 10, 20], 'EPSG:32631');
    expect(asPolygon(rectangle)).toEqual({ ...rectangle, kind: 'polygon' });
  });

  it('has the bounds of all its parts', () => {
    const ring = (x: number): [number, number][] => [[x, 1], [x + 2, 1], [x + 2, 5], [x, 1]];
    expect(boundsOfShape({ polygons: [[ring(0)], [ring(10)]] })).toEqual([0, 1, 12, 5]);
  });

  it('is as large with points on its edges', () => {
    const { polygons } = rectangleShape([0, 0, 16, 32], 'EPSG:32631');
    const [ring = []] = densePolygons(polygons)[0] ?? [];
    expect([ring.length, ring[0], ring[1], ring.at(-1)]).toEqual([65, [0, 0], [1, 0], [0, 0]]);
    const shape = rectangleShape([466_000, 5_618_000, 466_100, 5_618_100], 'EPSG:32631');
    expect(hectaresOf({ ...shape, polygons: densePolygons(shape.polygons) })).toBeCloseTo(hectaresOf(shape) ?? 0, 6);
  });

  it('limits the work to the rectangle around it', () => {
    useArea.getState().take({ kind: 'polygon', crs: 'EPSG:2154', polygons: [[[[1, 2], [5, 2], [3, 9], [1, 2]]]], from: null });
    expect(useArea.getState().area).toEqual({ bounds: [1, 2, 5, 9], crs: 'EPSG:2154' });
    useArea.getState().choose({ bounds: [0, 0, 1, 1], crs: 'EPSG:4326' });
    expect(useArea.getState().shape).toMatchObject({ kind: 'rectangle', crs: 'EPSG:4326' });
    useArea.getState().choose(null);
    expect([useArea.getState().area, useArea.getState().shape]).toEqual([null, null]);
  });
});
