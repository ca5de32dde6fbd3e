import { describe, expect, it } from 'vitest';
import { summariseCurve, toldGain } from '../../src/shared/reports/curve-verdict.ts';
import type { LocalTrial } from '../../src/shared/reports/local-curve.ts';
import { fitSaturating, isEndless } from '../../src/shared/reports/saturating-fit.ts';
import { studentQuantile95 } from '../../src/shared/stats/student.ts';
import { toldDifference } from '../../src/shared/stats/told-difference.ts';

const STEPS = [0, 50, 100, 200, 400, 800];
/** Differences between draws and steps as a measurement has them, the same in every run. */
const noise = (draw: number, step: number): number => Math.sin(draw * 12.9898 + step * 78.233);

function trialsOf(curve: (samples: number) => number, { draws = 6, spread = 0.01, steps = STEPS } = {}): LocalTrial[] {
  return Array.from({ length: draws }, (_, draw) => ({
    seed: draw, foreignRows: 1000, poolRows: 900, testRows: 300,
    steps: steps.map((samples, i) => ({ samples, macroF1: curve(samples) + spread * noise(draw, i), overallAccuracy: 0.8 })),
  }));
}

const saturating = (ceiling: number, reach: number, scale: number) => (samples: number): number => ceiling - reach * Math.exp(-samples / scale);

describe('a saturating curve', () => {
  it('is found again from its own points', () => {
    const fit = fitSaturating(STEPS.map((samples) => ({ samples, value: saturating(0.8, 0.3, 120)(samples) })));
    expect(fit?.ceiling).toBeCloseTo(0.8, 2);
    expect(fit?.reach).toBeCloseTo(0.3, 2);
    expect((fit?.scale ?? 0) / 120).toBeCloseTo(1, 1);
  });

  it('has no end where the points lie on a straight line, and is none where they fall', () => {
    const straight = STEPS.map((samples) => ({ samples, value: 0.4 + samples / 4000 }));
    const fit = fitSaturating(straight);
    expect(fit && isEndless(fit, straight)).toBe(true);
    expect(fitSaturating(STEPS.map((samples) => ({ samples, value: 0.6 - samples / 4000 })))).toBeNull();
    expect(fitSaturating(straight.slice(0, 2))).toBeNull();
  });
});

describe('what a curve says of collecting more', () => {
  it('is enough where it has flattened, with limits around the truth', () => {
    const { verdict, gain, steps } = summariseCurve(trialsOf(saturating(0.8, 0.3, 100)));
    expect(verdict.kind).toBe('saturated');
    expect(verdict.enough).toBeGreaterThan(200);
    expect(verdict.enough).toBeLessThan(420);
    expect(verdict.low).toBeLessThanOrEqual(verdict.enough ?? 0);
    expect(verdict.high).toBeGreaterThanOrEqual(verdict.enough ?? Infinity);
    expect(gain?.mean).toBeCloseTo(0.3, 1);
    expect(steps).toHaveLength(6);
    expect(verdict.words).toContain('hardly worth collecting');
  });

  it('tells the gain that the two figures beside it have', () => {
    const step = (samples: number, macroF1: number) => ({ samples, macroF1, sd: 0, overallAccuracy: 0, overallAccuracySd: 0 });
    const gain = { from: 50, to: 600, mean: 0.1262, low: 0.1, high: 0.15 };
    expect(toldGain(gain, [step(50, 0.5084), step(600, 0.6346)])).toBe(0.127);
    expect(toldDifference(61.84, 60.46, 1)).toBe(1.3);
    expect(Object.is(toldDifference(0.1 + 0.2, 0.3, 3), 0)).toBe(true);
  });

  it('is so many more where it bends but has not flattened', () => {
    const { verdict } = summariseCurve(trialsOf(saturating(0.8, 0.4, 500), { spread: 0.002 }));
    expect(verdict.kind).toBe('more');
    expect(verdict.enough).toBeGreaterThan(1100);
    expect(verdict.enough).toBeLessThan(1900);
    expect(verdict.words).toMatch(/about \d+ more \(\d+ to \d+\) are worth collecting/);
  });

  it('is at least so many more where it rises without an end in sight, and names no number beyond', () => {
    const { verdict } = summariseCurve(trialsOf((samples) => 0.3 + samples / 4000, { spread: 0.002 }));
    expect(verdict).toMatchObject({ kind: 'rising', enough: null, high: null });
    expect(verdict.low).toBeGreaterThan(800);
  });

  it('is nothing where local samples change nothing, and cannot be told where the spread hides it', () => {
    expect(summariseCurve(trialsOf(() => 0.6, { spread: 0.004 })).verdict.kind).toBe('no-gain');
    expect(summariseCurve(trialsOf((samples) => 0.6 + samples / 40_000, { spread: 0.08 })).verdict.kind).toBe('unclear');
  });

  it('cannot be told from few steps or draws', () => {
    expect(summariseCurve(trialsOf(saturating(0.8, 0.3, 100), { draws: 2 })).verdict).toMatchObject({ kind: 'unclear', enough: null });
    expect(summariseCurve(trialsOf(saturating(0.8, 0.3, 100), { steps: [0, 100, 200] })).verdict.kind).toBe('unclear');
    expect(summariseCurve(trialsOf(saturating(0.8, 0.3, 100), { draws: 1 })).gain).toBeNull();
  });

  it('leaves out steps that one of the draws could not make', () => {
    const [first, ...others] = trialsOf(saturating(0.8, 0.3, 100));
    const short = { ...first, steps: first?.steps.slice(0, 5) ?? [] } as LocalTrial;
    expect(summariseCurve([short, ...others]).steps.map(({ samples }) => samples)).toEqual(STEPS.slice(0, 5));
    expect(summariseCurve([...others, short]).steps.map(({ samples }) => samples)).toEqual(STEPS.slice(0, 5));
  });
});

describe('limits of a gain', () => {
  it('are wider than those of independent draws, for the draws share samples (Nadeau and Bengio 2003)', () => {
    const { gain } = summariseCurve(trialsOf(saturating(0.8, 0.3, 100), { draws: 5, spread: 0.02 }));
    const changes = trialsOf(saturating(0.8, 0.3, 100), { draws: 5, spread: 0.02 }).map(({ steps }) => (steps.at(-1)?.macroF1 ?? 0) - (steps[0]?.macroF1 ?? 0));
    const mean = changes.reduce((sum, value) => sum + value, 0) / 5;
    const sd = Math.sqrt(changes.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4);
    expect(gain?.mean).toBeCloseTo(mean, 12);
    expect((gain?.high ?? 0) - mean).toBeCloseTo(2.1318 * sd * Math.sqrt(1 / 5 + 300 / 900), 6);
  });

  it('take Student’s quantiles (tables: 2.1318 for 4, 1.7459 for 16, 1.6973 for 30 degrees)', () => {
    expect(studentQuantile95(4)).toBeCloseTo(2.1318, 4);
    expect(studentQuantile95(16)).toBeCloseTo(1.7459, 2);
    expect(studentQuantile95(30)).toBeCloseTo(1.6973, 2);
  });
});
