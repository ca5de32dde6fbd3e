import { readFile } from 'node:fs/promises';
import type { Skipped } from '../../../shared/records/record-base.ts';
import { parseCsv } from '../ingest/text-table/csv.ts';
import { SkipTally } from '../ingest/parcels/parcel-tally.ts';
import { writeFileAtomic } from '../workspace/atomic.ts';

/** At most this many samples are named per reason. */
const EXAMPLES = 5;

/** A sample that was rejected, and why. */
export interface Rejection {
  readonly id: string;
  readonly reason: string;
}

/** Counts what is left out, as {@link SkipTally}, and keeps the id of everything that was rejected. */
export class RejectionLog extends SkipTally {
  readonly #rows: Rejection[] = [];

  override add(reason: string, id: string): void {
    super.add(reason, id);
    this.#rows.push({ id, reason });
  }

  /** Counts what nothing speaks against and only a cap left out: it is not listed, for it may be most of the pixels. */
  addUnlisted(reason: string, id: string): void {
    super.add(reason, id);
  }

  /** The counts of this log and of what was rejected before it. */
  listAfter(before: readonly Skipped[]): Skipped[] {
    const both = new Map(before.map((entry) => [entry.reason, entry]));
    for (const { reason, count, examples } of this.list()) {
      const known = both.get(reason);
      both.set(reason, known ? { reason, count: known.count + count, examples: [...known.examples, ...examples].slice(0, EXAMPLES) } : { reason, count, examples });
    }
    return [...both.values()].toSorted((a, b) => b.count - a.count || a.reason.localeCompare(b.reason));
  }

  /** In the order in which they were rejected. */
  rows(): readonly Rejection[] {
    return this.#rows;
  }
}

/** The list of rejected samples beside a sample set's file: `samples.rejected.csv` beside `samples.parquet`. */
export function rejectedFile(samples: string): string {
  return samples.replace(/(\.parquet)?$/, '.rejected.csv');
}

/** Writes the list as CSV (`sample_id,reason`), also where nothing was rejected. @throws DISK_FULL, FILE_NOT_ALLOWED */
export async function writeRejected(samples: string, rows: readonly Rejection[]): Promise<void> {
  const lines = ['sample_id,reason', ...rows.map(({ id, reason }) => `${quoted(id)},${quoted(reason)}`)];
  await writeFileAtomic(rejectedFile(samples), `${lines.join('\n')}\n`);
}

function quoted(text: string): string {
  return /[",;\n\r\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Reads the list that {@link writeRejected} wrote; null where a sample set has none. */
export async function readRejected(samples: string): Promise<readonly Rejection[] | null> {
  try {
    const { rows } = parseCsv(await readFile(rejectedFile(samples), 'utf8'));
    return rows.map((row) => ({ id: row['sample_id'] ?? '', reason: row['reason'] ?? '' }));
  } catch (cause) {
    // Sets that were made before there was a list have none.
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  }
}
