import { describe, expect, it } from 'vitest';
import { transformPoints } from '../../src/main/engine/gdal/crs.ts';
import { transformAll } from '../../src/main/engine/gdal/transform-all.ts';
import { transformWithin } from '../../src/main/engine/gdal/transform-within.ts';
import type { Bounds } from '../../src/shared/geo/bounds.ts';

/** Pairs on a spiral over a rectangle and a little beyond it. */
function spiral([minX, minY, maxX, maxY]: Bounds, count: number): Float64Array {
  return Float64Array.from({ length: count * 2 }, (_, i) => {
    const k = Math.floor(i / 2);
    const radius = (0.6 * k) / count;
    const along = i % 2 === 0 ? Math.cos(k) : Math.sin(k);
    return i % 2 === 0 ? (minX + maxX) / 2 + along * radius * (maxX - minX) : (minY + maxY) / 2 + along * radius * (maxY - minY);
  });
}

describe('transforming many points of a small area', () => {
  // Conformal or not, in degrees or metres, with nodes close enough together and too far apart.
  const AREAS = [
    { from: 'EPSG:2154', bounds: [600_000, 6_600_000, 614_000, 6_614_000] as const },
    { from: 'EPSG:32631', bounds: [300_000, 5_500_000, 500_000, 5_700_000] as const },
    { from: 'EPSG:32631', bounds: [300_000, 5_500_000, 310_000, 5_510_000] as const },
    { from: 'EPSG:4258', bounds: [14, 48, 15.5, 49] as const },
    { from: 'EPSG:3035', bounds: [4_000_000, 2_900_000, 4_020_000, 2_920_000] as const },
    // The antimeridian runs through it: Web Mercator jumps there, and no grid can follow.
    { from: 'EPSG:32601', bounds: [200_000, 5_500_000, 500_000, 5_700_000] as const },
  ];

  it.each(AREAS)('is as exact as asked for, inside the area and beyond it: $from', ({ from, bounds }) => {
    const points = spiral(bounds, 5000);
    const exact = transformPoints(points.filter((_, i) => i % 2 === 0), points.filter((_, i) => i % 2 === 1), from, 'EPSG:3857');
    const given = transformWithin(points, 5000, { from, to: 'EPSG:3857', bounds, tolerance: 0.5 });
    let worst = 0;
    for (let i = 0; i < 5000; i++) worst = Math.max(worst, Math.hypot((given[i * 2] ?? NaN) - (exact.x[i] ?? NaN), (given[i * 2 + 1] ?? NaN) - (exact.y[i] ?? NaN)));
    expect(worst).toBeLessThanOrEqual(0.5);
  });

  it('says NaN for the point that cannot be transformed, and transforms the others', () => {
    const given = transformAll(Float64Array.of(600_000, 6_600_000, Number.NaN, 1, 614_000, 6_614_000), 3, 'EPSG:2154', 'EPSG:3857');
    expect(Array.from(given, Number.isFinite)).toEqual([true, true, false, false, true, true]);
  });
});
