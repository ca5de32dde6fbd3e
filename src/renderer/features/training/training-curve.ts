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

/** The epochs in a log, each once: one that was repeated after a resume counts as it was last. */
export function curveOf(lines: CallOutput<'jobs.log'>['lines']): CurvePoint[] {
  const points = new Map<number, CurvePoint>();
  for (const { event, facts } of lines) {
    const point = event === EPOCH_EVENT ? curvePointSchema.safeParse(facts) : null;
    if (point?.success) points.set(point.data.epoch, point.data);
  }
  return [...points.values()].sort((a, b) => a.epoch - b.epoch);
}
