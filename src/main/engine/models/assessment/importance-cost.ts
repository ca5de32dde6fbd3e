/**
 * Most tokens that an importance sends through an encoder, as an encoder's time goes by tokens: some seconds for the first look of a training,
 * half a minute for an evaluation. More shuffles mean fewer rows, not more time.
 */
export const MOST_TOKENS = { training: 600_000, evaluation: 3_000_000 } as const;
/** Fewest rows that say anything. */
const LEAST_ROWS = 50;
/** Sets of tokens that are shuffled one after the other: nine groups, the place, and all of Sentinel-2. */
const SETS = 11;

/** How thorough an importance was asked to be. */
export interface AskedImportance {
  readonly repeats: number;
  readonly mostRows: number;
}

/**
 * Rows and seconds of an importance through an encoder.
 * @param tokens of one row
 * @param rows that there are to draw from
 * @param tokensPerSecond of one core
 */
export function encodedImportance({ repeats, mostRows }: AskedImportance, { tokens, rows, mostTokens, tokensPerSecond }: { readonly tokens: number; readonly rows: number; readonly mostTokens: number; readonly tokensPerSecond: number }): { readonly mostRows: number; readonly seconds: number } {
  const perRow = Math.max(1, tokens * SETS * repeats);
  const taken = Math.max(LEAST_ROWS, Math.min(mostRows, Math.floor(mostTokens / perRow)));
  return { mostRows: taken, seconds: (Math.min(taken, rows) * perRow * Math.sign(repeats)) / tokensPerSecond };
}
