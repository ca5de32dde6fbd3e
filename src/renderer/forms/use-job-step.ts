import { useEffect, useState } from 'react';
import { create } from 'zustand';
import type { ErrorDocument } from '../../shared/errors/app-error.ts';
import type { Estimate, Job } from '../../shared/job/job.ts';
import { cancelJob, resumeJob, useJobs } from '../state/jobs/jobs.ts';
import { type JobRequest, startJob } from '../state/jobs/start-job.ts';
import { report } from '../state/report.ts';
import { call, EngineError } from '../client/call.ts';

/** A job as a step shows it: what it would cost, and the one that was started. */
export interface JobStep {
  /** What the job would cost with these choices; null while that is asked or cannot be said. */
  readonly estimate: Estimate | null;
  /** Why it cannot be started with these choices. */
  readonly problem: ErrorDocument | null;
  /** The job of this step that runs, or the last one started from here. */
  readonly job: Job | null;
  readonly starting: boolean;
  readonly start: () => void;
  readonly cancel: () => void;
  readonly resume: () => void;
}

/** The job that each step started last, so that a panel that was closed finds it again. */
const useStarted = create<Readonly<Record<string, string>>>()(() => ({}));
const WAIT_MS = 250;

/**
 * Plans, starts and follows the job of a step. After a reload, the one that still runs is found by its kind.
 *
 * @param request null while something is missing
 */
export function useJobStep(step: string, kinds: readonly string[], request: JobRequest | null): JobStep {
  const jobs = useJobs((state) => state.jobs);
  const started = useStarted((state) => state[step]);
  const [starting, setStarting] = useState(false);
  const [refused, setRefused] = useState<ErrorDocument | null>(null);
  const { estimate, problem } = usePlan(request);
  const own = jobs.find(({ id }) => id === started) ?? null;
  const job = own?.state === 'running' ? own : (jobs.find(({ kind, state }) => kinds.includes(kind) && state === 'running') ?? own);
  useEffect(() => {
    // Found again after a reload: remembered, so that its end is told here too.
    if (job?.state === 'running' && started !== job.id) useStarted.setState({ [step]: job.id });
  }, [job, started, step]);
  const start = (): void => {
    if (!request) return;
    setStarting(true);
    setRefused(null);
    const began = startJob(request, setRefused).then((id) => {
      if (id !== null) useStarted.setState({ [step]: id });
    });
    report(began.finally(() => { setStarting(false); }));
  };
  return { estimate, problem: refused ?? problem, job, starting, start, cancel: () => { if (job) cancelJob(job.id); }, resume: () => { if (job) resumeJob(job.id); } };
}

interface Planned {
  readonly key: string;
  readonly estimate: Estimate | null;
  readonly problem: ErrorDocument | null;
}

/** Asks what the request would cost, once the person has stopped changing it. */
function usePlan(request: JobRequest | null): Pick<Planned, 'estimate' | 'problem'> {
  const key = JSON.stringify(request);
  const [planned, setPlanned] = useState<Planned | null>(null);
  useEffect(() => {
    const wanted = JSON.parse(key) as JobRequest | null;
    if (!wanted) return undefined;
    const aborter = new AbortController();
    const timer = setTimeout(() => {
      call('jobs.plan', { kind: wanted.kind, params: { ...wanted.params } }, aborter.signal).then(
        ({ estimate }) => { setPlanned({ key, estimate, problem: null }); },
        (thrown: unknown) => { if (thrown instanceof EngineError) setPlanned({ key, estimate: null, problem: thrown.document }); },
      );
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [key]);
  return planned?.key === key ? planned : { estimate: null, problem: null };
}
