import { readFileSync } from 'node:fs';

/**
 * Highest resident memory of a process since its start, in MB (`VmHWM` of `/proc/<pid>/status`, proc(5)).
 * @returns null where there is no `/proc`, or the process is gone
 */
export function highestResidentMB(pid: number): number | null {
  let status: string;
  try {
    status = readFileSync(`/proc/${pid}/status`, 'latin1');
  } catch {
    // Not Linux, or the process ended a moment ago: either way there is nothing to measure.
    return null;
  }
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return found === undefined ? null : Number(found) / 1024;
}

/** Resident memory of this process now, in MB. */
export function ownResidentMB(): number {
  return process.memoryUsage.rss() / 1024 / 1024;
}
