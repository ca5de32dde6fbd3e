/**
 * A thread of its own inside every worker process. The main thread may sit in one GDAL or ONNX call for minutes and
 * hears nothing meanwhile; this thread ends the process when the engine is gone (also after a `kill -9`, so that no orphan
 * goes on writing) and when its memory passes the budget.
 */
import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { ownResidentMB } from './memory.ts';
import { MEMORY_MARK } from './wire.ts';

export interface GuardData {
  readonly parentPid: number;
  readonly memoryMB: number;
}

const PERIOD_MS = 250;

const { parentPid, memoryMB } = workerData as GuardData;

setInterval(() => {
  if (process.ppid !== parentPid) process.kill(process.pid, 'SIGKILL');
  if (ownResidentMB() > memoryMB) {
    writeSync(2, `${MEMORY_MARK}\n`);
    process.kill(process.pid, 'SIGKILL');
  }
}, PERIOD_MS);
