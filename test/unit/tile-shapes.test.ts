import { describe, expect, it } from 'vitest';
import { clipRing } from '../../src/main/engine/parcels/clip.ts';
import { doubleArea, meetsBox } from '../../src/main/engine/parcels/meets-box.ts';
import { morton, unmorton } from '../../src/main/engine/tiles/morton.ts';
import { simplifyRing } from '../../src/main/engine/tiles/simplify.ts';
import { isTile } from '../../src/main/engine/tiles/tile-address.ts';
import { tracePatches } from '../../src/main/engine/tiles/trace-cells.ts';

describe('simplifying a ring', () => {
  it('leaves out what lies within the tolerance and keeps corners, open or closed', () => {
    const ring = Float64Array.of(0, 0, 50, 0.4, 100, 0, 100, 100, 60, 99.7, 0, 100, 0, 0);
    expect([...simplifyRing(ring, 0.5)]).toEqual([0, 0, 100, 0, 100, 100, 0, 100, 0, 0]);
    expect(simplifyRing(ring, 0.2)).toEqual(ring);
    expect(simplifyRing(ring, 0)).toBe(ring);
  });

  it('moves no outline by more than the tolerance, however long the ring', () => {
    const points = Array.from({ length: 20_001 }, (_, i) => [1000 * Math.cos((i / 20_000) * 2 * Math.PI), 1000 * Math.sin((i / 20_000) * 2 * Math.PI)]).flat();
    const kept = simplifyRing(Float64Array.from(points), 4);
    expect(kept.length).toBeLessThan(200);
    expect(doubleArea(kept) / 2).toBeGreaterThan(Math.PI * 1000 ** 2 * 0.99);
  });
});

describe('cutting a ring to a tile', () => {
  const areaInside = (...ring: number[]): number | null => {
    const inside = clipRing(Float64Array.from(ring), 0, 100);
    return inside && doubleArea(inside) / 2;
  };

  it('gives the part inside', () => {
    expect(areaInside(-50, -50, 50, -50, 50, 50, -50, 50, -50, -50)).toBe(2500);
    expect(areaInside(-50, 50, 50, -50, 150, 50, 50, 150, -50, 50)).toBe(10_000);
    expect(areaInside(-9, -9, -1, -9, -1, -1, -9, -9)).toBe(0);
  });

  it('says when it would fall into pieces', () => {
    expect(areaInside(-50, 0, 50, 0, 50, 20, -10, 20, -10, 40, 50, 40, 50, 60, -50, 60, -50, 0)).toBeNull();
  });

  it('leaves a ring inside as it is', () => {
    const ring = Float64Array.of(1, 1, 9, 1, 9, 9, 1, 1);
    expect(clipRing(ring, 0, 100)).toBe(ring);
  });
});

it('a rectangle meets a parcel by its area, not in its hole and not along its edge', () => {
  const ring = (points: number[], exterior: boolean) => ({ points: Float64Array.from(points), exterior });
  const parcel = [ring([0, 0, 100, 0, 100, 100, 0, 100, 0, 0], true), ring([20, 20, 80, 20, 80, 80, 20, 80, 20, 20], false)];
  expect(meetsBox(parcel, [30, 30, 70, 70])).toBe(false);
  expect(meetsBox(parcel, [30, 30, 81, 70])).toBe(true);
  expect(meetsBox(parcel, [100, 0, 200, 100])).toBe(false);
  expect(meetsBox(parcel, [99, 99, 200, 200])).toBe(true);
  expect(meetsBox(parcel, [-10, -10, 200, 200])).toBe(true);
});

it('Morton numbers put the four cells of a parent one after the other, up to twenty bits', () => {
  for (const [x, y] of [[0, 0], [1, 0], [5, 3], [1023, 1024], [2 ** 20 - 1, 2 ** 20 - 1], [777_777, 123_456]] as const) {
    expect(unmorton(morton(x, y))).toEqual({ x, y });
    expect(Math.floor(morton(x, y) / 4)).toBe(morton(x >> 1, y >> 1));
  }
});

describe('outlines of cells', () => {
  const traced = (rows: readonly string[]) => tracePatches(Uint16Array.from(rows.join(''), Number), rows.length);

  it('keep the area of each patch, with holes taken out', () => {
    const [ring, inner] = traced(['1111', '1221', '1201', '1111']);
    expect(ring?.rings.map((one) => doubleArea(one) / 2)).toEqual([16, -4]);
    expect(inner?.rings.map((one) => doubleArea(one) / 2)).toEqual([3]);
  });

  it('part cells that touch by a corner alone', () => {
    expect(traced(['100', '010', '001']).map(({ rings }) => rings.map((one) => [...one]))).toEqual([[[0, 0, 1, 0, 1, 1, 0, 1, 0, 0]], [[1, 1, 2, 1, 2, 2, 1, 2, 1, 1]], [[2, 2, 3, 2, 3, 3, 2, 3, 2, 2]]]);
  });

  it('keep a hole apart that touches the outside by a corner', () => {
    const patches = traced(['0111', '1011', '1111', '1111']);
    expect(patches).toHaveLength(1);
    expect(patches[0]?.rings.map((one) => doubleArea(one) / 2)).toEqual([15, -1]);
  });
});

it('tiles that the pyramid does not have are told apart', () => {
  expect(isTile({ z: 0, x: 0, y: 0 })).toBe(true);
  for (const [z, x, y] of [[0, 1, 0], [3, 8, 0], [3, 0, -1], [25, 0, 0], [2.5, 0, 0], [3, Number.NaN, 0]] as const) expect(isTile({ z, x, y })).toBe(false);
});
