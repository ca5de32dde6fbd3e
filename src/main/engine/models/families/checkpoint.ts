import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readScratch, writeScratch } from './scratch.ts';
import type { TrainingRequest } from './trainer.ts';

/** Time between two checkpoints: what a crash costs at most. */
const PERIOD_MS = 5000;

/** The state that a training goes on from after a cancel or a crash. */
export interface Checkpoint<S> {
  /** State of an earlier start of this very training; null where there is none. */
  read(): Promise<S | null>;
  /** Keeps a state where the last one is some seconds old, or at once, as when the training is told to stop. */
  keep(state: () => S, when?: 'soon' | 'now'): Promise<void>;
}

/**
 * The checkpoint of a training. It belongs to its rows, options and seed: a state kept for other ones, as after the
 * samples were replaced between a cancel and a resume, counts as none.
 */
export function checkpointOf<S>(request: Pick<TrainingRequest<unknown>, 'train' | 'validation' | 'options' | 'seed' | 'checkpoint'>): Checkpoint<S> {
  const fingerprint = fingerprintOf(request);
  let keptAt = performance.now();
  return {
    async read() {
      if (!existsSync(request.checkpoint)) return null;
      const kept = (await readScratch(request.checkpoint)) as { readonly fingerprint: string; readonly state: S };
      return kept.fingerprint === fingerprint ? kept.state : null;
    },
    async keep(state, when = 'soon') {
      if (when === 'soon' && performance.now() - keptAt < PERIOD_MS) return;
      await writeScratch(request.checkpoint, { fingerprint, state: state() });
      keptAt = performance.now();
    },
  };
}

function fingerprintOf({ train, validation, options, seed }: Pick<TrainingRequest<unknown>, 'train' | 'validation' | 'options' | 'seed'>): string {
  const hash = createHash('sha256').update(JSON.stringify([options, seed, train.shape, train.rows, validation?.rows ?? 0]));
  for (const rows of [train, validation]) {
    if (rows) for (const { buffer, byteOffset, byteLength } of [rows.matrix, rows.labels, rows.weights, ...(rows.chances ? [rows.chances] : [])]) hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex');
}
