import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tempCnn } from '../../src/main/engine/models/families/tempcnn/architecture.ts';
import { SEASON_MASK, head, seasonalHead } from '../../src/main/engine/models/network/head.ts';
import { batchNorm } from '../../src/main/engine/models/network/layers/batch-norm.ts';
import { convolution } from '../../src/main/engine/models/network/layers/convolution.ts';
import { dense } from '../../src/main/engine/models/network/layers/dense.ts';
import { dropout } from '../../src/main/engine/models/network/layers/dropout.ts';
import { flatten } from '../../src/main/engine/models/network/layers/flatten.ts';
import type { Layer } from '../../src/main/engine/models/network/layers/layer.ts';
import { maskedMean } from '../../src/main/engine/models/network/layers/masked-mean.ts';
import { rectifier } from '../../src/main/engine/models/network/layers/rectifier.ts';
import type { Network } from '../../src/main/engine/models/network/network.ts';
import { type Batch, DoubleNetwork, madeBatch, wave } from '../fixtures/network.ts';

const STEPS = 5;
const BANDS = 3;
const CLASSES = 3;
const ROWS = 6;
/** A season per row: some steps, none, all. */
const SEASON = Float64Array.from({ length: ROWS * STEPS }, (_, i) => (Math.floor(i / STEPS) === 1 ? 0 : Number(i % 3 > 0)));

/** A trainable layer before the one that is looked at, so that a gradient must pass through it, and the classes after it. */
function around(layers: readonly Layer[], columns: number): Network {
  const before = convolution({ name: 'before', steps: STEPS, inputs: BANDS, outputs: 4, width: 1, bias: 'with-bias' });
  return { input: [STEPS, BANDS], layers: [before, ...layers, dense({ name: 'after', inputs: columns, outputs: CLASSES, bias: 'with-bias' })], classes: CLASSES };
}

const flat = flatten('flat');
const LAYERS: Readonly<Record<string, Network>> = {
  'a dense layer': around([flat, dense({ name: 'dense', inputs: STEPS * 4, outputs: 6, bias: 'with-bias' })], 6),
  'a dense layer without bias': around([flat, dense({ name: 'dense', inputs: STEPS * 4, outputs: 6, bias: 'without-bias' })], 6),
  'a convolution over three steps': around([convolution({ name: 'conv', steps: STEPS, inputs: 4, outputs: 2, width: 3, bias: 'with-bias' }), flat], STEPS * 2),
  'a convolution wider than the series': around([convolution({ name: 'conv', steps: STEPS, inputs: 4, outputs: 2, width: 7, bias: 'without-bias' }), flat], STEPS * 2),
  'a batch normalisation over rows and steps': around([batchNorm({ name: 'norm', shape: [STEPS, 4] }), flat], STEPS * 4),
  'a batch normalisation over rows': around([flat, batchNorm({ name: 'norm', shape: [STEPS * 4] })], STEPS * 4),
  'a rectifier': around([rectifier('relu'), flat], STEPS * 4),
  'a dropout': around([dropout({ name: 'drop', rate: 0.2, shape: [STEPS, 4] }), flat], STEPS * 4),
  'a mean over the season': around([maskedMean({ name: 'mean', steps: STEPS, columns: 4, mask: SEASON_MASK })], 4),
  'a whole TempCNN': tempCnn({ steps: STEPS, bands: BANDS, classes: CLASSES, filters: 4, width: 3, hidden: 6, dropout: 0.2 }),
};

describe('the gradient that a training graph works out', () => {
  it.each(Object.entries(LAYERS))('of %s is what the loss changes by when each parameter is moved a little', async (_, network) => {
    const double = new DoubleNetwork(network);
    await using gradient = await double.gradient();
    const batch = madeBatch(network, ROWS, 2, { [SEASON_MASK]: SEASON });
    const weights = wave(double.size, 0.7, 0.6);
    const { gradient: found } = await gradient.of(weights, batch);
    const expected = await differences(weights, async (moved) => (await gradient.of(moved, batch)).loss);
    const scale = Math.max(...expected.map(Math.abs));
    expect(scale).toBeGreaterThan(0.01);
    expect(found.length).toBe(expected.length);
    expect(Math.max(...found.map((value, i) => Math.abs(value - (expected[i] ?? NaN))))).toBeLessThan(scale * 1e-7);
  });

  it('carries the penalty of the weights and leaves biases alone', async () => {
    const network = head({ inputs: 4, classes: 2, hidden: null });
    const double = new DoubleNetwork(network);
    await using plain = await double.gradient();
    await using penalised = await double.gradient(0.5);
    const batch = madeBatch(network, ROWS, 3);
    const weights = wave(double.size, 1, 0.5);
    const [without, withPenalty] = [await plain.of(weights, batch), await penalised.of(weights, batch)];
    expect(withPenalty.loss).toBeCloseTo(without.loss, 12);
    withPenalty.gradient.forEach((value, i) => {
      expect(value - (without.gradient[i] ?? NaN)).toBeCloseTo(i < 8 ? 0.5 * (weights[i] ?? NaN) : 0, 12);
    });
  });
});

interface Golden {
  readonly steps: readonly { readonly loss: number; readonly weights: readonly number[]; readonly statistics: readonly number[] }[];
  readonly logShares: readonly number[];
}

const golden = JSON.parse(readFileSync(new URL('../golden/network/steps.json', import.meta.url), 'utf8')) as Record<string, Golden & { steps: readonly { gradient: readonly number[] }[] }>;
const goldenSeason = Float64Array.of(...[1, 1, 0, 0], ...[0, 0, 0, 0], ...[0, 1, 1, 1], ...[1, 1, 1, 1], ...[0, 0, 0, 1], ...[1, 0, 0, 1]);
const hidden = { neurons: 8, dropout: 0.2 };
const CASES: readonly { name: string; network: Network; decay: number; penalty: number }[] = [
  { name: 'tempcnn', network: tempCnn({ steps: 7, bands: 3, classes: 3, filters: 4, width: 3, hidden: 5, dropout: 0.2 }), decay: 0, penalty: 0.01 },
  { name: 'mlp', network: head({ inputs: 5, classes: 3, hidden }), decay: 0.1, penalty: 0 },
  { name: 'seasonal', network: seasonalHead({ inputs: 5, classes: 3, hidden }, 4), decay: 0, penalty: 0 },
];

describe.each(CASES)('steps of training a $name', ({ name, network, decay, penalty }) => {
  const expected = golden[name] as (typeof golden)[string];
  const batch = (step: number): Batch => madeBatch(network, ROWS, step, { [SEASON_MASK]: goldenSeason });

  it('give PyTorch’s loss, weights and running values, and its answer in the end', async () => {
    const double = new DoubleNetwork(network);
    await using training = await double.training(wave(double.size, 0.3, 0.4), { rate: 1e-2, decay, penalty });
    let last: { readonly weights: Float64Array; readonly statistics: Float64Array } = { weights: new Float64Array(0), statistics: new Float64Array(0) };
    for (const [step, { loss, weights, statistics }] of expected.steps.entries()) {
      const made = await training.step(batch(step));
      expect(made.loss).toBeCloseTo(loss, 10);
      expectClose(made.weights, weights, 1e-9);
      expectClose(made.statistics, statistics, 1e-9);
      last = made;
    }
    const answer = await double.check(last.weights, last.statistics, batch(76));
    expectClose(answer, expected.logShares, 1e-8);
  });

  it('begin with PyTorch’s gradient', async () => {
    const double = new DoubleNetwork(network);
    await using gradient = await double.gradient(penalty);
    const { gradient: found } = await gradient.of(wave(double.size, 0.3, 0.4), batch(0));
    expectClose(found, expected.steps[0]?.gradient ?? [], 1e-10);
  });
});

function expectClose(found: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(found.length).toBe(expected.length);
  expect(Math.max(0, ...expected.map((value, i) => Math.abs(value - (found[i] ?? NaN))))).toBeLessThan(tolerance);
}

/** Central differences of fourth order: exact but for the fifth derivative. */
async function differences(weights: Float64Array, lossOf: (weights: Float64Array) => Promise<number>): Promise<Float64Array> {
  const width = 1e-4;
  const slopes = new Float64Array(weights.length);
  for (let i = 0; i < weights.length; i++) {
    const at = async (shift: number): Promise<number> => lossOf(weights.map((value, j) => (j === i ? value + shift * width : value)));
    slopes[i] = (8 * ((await at(1)) - (await at(-1))) - ((await at(2)) - (await at(-2)))) / (12 * width);
  }
  return slopes;
}
