import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { polygonsAreaM2, ringAreaM2 } from '../../src/shared/geo/ellipsoid-area.ts';

const golden = JSON.parse(readFileSync(new URL('../golden/areas/ellipsoid.json', import.meta.url), 'utf8')) as Record<string, { readonly ring: [number, number][]; readonly m2: number }>;

/** Points on the edges, as the golden areas have them. */
function dense(ring: readonly [number, number][]): [number, number][] {
  return ring.flatMap(([x, y], i) => {
    const [nextX = 0, nextY = 0] = ring[(i + 1) % ring.length] ?? [];
    const across = ((((nextX - x + 180) % 360) + 360) % 360) - 180;
    return Array.from({ length: 200 }, (_, k): [number, number] => [x + (across * k) / 200, y + ((nextY - y) * k) / 200]);
  });
}

describe('the area of a ring on the ellipsoid', () => {
  it.each(Object.entries(golden))('of %s is what PROJ’s equal-area projection gives', (_, { ring, m2 }) => {
    expect(Math.abs(ringAreaM2(dense(ring)) / m2 - 1)).toBeLessThan(1e-6);
  });

  it('is the same whichever way the ring runs, closed or open, and less its holes', () => {
    const ring = golden['field']?.ring ?? [];
    const [first = [0, 0]] = ring;
    expect(ringAreaM2([...ring].reverse())).toBeCloseTo(ringAreaM2(ring), 6);
    expect(ringAreaM2([...ring, first])).toBeCloseTo(ringAreaM2(ring), 6);
    expect(polygonsAreaM2([[ring, ring], [ring]])).toBeCloseTo(ringAreaM2(ring), 6);
  });
});
