import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, appError } from '../../shared/errors/app-error.ts';
import { isErrorCode } from '../../shared/errors/texts.ts';
import type { Job } from '../../shared/job/job.ts';
import { textOf } from '../../shared/messages/message.ts';
import type { Client } from './client.ts';
import type { Invocation } from './command.ts';
import { bytes, duration } from './progress.ts';

const POLL_MS = 200;
const ENDED: readonly string[] = ['done', 'partial', 'failed', 'cancelled', 'interrupted'];

/**
 * Tells the estimate, starts the job, shows its progress and waits for its end. Ctrl+C cancels the job.
 * @throws CANCELLED, or the job's own error
 */
export async function runJob(invocation: Invocation, client: Client, kind: string, params: Record<string, unknown>): Promise<Job> {
  const { title, estimate } = await client.call('jobs.plan', { kind, params });
  invocation.progress.say(`${title}: ≈ ${duration(estimate.seconds)}, ${bytes(estimate.diskBytes)} on disk, ${estimate.memoryMB} MB per worker, ${estimate.workers} workers, ${estimate.processor}`);
  for (const warning of estimate.warnings ?? []) invocation.progress.say(`  ! ${textOf(warning)}`);
  const { job } = await client.call('jobs.start', { kind, params });
  return followJob(invocation, client, job.id);
}

/** Shows a running job's progress until it ends. @throws CANCELLED, or the job's own error */
export async function followJob(invocation: Invocation, client: Client, id: string): Promise<Job> {
  let cancelled = false;
  for (;;) {
    const { job } = await client.call('jobs.get', { id });
    if (job.progress) invocation.progress.show(job.progress);
    if (ENDED.includes(job.state)) {
      invocation.progress.end();
      return ended(job);
    }
    if (invocation.signal.aborted && !cancelled) {
      cancelled = true;
      await client.call('jobs.cancel', { id });
      continue;
    }
    await pause(cancelled ? undefined : invocation.signal);
  }
}

function ended(job: Job): Job {
  if (job.state === 'done' || job.state === 'partial') return job;
  if (job.state === 'cancelled') throw appError('CANCELLED');
  const error = job.error;
  if (error && isErrorCode(error.code)) throw new AppError(error.code, error.params ?? {});
  throw appError('INTERNAL', { detail: `job ${job.id} ended as ${job.state}` });
}

async function pause(signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(POLL_MS, undefined, signal ? { signal } : {});
  } catch {
    // Ctrl+C ends the pause at once; the loop sees the signal.
  }
}
