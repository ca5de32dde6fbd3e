import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mlpTrainer } from '../../../src/main/engine/models/families/mlp/trainer.ts';
import { RandomStream } from '../../../src/main/engine/models/forest/random.ts';
import { mlpOptionsSchema } from '../../../src/shared/families/network.ts';
import { likeliestClasses } from '../../../src/shared/stats/decision.ts';
import type { BenchContext, Benchmark, Figure } from '../figure.ts';
import { hasModule } from '../peers.ts';

const COLUMNS = 128;
const CLASSES = 9;
const EPOCHS = 50;
const TARGET_SECONDS = 5;
/** Points of accuracy that two trainings of other seeds differ by. */
const NOISE = 0.015;

/** An MLP head on 3000 embeddings of 128 numbers, all its 50 epochs, beside PyTorch. */
export const headBench: Benchmark = {
  name: 'head',
  summary: 'training an MLP head on 3000 embeddings × 128 with 9 classes, 50 epochs, beside PyTorch on one core',
  peers: ['python3-torch'],
  async run(context) {
    const rows = context.small ? 500 : 3000;
    const data = madeEmbeddings(rows * 2);
    return figures(await ownTraining(data, rows, join(context.folder, 'checkpoint')), pytorch(context, data, rows));
  },
};

interface Outcome {
  /** From rows to a classifier: of the wall for our own, of the processor for the peer, whose start does not count. */
  readonly seconds: number;
  readonly accuracy: number;
}

interface Rows {
  readonly matrix: Float32Array;
  readonly labels: Uint16Array;
}

/** Classes that overlap, in numbers as a layer normalisation leaves them. */
function madeEmbeddings(rows: number): Rows {
  const random = new RandomStream(21, 0);
  const uniform = (): number => (random.uint32() + 0.5) / 2 ** 32;
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const centres = Array.from({ length: CLASSES * COLUMNS }, () => normal() * 0.25);
  const labels = Uint16Array.from({ length: rows }, () => random.below(CLASSES));
  const matrix = Float32Array.from({ length: rows * COLUMNS }, (_, i) => (centres[(labels[Math.floor(i / COLUMNS)] ?? 0) * COLUMNS + (i % COLUMNS)] ?? 0) + normal());
  return { matrix, labels };
}

async function ownTraining({ matrix, labels }: Rows, rows: number, checkpoint: string): Promise<Outcome> {
  const began = performance.now();
  const train = {
    rows,
    shape: [COLUMNS],
    matrix: matrix.subarray(0, rows * COLUMNS),
    labels: labels.subarray(0, rows),
    weights: new Float64Array(rows).fill(1),
    groups: Array.from({ length: rows }, (_, row) => String(row)),
    from: Int32Array.from({ length: rows }, (_, row) => row),
  };
  const request = {
    train,
    validation: null,
    classes: CLASSES,
    input: { kind: 'embeddings' as const, card: { task: 'head' as const, features: [], bands: [], periods: 12, periodDates: [] } },
    options: mlpOptionsSchema.parse({ epochs: EPOCHS }),
    seed: 42,
    part: 0,
    parts: 1,
    checkpoint,
  };
  const watch = { signal: new AbortController().signal, progress: () => undefined, epoch: () => undefined };
  const classifier = await mlpTrainer.join([(await mlpTrainer.train(request, watch)).state], request);
  const seconds = (performance.now() - began) / 1000;
  const predicted = likeliestClasses(await classifier.predict(matrix.subarray(rows * COLUMNS), rows), rows, CLASSES);
  return { seconds, accuracy: predicted.reduce((sum, c, row) => sum + (c === labels[rows + row] ? 1 : 0), 0) / rows };
}

function pytorch({ python, folder, note }: BenchContext, { matrix, labels }: Rows, rows: number): Outcome | null {
  if (!python || !hasModule(python, 'torch')) {
    note('python3-torch is not installed: npm run bench -- --install-peers');
    return null;
  }
  writeFileSync(join(folder, 'embeddings.f32'), matrix);
  writeFileSync(join(folder, 'labels.u16'), labels);
  const script = fileURLToPath(new URL('head-torch.py', import.meta.url));
  const run = spawnSync(python, [script, folder, ...[rows, COLUMNS, CLASSES, EPOCHS].map(String)], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  const [seconds = NaN, accuracy = NaN] = run.stdout.trim().split(' ').map(Number);
  return { seconds, accuracy };
}

function figures(own: Outcome, peer: Outcome | null): Figure[] {
  return [
    { name: 'head.time', value: own.seconds, unit: 's', peer: peer && { name: 'PyTorch', value: peer.seconds }, ratio: peer && own.seconds / peer.seconds, target: `< ${TARGET_SECONDS} s`, met: own.seconds < TARGET_SECONDS },
    { name: 'head.accuracy', value: own.accuracy, unit: 'of unseen rows', peer: peer && { name: 'PyTorch', value: peer.accuracy }, ratio: peer && own.accuracy / peer.accuracy, target: `at most ${NOISE} below`, met: peer !== null && own.accuracy >= peer.accuracy - NOISE },
  ];
}
