import { appError } from '../../../shared/errors/app-error.ts';
import { message, type Message } from '../../../shared/messages/message.ts';

/** Rows of one side of a split that teach and test nothing, by class. */
export interface LeftOutRows {
  /** Of the classes of the training, whether usable or not. */
  readonly total: number;
  /** Without any value among the features. */
  readonly empty: Readonly<Record<string, number>>;
  /** With values, and of weight 0. */
  readonly weightless: Readonly<Record<string, number>>;
}

/** What keeps a row from being learnt from. */
export type Unusable = 'empty' | 'weightless';

/** Counts rows by class and by what is wrong with them. @param classOf class of a row */
export function leftOutRows(rows: readonly number[], classOf: (row: number) => string, faultOf: (row: number) => Unusable | null): LeftOutRows {
  const counts: Record<Unusable, Record<string, number>> = { empty: {}, weightless: {} };
  for (const row of rows) {
    const fault = faultOf(row);
    if (fault !== null) counts[fault][classOf(row)] = (counts[fault][classOf(row)] ?? 0) + 1;
  }
  return { total: rows.length, ...counts };
}

/** What a person should know of the rows that a training and its test went without. */
export function leftOutWarnings({ train, test }: { readonly train: LeftOutRows; readonly test: LeftOutRows }): Message[] {
  const tell = ({ total, ...counts }: LeftOutRows, codes: { readonly empty: LeftOutCode; readonly weightless: LeftOutCode }): Message[] =>
    (['empty', 'weightless'] as const).flatMap((fault) => {
      const count = sumOf(counts[fault]);
      return count === 0 ? [] : [message(codes[fault], { count, total, classes: listed(counts[fault]) })];
    });
  return [...tell(train, { empty: 'TRAIN_ROWS_EMPTY', weightless: 'TRAIN_ROWS_WEIGHTLESS' }), ...tell(test, { empty: 'TEST_ROWS_EMPTY', weightless: 'TEST_ROWS_WEIGHTLESS' })];
}

type LeftOutCode = 'TRAIN_ROWS_EMPTY' | 'TRAIN_ROWS_WEIGHTLESS' | 'TEST_ROWS_EMPTY' | 'TEST_ROWS_WEIGHTLESS';

/**
 * Refuses a training that a class would have too few rows of because of what was left out.
 * @param remaining rows of each class that can be learnt from
 * @throws CLASS_ROWS_LOST
 */
export function requireClassesKept(classes: readonly string[], remaining: ArrayLike<number>, { empty, weightless }: LeftOutRows, needed: number): void {
  classes.forEach((className, c) => {
    const [count, ofEmpty, ofWeightless] = [remaining[c] ?? 0, empty[className] ?? 0, weightless[className] ?? 0];
    if (count >= needed || ofEmpty + ofWeightless === 0) return;
    throw appError('CLASS_ROWS_LOST', { className, count, total: count + ofEmpty + ofWeightless, empty: ofEmpty, weightless: ofWeightless, needed });
  });
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** `maize 2, wheat 1`: the most first. */
function listed(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts).toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([code, count]) => `${code} ${count}`);
}
