import type { Skipped } from '../../../../shared/records/record-base.ts';

/** At most this many parcels are named per reason. */
const EXAMPLES = 5;

/** Counts what is left out, and why, with a few examples each. */
export class SkipTally {
  readonly #byReason = new Map<string, { count: number; examples: string[] }>();

  /** @param before counts to go on from */
  constructor(before: readonly Skipped[] = []) {
    for (const { reason, count, examples } of before) this.#byReason.set(reason, { count, examples: [...examples] });
  }

  add(reason: string, example: string): void {
    const entry = this.#byReason.get(reason) ?? { count: 0, examples: [] };
    entry.count += 1;
    if (entry.examples.length < EXAMPLES) entry.examples.push(example);
    this.#byReason.set(reason, entry);
  }

  /** Most frequent first. */
  list(): Skipped[] {
    return [...this.#byReason].map(([reason, entry]) => ({ reason, ...entry })).toSorted((a, b) => b.count - a.count || a.reason.localeCompare(b.reason));
  }
}

/** One code of a parcel set: its words, how many parcels, how large together. */
export interface CodeCount {
  readonly code: string;
  readonly label: string;
  readonly count: number;
  readonly areaM2: number;
}

/** Counts parcels and areas by code. */
export class CodeTally {
  readonly #byCode = new Map<string, { label: string; count: number; areaM2: number }>();

  add(code: string, label: string, areaM2: number): void {
    const entry = this.#byCode.get(code) ?? { label, count: 0, areaM2: 0 };
    entry.count += 1;
    entry.areaM2 += areaM2;
    if (entry.label === '') entry.label = label;
    this.#byCode.set(code, entry);
  }

  /** Largest area first; areas to a hundredth of a square metre. */
  list(): CodeCount[] {
    return [...this.#byCode].map(([code, entry]) => ({ code, ...entry, areaM2: Math.round(entry.areaM2 * 100) / 100 })).toSorted((a, b) => b.areaM2 - a.areaM2 || a.code.localeCompare(b.code));
  }
}
