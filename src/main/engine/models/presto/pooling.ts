import { TERRAIN_GROUP } from './tokens.ts';
import type { PixelGroup } from './token-patterns.ts';

/** How the tokens of a pixel become rows: weights [rows, tokens + 1], the place's token last; rows that average nothing. */
export interface Pooling {
  readonly weights: Float32Array;
  readonly rows: number;
  readonly emptyRows: readonly number[];
}

type Tokens = Pick<PixelGroup, 'groups' | 'steps'>;

/** One row: the mean over all tokens and the place. */
export function poolAll({ groups }: Tokens): Pooling {
  const count = groups.length + 1;
  return { weights: new Float32Array(count).fill(1 / count), rows: 1, emptyRows: [] };
}

/** A row per timestep: the mean over its tokens, with the terrain's in every one and without the place. */
export function poolSteps({ groups, steps }: Tokens, stepCount: number): Pooling {
  const width = groups.length + 1;
  const weights = new Float32Array(stepCount * width);
  const emptyRows: number[] = [];
  for (let step = 0; step < stepCount; step++) {
    const own = groups.flatMap((group, token) => (group === TERRAIN_GROUP || steps[token] === step ? [token] : []));
    if (own.length === 0) emptyRows.push(step);
    for (const token of own) weights[step * width + token] = 1 / own.length;
  }
  return { weights, rows: stepCount, emptyRows };
}
