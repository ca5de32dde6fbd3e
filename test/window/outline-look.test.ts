import { describe, expect, it } from 'vitest';
import { outlineLook } from '../../src/renderer/map/outline-look.ts';

describe('the outline of parcels', () => {
  it('is whole near by, and fades from afar but never goes', () => {
    expect(outlineLook(1)).toEqual({ width: 1, opacity: 1 });
    const looks = [6, 12, 25, 60, 1000].map(outlineLook);
    expect(looks.every(({ opacity, width }, i) => i === 0 || (opacity <= (looks[i - 1]?.opacity ?? 0) && width <= (looks[i - 1]?.width ?? 0)))).toBe(true);
    expect(looks.at(-1)).toEqual(outlineLook(60));
    expect(looks.at(-1)?.opacity).toBeGreaterThan(0.1);
  });

  it('changes in few steps, so that little is made anew while the map zooms', () => {
    const all = new Set(Array.from({ length: 500 }, (_, i) => JSON.stringify(outlineLook(1 + i))));
    expect(all.size).toBeLessThanOrEqual(9);
  });
});
