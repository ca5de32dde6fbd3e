import type { Progress } from '../../../shared/job/job.ts';

/** A stage as the meter sees it. */
export interface MeteredStage {
  readonly name: string;
  readonly unit: string;
  readonly weight: number;
  readonly total: number;
}

export interface MeterOptions {
  readonly stages: readonly MeteredStage[];
  /** Estimate of the whole, for the time before there is a rate. */
  readonly seconds: number;
  /** Units done at the same time. */
  readonly lanes: number;
  /** Fraction that was told before this run was stopped: progress goes on from there. */
  readonly from?: number;
  readonly emit: (progress: Progress) => void;
  /** Milliseconds of a clock that never goes back. */
  readonly clock?: () => number;
}

/** At most ten a second reach the listeners and the catalog. */
const PERIOD_MS = 100;
/** How many of the last units the rate is taken from: it follows a change of pace and forgets a slow start. */
const REMEMBERED = 41;

/**
 * Turns finished units into progress that never falls, with a remaining time. The time comes from the median duration
 * of the last units, which one slow window does not disturb; later stages count by their share of the whole.
 */
export class ProgressMeter {
  readonly #options: MeterOptions;
  readonly #clock: () => number;
  readonly #startedAt: number;
  readonly #weight: number;
  readonly #running = new Map<string, number>();
  #stage = -1;
  #done = 0;
  /** Fraction that was done before this process began, as after a resume. */
  #skipped = 0;
  #before = 0;
  #highest = 0;
  #seconds: number[] = [];
  #emittedAt = Number.NEGATIVE_INFINITY;
  #latest: Progress | null = null;

  constructor(options: MeterOptions) {
    this.#options = options;
    this.#clock = options.clock ?? (() => performance.now());
    this.#startedAt = this.#clock();
    this.#highest = options.from ?? 0;
    this.#weight = options.stages.reduce((sum, stage) => sum + stage.weight, 0) || 1;
  }

  /** The progress that was told last. */
  get latest(): Progress | null {
    return this.#latest;
  }

  /** Enters the next stage, of which `done` units were finished in an earlier run. */
  enter(done: number): void {
    if (this.#stage >= 0) this.#before += this.#share(this.#stage);
    this.#stage += 1;
    this.#done = done;
    this.#seconds = [];
    this.#running.clear();
    const { total } = this.#current();
    this.#skipped += this.#share(this.#stage) * (total > 0 ? done / total : 0);
    this.#tell('now');
  }

  /** A unit has come to `fraction` of itself. */
  move(key: string, fraction: number): void {
    this.#running.set(key, fraction);
    this.#tell('soon');
  }

  /** A unit took `seconds` and is over, whether it succeeded or not. */
  finish(key: string, seconds: number): void {
    this.#running.delete(key);
    this.#done += 1;
    this.#seconds.push(seconds);
    if (this.#seconds.length > REMEMBERED) this.#seconds.shift();
    this.#tell(this.#done === this.#current().total ? 'now' : 'soon');
  }

  /** All is done. */
  complete(): void {
    while (this.#stage < this.#options.stages.length - 1) this.enter(0);
    const { total } = this.#current();
    this.#done = total;
    this.#running.clear();
    this.#highest = 1;
    this.#tell('now');
  }

  #tell(when: 'now' | 'soon'): void {
    const now = this.#clock();
    if (when === 'soon' && now - this.#emittedAt < PERIOD_MS) return;
    this.#emittedAt = now;
    const { name, unit, total } = this.#current();
    this.#highest = Math.max(this.#highest, this.#fraction());
    this.#latest = { stage: name, done: this.#done, total, unit, fraction: this.#highest, remainingSeconds: this.#remaining() };
    this.#options.emit(this.#latest);
  }

  #current(): MeteredStage {
    return this.#options.stages[this.#stage] ?? { name: '', unit: '', weight: 0, total: 0 };
  }

  #share(stage: number): number {
    return (this.#options.stages[stage]?.weight ?? 0) / this.#weight;
  }

  /** Units done in this stage, with the parts of those that run. */
  #units(): number {
    const { total } = this.#current();
    return Math.min(total, this.#done + [...this.#running.values()].reduce((sum, one) => sum + one, 0));
  }

  #fraction(): number {
    const { total } = this.#current();
    return Math.min(1, this.#before + this.#share(this.#stage) * (total > 0 ? this.#units() / total : 1));
  }

  #remaining(): number | null {
    const left = 1 - this.#fraction();
    if (left <= 0) return 0;
    const own = this.#fraction() - this.#skipped;
    const elapsed = (this.#clock() - this.#startedAt) / 1000;
    const { total } = this.#current();
    const later = Math.max(0, 1 - this.#before - this.#share(this.#stage));
    const unit = median(this.#seconds);
    if (unit === null) {
      if (own > 0.02) return (elapsed * left) / own;
      return this.#options.seconds > 0 ? this.#options.seconds * left : null;
    }
    const inStage = (unit * (total - this.#units())) / Math.max(1, Math.min(this.#options.lanes, total));
    return inStage + (own > 0 ? (elapsed * later) / own : this.#options.seconds * later);
  }
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? null;
}
