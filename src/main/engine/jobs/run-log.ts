import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** One line of `runs/<id>/log.ndjson`: when, what (`Subject:Happened`), and the facts. */
export type LogFacts = Readonly<Record<string, string | number | null>>;

/** The log of a run: one JSON document a line, appended over all its starts. */
export class RunLog {
  readonly #path: string;
  readonly #now: () => Date;

  constructor(path: string, now: () => Date) {
    this.#path = path;
    this.#now = now;
  }

  write(event: string, facts: LogFacts = {}): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    appendFileSync(this.#path, `${JSON.stringify({ at: this.#now().toISOString(), event, ...facts })}\n`);
  }

  /** Seconds spent in each stage over all starts of the run, by the stage's name. */
  stageSeconds(): Map<string, number> {
    const seconds = new Map<string, number>();
    if (!existsSync(this.#path)) return seconds;
    for (const line of readFileSync(this.#path, 'utf8').split('\n')) {
      const left = stageLeft(line);
      if (left) seconds.set(left.stage, (seconds.get(left.stage) ?? 0) + left.seconds);
    }
    return seconds;
  }
}

function stageLeft(line: string): { readonly stage: string; readonly seconds: number } | null {
  if (!line.includes('"Stage:Left"')) return null;
  try {
    return JSON.parse(line) as { stage: string; seconds: number };
  } catch {
    // The power went while this line was written: its time is lost, the run is not.
    return null;
  }
}

/** One line of a log as it is shown. */
export interface LogLine {
  readonly at: string;
  readonly event: string;
  readonly facts: Record<string, string | number | null>;
}

/** The last `most` lines of a log, oldest first; none where there is no log yet. A line that was cut off is left out. */
export function readLog(path: string, most: number): LogLine[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').filter((line) => line !== '');
  return lines.slice(-most).flatMap(logLine);
}

function logLine(text: string): LogLine[] {
  try {
    const { at, event, ...facts } = JSON.parse(text) as { at: string; event: string } & LogLine['facts'];
    return [{ at, event, facts }];
  } catch {
    // The power went while this line was written.
    return [];
  }
}
