import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchContext, Figure } from '../figure.ts';
import { hasModule } from '../peers.ts';
import { COLUMNS, type MadeRows } from './made-rows.ts';

/** Time of a training, and the share of unseen rows that the model gets right. */
export interface Outcome {
  readonly seconds: number;
  readonly accuracy: number;
}

/**
 * Trains scikit-learn's counterpart on the first `rows` rows and tests it on the rest.
 * @param script file beside this one; it is given the folder of the data, rows, columns and `size` (trees or rounds), and prints seconds and accuracy
 * @returns null where scikit-learn is not installed; a note says how to get it
 */
export function sklearnOutcome({ python, folder, note }: BenchContext, script: string, { matrix, labels }: MadeRows, rows: number, size: number): Outcome | null {
  if (!python || !hasModule(python, 'sklearn')) {
    note('python3-sklearn is not installed: npm run bench -- --install-peers');
    return null;
  }
  writeFileSync(join(folder, 'matrix.f32'), matrix);
  writeFileSync(join(folder, 'labels.u16'), labels);
  const run = spawnSync(python, [fileURLToPath(new URL(script, import.meta.url)), folder, ...[rows, COLUMNS, size].map(String)], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  const [seconds = NaN, accuracy = NaN] = run.stdout.trim().split(' ').map(Number);
  return { seconds, accuracy };
}

/** Figures `<name>.time` and `<name>.accuracy`: at most `times` scikit-learn's time, at most `noise` below its accuracy. */
export function besideSklearn(name: string, own: Outcome, peer: Outcome | null, { times, noise }: { readonly times: number; readonly noise: number }): Figure[] {
  const ratio = peer ? own.seconds / peer.seconds : null;
  const behind = peer ? peer.accuracy - own.accuracy : 0;
  return [
    { name: `${name}.time`, value: own.seconds, unit: 's', peer: peer && { name: 'scikit-learn', value: peer.seconds }, ratio, target: `≤ ${times} times scikit-learn`, met: ratio !== null && ratio <= times },
    { name: `${name}.accuracy`, value: own.accuracy, unit: 'of unseen rows', peer: peer && { name: 'scikit-learn', value: peer.accuracy }, ratio: peer ? own.accuracy / peer.accuracy : null, target: `at most ${noise} below`, met: peer !== null && behind <= noise },
  ];
}
