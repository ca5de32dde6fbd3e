import { maxNdvi } from './max-ndvi.ts';
import { mean } from './mean.ts';
import { median } from './median.ts';
import { medoid } from './medoid.ts';
import { percentile } from './percentile.ts';
import type { Reducer } from './reducer.ts';

/** Every reducer; one line each. */
export const REDUCERS: readonly Reducer[] = [median, mean, percentile, medoid, maxNdvi];

/** @throws RangeError when there is no reducer of that name */
export function reducerOf(id: string): Reducer {
  const found = REDUCERS.find((reducer) => reducer.id === id);
  if (!found) throw new RangeError(`there is no reducer “${id}”`);
  return found;
}
