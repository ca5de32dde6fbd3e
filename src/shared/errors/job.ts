/** Errors of jobs, workers and provenance. */
export const JOB_ERRORS = {
  JOB_NOT_RESUMABLE: { message: 'Job {id} is {state} and cannot be resumed.', action: 'Start it again.' },
  JOB_WINDOWS_FAILED: { message: '{failed} of {total} windows of job {id} failed; the first: {first}', action: 'Mend the cause and resume the job; the finished windows are kept.' },
  WORKER_CRASHED: { message: 'A worker process ended unexpectedly ({detail}) while it did {task}.', action: 'It was tried again; if it repeats, lower the number of workers or the window size.' },
  WORKER_HUNG: { message: 'A worker did not answer for {seconds} s while it did {task}.', action: 'Check the disk it reads from, then resume the job.' },
  WORKER_MEMORY: { message: 'A worker passed its memory budget of {budget} MB while it did {task}.', action: 'Raise the budget with --memory, or lower the window size.' },
  OUTPUT_OUTSIDE: { message: 'The task would write to “{file}”, which lies outside the workspace or is a link that leads out of it.', action: 'Choose another id, or put a folder in the place of the link; nothing was written.' },
  NOTHING_TO_DO: { message: 'There is nothing to do: {why}', action: '{remedy}' },
  REPLAY_INPUT_CHANGED: { message: 'The input “{file}” is no longer what run {run} read.', action: 'Restore that file to replay the run to the same pixels.' },
} as const;
