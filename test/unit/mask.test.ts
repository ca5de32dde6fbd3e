import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clearPixels, maskMargin } from '../../src/main/engine/mask/clear.ts';
import { columnsAbove, plainColumnsAbove } from '../../src/main/engine/mask/columns.ts';
import { FMASK_TO_SCL } from '../../src/main/engine/mask/fmask.ts';
import { dilate, erode } from '../../src/main/engine/mask/morphology.ts';
import { maskRule } from '../../src/main/engine/mask/preset.ts';
import { detectResampledScl } from '../../src/main/engine/mask/resampled-scl.ts';
import { kernelsAt, worldcerealMask } from '../../src/main/engine/mask/worldcereal.ts';

function golden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../golden/composite/${name}.json`, import.meta.url), 'utf8')) as T;
}

const keeps = (setting: string): number[] => [...maskRule(setting).clear.keys()].filter((code) => maskRule(setting).clear[code] === 1);

describe('mask presets', () => {
  it('keep and drop the classes that they say', () => {
    expect(keeps('keep-4-7')).toEqual([4, 5, 6, 7]);
    expect(keeps('raw-drop')).toEqual([2, 4, 5, 6, 7]);
    expect(keeps('4,5')).toEqual([4, 5]);
    expect(keeps('keep:5,11')).toEqual([5, 11]);
    expect(keeps('drop:0,1,2,3')).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('refuse classes that there are none of', () => {
    expect(() => maskRule('4,12')).toThrow('no class 12');
    expect(() => maskRule('clouds')).toThrow('“clouds” is no mask');
  });

  it('read the bits of an HLS Fmask: cloud, shadow, snow and their rims go, land and water stay, aerosol does not matter', () => {
    const { clear } = maskRule('keep-4-7');
    const isClear = (value: number): boolean => clear[FMASK_TO_SCL[value] ?? 0] === 1;
    expect([0, 0b00100000, 0b11000000, 0b11100000].map(isClear)).toEqual([true, true, true, true]);
    expect([255, 0b10, 0b100, 0b1000, 0b10000, 0b11000010].map(isClear)).toEqual([false, false, false, false, false, false]);
  });
});

describe('growing and shrinking', () => {
  const { width, height, mask, discs } = golden<{ width: number; height: number; mask: number[]; discs: { radius: number; dilated: number[]; eroded: number[] }[] }>('morphology');
  const raster = { data: Uint8Array.from(mask), width, height };

  for (const { radius, dilated, eroded } of discs) {
    it(`is exact for a disc of ${radius} pixels`, () => {
      expect([...dilate(raster, radius)]).toEqual(dilated);
      expect([...erode(raster, radius)]).toEqual(eroded);
    });
  }

  it('counts in metres', () => {
    const codes = new Uint8Array(49).fill(4);
    codes[24] = 9;
    const settings = { rule: maskRule('keep-4-7'), erodeM: 0, dilateM: 20, pixelM: 10 };
    expect(maskMargin(settings)).toBe(2);
    expect([...clearPixels({ data: codes, width: 7, height: 7 }, settings)].filter((clear) => clear === 0)).toHaveLength(13);
    expect(clearPixels({ data: codes, width: 7, height: 7 }, { ...settings, erodeM: 10 })[24]).toBe(1);
  });

  it('grows clouds, not the place where nothing was seen', () => {
    const codes = new Uint8Array(49).fill(4);
    codes.fill(0, 0, 14);
    const clear = clearPixels({ data: codes, width: 7, height: 7 }, { rule: maskRule('keep-4-7'), erodeM: 0, dilateM: 20, pixelM: 10 });
    expect([...clear].filter((value) => value === 0)).toHaveLength(14);
    codes[30] = 9;
    expect(clearPixels({ data: codes, width: 7, height: 7 }, { rule: maskRule('keep-4-7'), erodeM: 0, dilateM: 20, pixelM: 10 })[16]).toBe(0);
  });
});

describe('WorldCereal’s mask', () => {
  const { width, height, codes, cases } = golden<{ width: number; height: number; codes: number[]; cases: { small: number; large: number; erosion: number; masked: number[] }[] }>('worldcereal');

  for (const { masked, ...kernels } of cases) {
    it(`is that of a direct two-dimensional convolution: ${kernels.small}, ${kernels.large}, ${kernels.erosion}`, () => {
      expect([...worldcerealMask({ data: Uint8Array.from(codes), width, height }, kernels)]).toEqual(masked);
    });
  }

  it('smooths columns to the same bits in WebAssembly and in plain code', () => {
    const rows = Array.from({ length: 61 }, (_, row) => (row % 7 === 3 ? null : Float64Array.from({ length: 53 }, (__, column) => Math.abs(Math.sin(row * 12.9898 + column * 78.233)) / 7)));
    const weights = Float64Array.from({ length: 21 }, (_, i) => Math.exp(-((i - 10) ** 2) / 30) / 9.7);
    // The thresholds lie on sums that occur, where the last bit decides.
    const sum = rows.slice(10, 31).reduce((total, row, i) => total + (weights[i] ?? 0) * (row?.[20] ?? 0), 0);
    for (const threshold of [0.025, 0.08, sum]) {
      const smoothed = { rows, width: 53, weights, threshold };
      expect([...columnsAbove(smoothed)]).toEqual([...plainColumnsAbove(smoothed)]);
    }
  });

  it('keeps its size on the ground', () => {
    expect(kernelsAt(10)).toEqual({ small: 17, large: 77, erosion: 3 });
    expect(kernelsAt(20)).toEqual({ small: 9, large: 39, erosion: 1 });
  });
});

describe('a scene classification resampled by interpolation', () => {
  const width = 120;
  const blobs = (at: (x: number, y: number) => number): { data: Uint8Array; width: number; height: number } => ({
    data: Uint8Array.from({ length: width * width }, (_, i) => Math.round(at(i % width, Math.floor(i / width)))),
    width,
    height: width,
  });
  const cloud = (x: number, y: number): number => Math.sin(x / 7) + Math.cos(y / 5);

  it('is told by its made-up classes', () => {
    expect(detectResampledScl(blobs((x, y) => 4 + 5 / (1 + Math.exp(-4 * cloud(x, y))))).resampled).toBe(true);
  });

  it('is not seen where the classes are genuine', () => {
    expect(detectResampledScl(blobs((x, y) => (cloud(x, y) > 1 ? 9 : cloud(x, y) > 0.6 ? 8 : (x * 7 + y * 3) % 5 === 0 ? 5 : (x * 5 + y) % 7 === 0 ? 3 : 4))).resampled).toBe(false);
    expect(detectResampledScl(blobs(() => 4)).resampled).toBe(false);
  });
});
