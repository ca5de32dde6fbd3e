import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Chance, centredStart, drawMask, jitteredStart, type SensorSteps } from '../../src/main/engine/models/embeddings/augment.ts';
import { chanceOf } from '../../src/main/engine/models/embeddings/chance.ts';

/** Chance that gives written answers and keeps the questions. */
function scripted(answers: readonly number[]): Chance & { readonly asked: string[] } {
  const left = [...answers];
  const next = (): number => left.shift() ?? 0.999;
  const asked: string[] = [];
  return {
    asked,
    uniform: () => {
      asked.push('uniform');
      return next();
    },
    below: (bound) => {
      asked.push(`below ${bound}`);
      return next();
    },
  };
}

interface GoldenMask {
  readonly seed: number;
  readonly sample: string;
  readonly repeat: number;
  readonly radar: number[];
  readonly optical: number[];
  readonly weather: number[];
  readonly terrain: boolean;
}

/** Drawn by test/golden/augment/make.py. */
const GOLDEN = JSON.parse(readFileSync(new URL('../golden/augment/augment.json', import.meta.url), 'utf8')) as GoldenMask[];

const steps = (...ones: number[]): Uint8Array => Uint8Array.from({ length: 12 }, (_, step) => (ones.includes(step) ? 1 : 0));
const ALL = Uint8Array.from({ length: 12 }, () => 1);
const WHOLE: SensorSteps = { radar: ALL, optical: ALL };
const none = (count: number): number[] => Array.from({ length: count }, () => 0.999);

describe('the order of the draws', () => {
  it('asks for the radar as a whole first, and then not for its timesteps', () => {
    const chance = scripted([0.149, ...none(1), ...none(12), ...none(12), 0.999]);
    const mask = drawMask(WHOLE, chance);
    expect(mask).toEqual({ radar: ALL, optical: steps(), weather: steps(), terrain: false });
    expect(chance.asked).toHaveLength(1 + 1 + 12 + 12 + 1);
  });

  it('asks for each timestep of the radar where it was not lost as a whole', () => {
    const radar = none(12).map((_, step) => (step === 4 ? 0.149 : 0.15));
    const chance = scripted([0.15, ...radar, ...none(1), ...none(12), ...none(12), 0.999]);
    expect(drawMask(WHOLE, chance).radar).toEqual(steps(4));
    expect(chance.asked).toHaveLength(1 + 12 + 1 + 12 + 12 + 1);
  });

  it('draws a block of clouds with its length and its start, timesteps beside it, weather and terrain last', () => {
    // Length 2 + 3, start 6; timestep 1 beside it; weather of timestep 11; terrain.
    const optical = none(12).map((_, step) => (step === 1 ? 0.249 : 0.25));
    const weather = none(12).map((_, step) => (step === 11 ? 0.029 : 0.03));
    const chance = scripted([0.5, ...none(12), 0.049, 3, 6, ...optical, ...weather, 0.009]);
    expect(drawMask(WHOLE, chance)).toEqual({ radar: steps(), optical: steps(1, 6, 7, 8, 9, 10), weather: steps(11), terrain: true });
    expect(chance.asked.filter((question) => question !== 'uniform')).toEqual(['below 4', 'below 8']);
  });

  it('gives one timestep of reflectance back where nothing would be left, and radar where there never was reflectance', () => {
    const all = Array.from({ length: 12 }, () => 0);
    const back = drawMask({ radar: ALL, optical: steps(2, 5) }, scripted([0, 0.999, ...all, 1]));
    expect(back.radar).toEqual(ALL);
    expect(back.optical[5]).toBe(0);
    expect(back.optical.reduce((sum, lost) => sum + lost, 0)).toBe(11);
    const radarBack = drawMask({ radar: steps(3, 8), optical: steps() }, scripted([0, 0.999, ...none(12), 0]));
    expect(radarBack.radar[3]).toBe(0);
    expect(radarBack.radar.reduce((sum, lost) => sum + lost, 0)).toBe(11);
  });

  it('leaves a sample alone that has neither', () => {
    expect(drawMask({ radar: steps(), optical: steps() }, scripted([0, 0.999, ...none(12), ...none(12), 0.999])).radar).toEqual(ALL);
  });
});

describe('how often', () => {
  const DRAWS = 40_000;
  const masks = Array.from({ length: DRAWS }, (_, row) => drawMask(WHOLE, chanceOf(7, `sample ${row}`, 1)));
  const share = (count: (mask: (typeof masks)[number]) => number, of: number): number => masks.reduce((sum, mask) => sum + count(mask), 0) / (DRAWS * of);
  const ones = (array: Uint8Array): number => array.reduce((sum, one) => sum + one, 0);
  /** Five standard errors of a share. */
  const near = (found: number, expected: number, draws: number): void => {
    expect(Math.abs(found - expected)).toBeLessThan(5 * Math.sqrt((expected * (1 - expected)) / draws));
  };

  it('radar as a whole 15 % of the time, else each timestep 15 %', () => {
    const whole = masks.filter(({ radar }) => ones(radar) === 12);
    near(whole.length / DRAWS, 0.15, DRAWS);
    const rest = masks.filter(({ radar }) => ones(radar) < 12);
    near(rest.reduce((sum, { radar }) => sum + ones(radar), 0) / (rest.length * 12), 0.15, rest.length * 12);
  });

  it('reflectance 25 % of the timesteps and a block of 2 to 5 in 5 % of the samples, weather 3 %, terrain 1 %', () => {
    // A block covers 3.5 of 12 timesteps on average; where it lies is not uniform, so that only the sum is compared.
    const block = (0.05 * 3.5) / 12;
    expect(share(({ optical }) => ones(optical), 12)).toBeCloseTo(1 - 0.75 * (1 - block), 2);
    near(share(({ weather }) => ones(weather), 12), 0.03, DRAWS * 12);
    near(share(({ terrain }) => (terrain ? 1 : 0), 1), 0.01, DRAWS);
  });

  it('never takes both radar and reflectance away', () => {
    const grim = { radar: 1, radarStep: 1, cloudBlock: 1, blockSteps: [2, 5], opticalStep: 1, weatherStep: 0, terrain: 0 } as const;
    for (let row = 0; row < 200; row++) expect(ones(drawMask(WHOLE, chanceOf(3, `${row}`, 1), grim).optical)).toBe(11);
  });

  it('is the same for the same seed, sample and repeat, and another for any other', () => {
    const mask = (seed: number, id: string, repeat: number): string => JSON.stringify(drawMask(WHOLE, chanceOf(seed, id, repeat)));
    expect(mask(1, 'a', 1)).toBe(mask(1, 'a', 1));
    expect(new Set([mask(1, 'a', 1), mask(2, 'a', 1), mask(1, 'b', 1), mask(1, 'a', 2)]).size).toBe(4);
  });

  it.each(GOLDEN)('draws the sequence that the description gives: seed $seed, $sample, repeat $repeat', ({ seed, sample, repeat, ...expected }) => {
    const { radar, optical, weather, terrain } = drawMask(WHOLE, chanceOf(seed, sample, repeat));
    expect({ radar: [...radar], optical: [...optical], weather: [...weather], terrain }).toEqual(expected);
  });
});

describe('the window of a longer series', () => {
  it('has its centre anywhere that keeps the label two timesteps from the edges', () => {
    // 17 months, the label at 8: centres 6…11, but at most 17 − 6 = 11 and at most 8 − 2 + 6 = 12.
    const starts = new Map<number, number>();
    for (let row = 0; row < 12_000; row++) {
      const start = jitteredStart(17, 8, 12, chanceOf(1, `${row}`, 1));
      starts.set(start, (starts.get(start) ?? 0) + 1);
    }
    expect([...starts.keys()].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5]);
    for (const count of starts.values()) expect(Math.abs(count - 2000)).toBeLessThan(5 * Math.sqrt(2000));
  });

  it('never lets the label come nearer than that', () => {
    for (let valid = 2; valid < 18; valid++) {
      for (let row = 0; row < 50; row++) {
        const start = jitteredStart(20, valid, 12, chanceOf(1, `${row}`, 1));
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start).toBeLessThanOrEqual(8);
        expect(valid - start).toBeGreaterThanOrEqual(2);
        expect(valid - start).toBeLessThanOrEqual(10);
      }
    }
  });

  it('is the whole series where that is no longer, and is cut around the label without chance', () => {
    expect(jitteredStart(12, 6, 12, scripted([5]))).toBe(0);
    expect([0, 6, 8, 11, 16].map((valid) => centredStart(17, valid, 12))).toEqual([0, 0, 2, 5, 5]);
  });
});
