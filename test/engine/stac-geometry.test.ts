import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Position } from '../../src/main/engine/export/stac/document.ts';
import { bboxOf, footprintOf, footprintOfBoxes } from '../../src/main/engine/export/stac/geometry.ts';
import { unprojection } from '../../src/main/engine/export/stac/utm.ts';
import type { Grid } from '../../src/shared/geo/grid.ts';

interface GoldenPoint {
  readonly crs: string;
  readonly x: number;
  readonly y: number;
  readonly longitude: number;
  readonly latitude: number;
}

const golden = JSON.parse(readFileSync(new URL('../golden/unprojected-points.json', import.meta.url), 'utf8')) as GoldenPoint[];

describe('degrees of UTM coordinates', () => {
  it.each(golden)('are PROJ’s at $crs $x $y', ({ crs, x, y, longitude, latitude }) => {
    const [lon, lat] = unprojection(crs)?.(x, y) ?? [Number.NaN, Number.NaN];
    const turn = lon > 180 ? -360 : lon < -180 ? 360 : 0;
    // 1e-8 degrees are a millimetre.
    expect(lon + turn).toBeCloseTo(longitude, 8);
    expect(lat).toBeCloseTo(latitude, 8);
  });

  it('are left to GDAL in any other CRS', () => {
    expect(unprojection('EPSG:2154')).toBeNull();
    expect(unprojection('EPSG:32661')).toBeNull();
    expect(unprojection('PROJCRS[…]')).toBeNull();
  });
});

/** Twice the signed area: positive when counter-clockwise. */
function turning(ring: readonly Position[]): number {
  return ring.slice(1).reduce((sum, [x, y], i) => sum + (ring[i]?.[0] ?? 0) * y - x * (ring[i]?.[1] ?? 0), 0);
}

const tile = (crs: string, x: number, y: number): Grid => ({ crs, affine: [x, 10, 0, y, 0, -10], width: 10_980, height: 10_980 });

describe('the outline of a scene', () => {
  it('is that of its tile, not of its bounding box', () => {
    const { geometry, bbox } = footprintOf(tile('EPSG:32631', 600_000, 5_700_000), []);
    expect(geometry.type).toBe('Polygon');
    const [ring] = geometry.coordinates as readonly (readonly Position[])[];
    expect(ring?.[0]).toEqual(ring?.at(-1));
    expect(turning(ring ?? [])).toBeGreaterThan(0);
    // Away from the central meridian the tile leans: its western edge is no meridian.
    const [west, south, east, north] = bbox;
    expect(ring?.some(([x, y]) => x === west && y === south)).toBe(false);
    expect(east - west).toBeGreaterThan(1.5);
    expect(north - south).toBeCloseTo(1.0, 0);
  });

  it('is cut in two at the antimeridian, and its bounding box crosses it', () => {
    const { geometry, bbox } = footprintOf(tile('EPSG:32760', 799_980, 8_200_000), []);
    expect(geometry.type).toBe('MultiPolygon');
    const rings = (geometry.coordinates as readonly (readonly (readonly Position[])[])[]).map(([ring]) => ring ?? []);
    expect(rings).toHaveLength(2);
    for (const ring of rings) {
      expect(ring[0]).toEqual(ring.at(-1));
      expect(turning(ring)).toBeGreaterThan(0);
      expect(ring.every(([x]) => x >= -180 && x <= 180)).toBe(true);
    }
    expect(rings.some((ring) => ring.some(([x]) => x === 180))).toBe(true);
    expect(rings.some((ring) => ring.some(([x]) => x === -180))).toBe(true);
    expect(bbox[0]).toBeGreaterThan(179);
    expect(bbox[2]).toBeLessThan(-179);
  });

  it('beyond the antimeridian as a whole is moved by a turn', () => {
    const { geometry, bbox } = footprintOf({ ...tile('EPSG:32760', 850_000, 8_100_000), width: 100, height: 100 }, []);
    expect(geometry.type).toBe('Polygon');
    expect(bbox[0]).toBeGreaterThan(-180);
    expect(bbox[2]).toBeLessThan(-179);
  });

  it('is the record’s box or boxes where the CRS is no UTM zone', () => {
    expect(footprintOf({ ...tile('EPSG:2154', 0, 0) }, [[1, 2, 3, 4]]).bbox).toEqual([1, 2, 3, 4]);
    const fiji = footprintOfBoxes([[179.2, -17.2, 180, -16.2], [-180, -17.2, -179.8, -16.2]]);
    expect(fiji.geometry.type).toBe('MultiPolygon');
    expect(fiji.bbox).toEqual([179.2, -17.2, -179.8, -16.2]);
  });
});

describe('the bounding box of a collection', () => {
  it('holds all its items, also across the antimeridian', () => {
    expect(bboxOf([[1, 2, 3, 4], [-5, 0, 0, 1]])).toEqual([-5, 0, 3, 4]);
    expect(bboxOf([[179, -17, 180, -16], [-180, -17, -179, -16], [177, -18, 178, -17]])).toEqual([177, -18, -179, -16]);
    expect(bboxOf([[-180, -90, 180, 90]])).toEqual([-180, -90, 180, 90]);
  });
});
