import { useEffect, useState } from 'react';
import type { CallOutput } from '../../../shared/contract/contract.ts';
import { type CurvePoint, curvePointSchema, EPOCH_EVENT } from '../../../shared/families/curve.ts';
import type { Job } from '../../../shared/job/job.ts';
import { call } from '../../client/call.ts';
import { report } from '../../state/report.ts';

const PERIOD_MS = 1000;
const MOST_LINES = 5000;

/** The epochs of a training so far, read again each second while it runs; empty for a family that has none. */
export function useTrainingCurve(job: Job | null): readonly CurvePoint[] {
  const id = job?.id ?? null;
  const isRunning = job?.state === 'running';
  const [read, setRead] = useState<{ readonly id: string; readonly points: readonly CurvePoint[] } | null>(null);
  useEffect(() => {
    if (id === null) return undefined;
    const aborter = new AbortController();
    const ask = (): void => {
      report(call('jobs.log', { id, most: MOST_LINES }, aborter.signal).then(({ lines }) => { setRead({ id, points: curveOf(lines) }); }));
    };
    ask();
    const timer = isRunning ? setInterval(ask, PERIOD_MS) : undefined;
    return () => {
      clearInterval(timer);
      aborter.abort();
    };
  }, [id, isRunning]);
  return read?.id === id ? read.points : [];
}

/** The epoch that a training ended with or would, were it to end now. */
export interface KeptPoint {
  readonly point: CurvePoint;
  /** `kept`: the model is of this epoch. `lowest`: it has the lowest validation loss so far. */
  readonly kind: 'kept' | 'lowest';
}

/**
 * The epoch of a curve whose model is kept: the one that the training says once it is done, and until then the first with the
 * lowest validation loss. Null where nothing is validated, as then the last one is kept.
 */
export function keptPoint(points: readonly CurvePoint[], job: Pick<Job, 'result'> | null): KeptPoint | null {
  const validated = points.filter(({ validationLoss }) => validationLoss !== null);
  const [first] = validated;
  if (!first) return null;
  const told = job?.result?.['keptEpoch'];
  const kept = points.find(({ epoch }) => epoch === told);
  if (kept) return { point: kept, kind: 'kept' };
  return { point: validated.reduce((best, point) => ((point.validationLoss ?? Infinity) < (best.validationLoss ?? Infinity) ? point : best), first), kind: 'lowest' };
}

/** The epochs in a log, each once: one that was repeated after a resume counts as it was last. */
export function curveOf(lines: CallOutput<'jobs.log'>['lines']): CurvePoint[] {
  const points = new Map<number, CurvePoint>();
  for (const { event, facts } of lines) {
    const point = event === EPOCH_EVENT ? curvePointSchema.safeParse(facts) : null;
    if (point?.success) points.set(point.data.epoch, point.data);
  }
  return [...points.values()].sort((a, b) => a.epoch - b.epoch);
}
