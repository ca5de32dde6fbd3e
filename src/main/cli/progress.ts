import type { Progress } from '../../shared/job/job.ts';

/** Where a command tells how far it is: standard error, so that `--json` keeps standard output to itself. */
export interface ProgressReport {
  /** A line of words. */
  say(line: string): void;
  show(progress: Progress): void;
  /** Ends the bar's line. */
  end(): void;
}

const BAR_WIDTH = 24;
/** Seconds between lines where there is no terminal. */
const LINE_EVERY_MS = 5000;

/** A bar that redraws itself on a terminal, plain lines elsewhere. */
export function createProgress(stream: NodeJS.WriteStream, clock: () => number = Date.now): ProgressReport {
  let open = false;
  let lastLine = -Infinity;
  let lastStage = '';
  const end = (): void => {
    if (open) stream.write('\n');
    open = false;
  };
  return {
    end,
    say(line) {
      end();
      stream.write(`${line}\n`);
    },
    show(progress) {
      if (stream.isTTY) {
        stream.write(`\r\x1b[K${bar(progress.fraction)} ${sentence(progress)}`);
        open = true;
        return;
      }
      if (progress.stage === lastStage && clock() - lastLine < LINE_EVERY_MS) return;
      lastLine = clock();
      lastStage = progress.stage;
      stream.write(`${Math.round(progress.fraction * 100)} % ${sentence(progress)}\n`);
    },
  };
}

function bar(fraction: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, fraction)) * BAR_WIDTH);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`;
}

function sentence({ stage, done, total, unit, remainingSeconds }: Progress): string {
  const left = remainingSeconds === null ? '' : `, ${duration(remainingSeconds)} left`;
  return `${stage}: ${done} of ${total} ${unit}${left}`;
}

/** `8 s`, `3 min`, `2 h 05 min`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** `820 MB`, `1.2 GB`. */
export function bytes(count: number): string {
  return count < 1e9 ? `${Math.max(1, Math.round(count / 1e6))} MB` : `${(count / 1e9).toFixed(1)} GB`;
}
