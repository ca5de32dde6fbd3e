import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tempCnn } from '../../../src/main/engine/models/families/tempcnn/architecture.ts';
import { RandomStream } from '../../../src/main/engine/models/forest/random.ts';
import { CheckingSession } from '../../../src/main/engine/models/network/checking.ts';
import { fitNetwork } from '../../../src/main/engine/models/network/fit.ts';
import type { Network } from '../../../src/main/engine/models/network/network.ts';
import type { NetworkRows } from '../../../src/main/engine/models/network/rows.ts';
import { likeliestClasses } from '../../../src/shared/stats/decision.ts';
import { type BenchContext, type Benchmark, type Figure, middleOf } from '../figure.ts';
import { hasModule } from '../peers.ts';

const STEPS = 12;
const BANDS = 10;
const CLASSES = 9;
const SEEDS = 5;
const BATCH = 64;
const TARGET = 2;
const NO_CHECKPOINT = { read: () => Promise.resolve(null), keep: () => Promise.resolve() };

/** A TempCNN of Pelletier's size on 3000 series of 12 months and 10 bands, beside the same in PyTorch on one core. */
export const tempCnnBench: Benchmark = {
  name: 'tempcnn',
  summary: 'processor seconds of a TempCNN epoch on 3000 × 12 × 10, and its accuracy over five seeds, beside PyTorch on one core',
  peers: ['python3-torch'],
  async run(context) {
    const [rows, epochs, seeds] = context.small ? [640, 2, 2] : [3000, 12, SEEDS];
    const data = madeSeries(rows * 2);
    const own: Outcome[] = [];
    for (let seed = 1; seed <= seeds; seed++) own.push(await ownTraining(data, { rows, epochs, seed }));
    const peer = pytorch(context, data, { rows, epochs, seeds });
    return figures(own, peer);
  },
};

interface Outcome {
  /** Processor seconds of the middle epoch. */
  readonly seconds: number;
  /** On unseen rows. */
  readonly accuracy: number;
}

interface Series {
  readonly values: Float32Array;
  readonly labels: Uint16Array;
}

/** Seasons like crops': a rise and a fall in every band, early or late, high or low, with noise and classes that overlap. */
function madeSeries(rows: number): Series {
  const random = new RandomStream(7, 0);
  const uniform = (): number => (random.uint32() + 0.5) / 2 ** 32;
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const peaks = Array.from({ length: CLASSES }, (_, c) => 3 + (c % 3) * 2.2);
  const widths = Array.from({ length: CLASSES }, (_, c) => 1.4 + Math.floor(c / 3) * 0.7);
  const heights = Array.from({ length: CLASSES * BANDS }, () => 1 + normal() * 0.25);
  const labels = Uint16Array.from({ length: rows }, () => random.below(CLASSES));
  const values = new Float32Array(rows * STEPS * BANDS);
  labels.forEach((label, row) => {
    const [shift, scale] = [normal() * 0.8, 1 + normal() * 0.25];
    for (let step = 0; step < STEPS; step++) {
      const season = Math.exp(-(((step - (peaks[label] ?? 0) - shift) / (widths[label] ?? 1)) ** 2) / 2) * scale;
      for (let band = 0; band < BANDS; band++) values[(row * STEPS + step) * BANDS + band] = season * (heights[label * BANDS + band] ?? 1) * 1.5 - 0.6 + normal() * 0.5;
    }
  });
  return { values, labels };
}

function network(): Network {
  return tempCnn({ steps: STEPS, bands: BANDS, classes: CLASSES, filters: 64, width: 5, hidden: 256, dropout: 0.5 });
}

async function ownTraining({ values, labels }: Series, { rows, epochs, seed }: { readonly rows: number; readonly epochs: number; readonly seed: number }): Promise<Outcome> {
  const train: NetworkRows = { rows, input: values.subarray(0, rows * STEPS * BANDS), labels: labels.subarray(0, rows), weights: new Float64Array(rows).fill(1) };
  const options = { epochs, batch: BATCH, learningRate: 1e-3, decay: 0, penalty: 0, patience: epochs, stopAfter: epochs };
  const times: number[] = [];
  let before = processorSeconds();
  const watch = {
    signal: new AbortController().signal,
    progress: () => undefined,
    epoch: () => {
      const now = processorSeconds();
      times.push(now - before);
      before = now;
    },
  };
  const fitted = await fitNetwork({ network: network(), train, validation: null, shared: {}, options, seed, checkpoint: NO_CHECKPOINT }, watch);
  await using checking = await CheckingSession.open(network(), {});
  const shares = await checking.logShares(fitted, values.subarray(rows * STEPS * BANDS), rows);
  const right = likeliestClasses(shares, rows, CLASSES).reduce((sum, c, row) => sum + (c === labels[rows + row] ? 1 : 0), 0);
  return { seconds: middleOf(times), accuracy: right / rows };
}

/** Processor time of this process, which the others on the machine take no part of. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function pytorch({ python, folder, note }: BenchContext, { values, labels }: Series, { rows, epochs, seeds }: { readonly rows: number; readonly epochs: number; readonly seeds: number }): Outcome[] | null {
  if (!python || !hasModule(python, 'torch')) {
    note('python3-torch is not installed: npm run bench -- --install-peers');
    return null;
  }
  writeFileSync(join(folder, 'series.f32'), values);
  writeFileSync(join(folder, 'labels.u16'), labels);
  const script = fileURLToPath(new URL('tempcnn-torch.py', import.meta.url));
  const run = spawnSync(python, [script, folder, ...[rows, STEPS, BANDS, CLASSES, epochs, seeds].map(String)], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout.trim().split('\n').map((line) => {
    const [seconds = NaN, accuracy = NaN] = line.split(' ').map(Number);
    return { seconds, accuracy };
  });
}

function figures(own: readonly Outcome[], peer: readonly Outcome[] | null): Figure[] {
  const seconds = middleOf(own.map((outcome) => outcome.seconds));
  const theirs = peer ? middleOf(peer.map((outcome) => outcome.seconds)) : null;
  const faster = theirs === null ? null : theirs / seconds;
  const accuracy = spreadOf(own);
  const theirAccuracy = peer ? spreadOf(peer) : null;
  // Two standard errors of the difference of the means.
  const noise = theirAccuracy ? 2 * Math.sqrt((accuracy.deviation ** 2 + theirAccuracy.deviation ** 2) / own.length) : 0;
  return [
    { name: 'tempcnn.epoch', value: seconds, unit: 's of one core', peer: theirs === null ? null : { name: 'PyTorch', value: theirs }, ratio: faster === null ? null : 1 / faster, target: `PyTorch takes at least ${TARGET} times as long`, met: faster !== null && faster >= TARGET },
    {
      name: 'tempcnn.accuracy',
      value: accuracy.mean,
      unit: 'of unseen rows',
      peer: theirAccuracy && { name: 'PyTorch', value: theirAccuracy.mean },
      ratio: theirAccuracy && accuracy.mean / theirAccuracy.mean,
      target: `no worse than noise over ${own.length} seeds (${noise.toFixed(4)})`,
      met: theirAccuracy !== null && accuracy.mean >= theirAccuracy.mean - noise,
    },
  ];
}

function spreadOf(outcomes: readonly Outcome[]): { readonly mean: number; readonly deviation: number } {
  const mean = outcomes.reduce((sum, { accuracy }) => sum + accuracy, 0) / outcomes.length;
  const variance = outcomes.reduce((sum, { accuracy }) => sum + (accuracy - mean) ** 2, 0) / Math.max(1, outcomes.length - 1);
  return { mean, deviation: Math.sqrt(variance) };
}
