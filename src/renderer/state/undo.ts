/** Steps back and forth over immutable values. Raster results are files that never change, so undo never computes. */
export interface History<T> {
  readonly past: readonly T[];
  readonly future: readonly T[];
}

/** Steps that can be undone. */
const DEPTH = 100;

export function emptyHistory<T>(): History<T> {
  return { past: [], future: [] };
}

/** The history after a change away from `value`; what had been undone is forgotten. */
export function recorded<T>(history: History<T>, value: T): History<T> {
  return { past: [...history.past, value].slice(-DEPTH), future: [] };
}

/** The history after a change that goes on with the last one: the two are one step. */
export function replaced<T>(history: History<T>): History<T> {
  return { past: history.past, future: [] };
}

/** Every value of the history brought up to date, for what came in from outside and cannot be undone. */
export function mapped<T>(history: History<T>, change: (value: T) => T): History<T> {
  return { past: history.past.map(change), future: history.future.map(change) };
}

/** One step back from `value`; `value` itself when there is none. */
export function undone<T>(history: History<T>, value: T): { readonly value: T; readonly history: History<T> } {
  const last = history.past.at(-1);
  return last === undefined ? { value, history } : { value: last, history: { past: history.past.slice(0, -1), future: [value, ...history.future] } };
}

/** One step forth from `value`; `value` itself when there is none. */
export function redone<T>(history: History<T>, value: T): { readonly value: T; readonly history: History<T> } {
  const [next, ...rest] = history.future;
  return next === undefined ? { value, history } : { value: next, history: { past: [...history.past, value], future: rest } };
}
