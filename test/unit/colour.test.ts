import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hexOf, hexOfHue, linearRgbOf, linearRgbOfOklab, oklabOf } from '../../src/shared/colour/oklab.ts';
import { distinctColours, OKABE_ITO, paletteColours, PALETTES } from '../../src/shared/colour/palettes.ts';
import { RAMP_NAMES, rampColours, rampStops } from '../../src/shared/colour/ramps.ts';
import { confusablePairs, distanceSeen, smallestDistance, VISIONS } from '../../src/shared/colour/vision.ts';
import type { CropClass } from '../../src/shared/raster/class-scheme.ts';

interface Golden {
  readonly colours: readonly string[];
  readonly smallest: Readonly<Record<(typeof VISIONS)[number], number>>;
  readonly confusable: number;
}
const golden = JSON.parse(readFileSync(new URL('../golden/colour/distances.json', import.meta.url), 'utf8')) as Record<string, Golden>;

const cropClass = (code: string, value: number, parent: string | null = null): CropClass => ({ code, value, labels: { en: code }, colour: '#808080', parent });

describe('colours', () => {
  it('come back from OKLab as they went in', () => {
    for (const colour of ['#000000', '#ffffff', '#2f6b2a', '#e69f00', '#0072b2']) expect(hexOf(linearRgbOfOklab(oklabOf(linearRgbOf(colour))))).toBe(colour);
  });

  it('give up chroma rather than hue where sRGB ends', () => {
    const colour = hexOfHue(0.9, 0.35, 260);
    expect(oklabOf(linearRgbOf(colour))[0]).toBeCloseTo(0.9, 2);
  });
});

describe('the colour-vision check', () => {
  it.each(Object.entries(golden))('agrees with numpy on %s', (_name, { colours, smallest }) => {
    for (const vision of VISIONS) expect(smallestDistance(colours, vision)).toBeCloseTo(smallest[vision], 3);
  });

  it.each(Object.entries(golden))('counts the pairs of %s that the worst vision confuses', (_name, { colours, confusable }) => {
    const pairs = confusablePairs(new Map(colours.map((colour) => [colour, colour])));
    expect(Math.max(...VISIONS.map((vision) => pairs.filter((pair) => pair.vision === vision).length))).toBe(confusable);
  });

  it('names the two classes, the vision and the distance, the closest pair first', () => {
    const pairs = confusablePairs(new Map([['wheat', '#c8a415'], ['rape', '#b0b020'], ['water', '#1f4fbf']]));
    expect(pairs.length).toBeGreaterThan(0);
    for (const { a, b } of pairs) expect([a, b]).toEqual(['wheat', 'rape']);
    expect([...pairs].sort((x, y) => x.distance - y.distance)).toEqual(pairs);
    expect(pairs[0]?.distance).toBeCloseTo(distanceSeen('#c8a415', '#b0b020', pairs[0]?.vision ?? 'normal'), 9);
  });

  it('has nothing to say of one class', () => {
    expect(confusablePairs(new Map([['wheat', '#c8a415']]))).toEqual([]);
  });
});

describe('palettes', () => {
  it('begin with Okabe and Ito and keep further colours apart for every vision', () => {
    const twelve = distinctColours(12, OKABE_ITO.slice(0, 7));
    expect(twelve.slice(0, 7)).toEqual(OKABE_ITO.slice(0, 7));
    for (const vision of VISIONS) expect(smallestDistance(twelve, vision)).toBeGreaterThan(6);
  });

  it('give every class a colour of its own, also 60 of them', () => {
    const classes = Array.from({ length: 60 }, (_, i) => cropClass(`c${i}`, i + 1));
    for (const name of PALETTES.filter((palette) => palette !== 'original')) {
      const colours = [...paletteColours(name, classes).values()];
      expect(colours).toHaveLength(60);
      expect(colours.every((colour) => /^#[0-9a-fA-F]{6}$/.test(colour))).toBe(true);
    }
    expect(new Set(paletteColours('distinct', classes).values()).size).toBe(60);
  });

  it('give one family one hue', () => {
    const classes = [cropClass('cereal', 1), cropClass('wheat', 2, 'cereal'), cropClass('barley', 3, 'cereal'), cropClass('grass', 4), cropClass('meadow', 5, 'grass')];
    const colours = paletteColours('hierarchical', classes);
    const hue = (code: string): number => {
      const [, a, b] = oklabOf(linearRgbOf(colours.get(code) ?? ''));
      return (Math.atan2(b, a) * 180) / Math.PI;
    };
    expect(Math.abs(hue('wheat') - hue('barley'))).toBeLessThan(4);
    expect(Math.abs(hue('wheat') - hue('meadow'))).toBeGreaterThan(60);
  });

  it('do not hang on classes that are their own ancestors', () => {
    expect(paletteColours('hierarchical', [cropClass('a', 1, 'b'), cropClass('b', 2, 'a')]).size).toBe(2);
  });
});

describe('ramps', () => {
  it('run from the low to the high end, and back when reversed', () => {
    const stops = rampStops({ name: 'viridis', reversed: false }, -1, 1);
    expect(stops[0]).toEqual([-1, '#440154']);
    expect(stops.at(-1)).toEqual([1, '#fde725']);
    expect(rampColours({ name: 'viridis', reversed: true })[0]).toBe('#fde725');
  });

  it('that are perceptual grow lighter step by step for every vision', () => {
    for (const name of RAMP_NAMES.filter((ramp) => ['viridis', 'cividis', 'magma', 'greys'].includes(ramp))) {
      const light = rampColours({ name, reversed: false }).map((colour) => oklabOf(linearRgbOf(colour))[0]);
      expect([...light].sort((a, b) => a - b)).toEqual(light);
    }
  });
});
