import { statSync } from 'node:fs';
import { readSamples } from './parquet.ts';
import type { SampleTable } from './table.ts';

/** Values of a table that is kept at most: 200 MB. Larger ones are read each time. */
const MOST_KEPT_VALUES = 100_000_000;
/** Answers that are kept. */
const MOST_ANSWERS = 32;

/** The table asked last: the window asks class after class. */
let last: { readonly key: string; readonly table: SampleTable } | null = null;
const answers = new Map<string, unknown>();

/** What tells a version of a file from another. */
export function fileKey(path: string): string {
  const info = statSync(path, { throwIfNoEntry: false });
  return `${path}:${info?.size}:${info?.mtimeMs}`;
}

/** The table of a file, kept in this worker's memory for the next question. @throws FILE_NOT_FOUND, METADATA_INVALID, COLUMN_MISSING */
export async function keptTable(path: string): Promise<SampleTable> {
  const key = fileKey(path);
  if (last?.key === key) return last.table;
  const table = await readSamples(path);
  last = table.series.length <= MOST_KEPT_VALUES ? { key, table } : null;
  return table;
}

/** An answer about a file, kept until the file changes. @param question tells it from other questions */
export async function keptAnswer<T>(path: string, question: unknown, answer: (table: SampleTable) => T): Promise<T> {
  const key = `${fileKey(path)} ${JSON.stringify(question)}`;
  if (answers.has(key)) return answers.get(key) as T;
  const made = answer(await keptTable(path));
  answers.set(key, made);
  for (const oldest of answers.keys()) {
    if (answers.size <= MOST_ANSWERS) break;
    answers.delete(oldest);
  }
  return made;
}
