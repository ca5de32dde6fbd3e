import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/main/engine/models/forest/random.ts';
import { shuffledBatches } from '../../src/main/engine/models/network/batches.ts';
import { head } from '../../src/main/engine/models/network/head.ts';
import { drawKeeps } from '../../src/main/engine/models/network/keeps.ts';
import { fillGaps } from '../../src/main/engine/models/network/layers/fill-gaps.ts';
import { normalisationOf, standardise } from '../../src/main/engine/models/network/layers/standardise.ts';
import type { Layer } from '../../src/main/engine/models/network/layers/layer.ts';
import { middleDays, seasonMask } from '../../src/main/engine/models/network/period-days.ts';
import { afterEpoch, beginPlateau } from '../../src/main/engine/models/network/plateau.ts';
import { preparedRows } from '../../src/main/engine/models/network/prepared-rows.ts';

async function prepared(prelude: readonly Layer[], values: readonly number[], shape: readonly number[]): Promise<number[]> {
  const size = shape.reduce((product, side) => product * side, 1);
  const network = { ...head({ inputs: size, classes: 2, hidden: null }), input: shape };
  return Array.from(await preparedRows({ input: 'series', shape, prelude, network, shared: {} }, Float32Array.from(values), values.length / size));
}

describe('gaps of a series', () => {
  const days = [0, 10, 30, 40];
  const filled = (values: readonly number[]) => prepared([fillGaps({ name: 'filled', bands: 1, days })], values, [4, 1]);

  it('are filled linearly by the days between, and with the nearest value at the ends', async () => {
    expect(await filled([1, NaN, 7, 8])).toEqual([1, 3, 7, 8]);
    expect(await filled([NaN, 5, NaN, 8])).toEqual([5, 5, 7, 8]);
    expect(await filled([1, 2, NaN, NaN])).toEqual([1, 2, 2, 2]);
    expect(await filled([4, NaN, NaN, 8])).toEqual([4, 5, 7, 8]);
  });

  it('are filled row by row and band by band, and stay where a band has no value', async () => {
    const values = [...[1, NaN, NaN, NaN, 7, NaN, 8, NaN], ...[0, 9, 0, NaN, 0, NaN, 4, 1]];
    const answer = await prepared([fillGaps({ name: 'filled', bands: 2, days })], values, [4, 2]);
    expect(answer).toEqual([...[1, NaN, 3, NaN, 7, NaN, 8, NaN], ...[0, 9, 0, 7, 0, 3, 4, 1]]);
  });
});

describe('normalising', () => {
  it('takes mean and deviation of what is there, and gives the mean for what is not', async () => {
    const values = [1, 100, 3, NaN, 5, 100, NaN, 100];
    const normalisation = normalisationOf(Float32Array.from(values), 2);
    expect(normalisation.means).toEqual([3, 100]);
    expect(normalisation.deviations[0]).toBeCloseTo(Math.sqrt(8 / 3), 12);
    // A column that never varies must not be divided by 0.
    expect(normalisation.deviations[1]).toBe(1);
    const answer = await prepared([standardise('normalised', normalisation)], [3, NaN, NaN, 101, Infinity, -1e30], [2]);
    expect(answer).toEqual([0, 0, 0, 1, 10, -10]);
  });
});

describe('chance in training', () => {
  it.each([0.5, 0.25, 0.2, 0.9])('drops a share of %f and keeps the mean', (rate) => {
    const keeps = new Float32Array(200_001);
    drawKeeps(new RandomStream(1, 2), rate, keeps);
    const dropped = keeps.filter((value) => value === 0).length / keeps.length;
    expect(Math.abs(dropped - rate)).toBeLessThan(0.005);
    expect(keeps.reduce((sum, value) => sum + value, 0) / keeps.length).toBeCloseTo(1, 1);
    expect(new Set(keeps).size).toBe(2);
  });

  it('takes every row once an epoch, in another order each time, and leaves no row alone', () => {
    const first = shuffledBatches(129, 64, new RandomStream(1, 1));
    expect(first.map((batch) => batch.length)).toEqual([64, 65]);
    const all = first.flatMap((batch) => [...batch]);
    expect(all.toSorted((a, b) => a - b)).toEqual([...all.keys()]);
    expect(shuffledBatches(129, 64, new RandomStream(1, 2)).flatMap((batch) => [...batch])).not.toEqual(all);
    expect(shuffledBatches(3, 64, new RandomStream(1, 1)).map((batch) => batch.length)).toEqual([3]);
  });
});

describe('the learning rate', () => {
  it('falls to a tenth after more epochs without progress than the patience, and the training ends after still more', () => {
    const options = { patience: 2, factor: 0.1, stopAfter: 5 };
    const losses = [1, 0.5, 0.5, 0.49999, 0.6, 0.6, 0.6];
    let state = beginPlateau(1);
    const seen = losses.map((loss, i) => {
      const step = afterEpoch(state, i + 1, loss, options);
      state = step.state;
      return { rate: Number(state.learningRate.toPrecision(3)), isBest: step.isBest, isOver: step.isOver };
    });
    expect(seen.map(({ rate }) => rate)).toEqual([1, 1, 1, 1, 0.1, 0.1, 0.1]);
    expect(seen.map(({ isBest }) => isBest)).toEqual([true, true, false, false, false, false, false]);
    expect(seen.map(({ isOver }) => isOver)).toEqual([false, false, false, false, false, false, true]);
  });
});

describe('periods', () => {
  const months = ['2021-11', '2021-12', '2022-01', '2022-02'].map((month) => ({ start: `${month}-01`, end: `${month}-28` }));

  it('lie at their middles', () => {
    expect(middleDays(months)).toEqual([0, 30, 61, 92]);
  });

  it('belong to a season that goes over the end of the year', () => {
    expect([...seasonMask(months, 12, 1)]).toEqual([0, 1, 1, 0]);
    expect([...seasonMask(months, 1, 2)]).toEqual([0, 0, 1, 1]);
    expect([...seasonMask(months, 5, 8)]).toEqual([0, 0, 0, 0]);
  });
});
