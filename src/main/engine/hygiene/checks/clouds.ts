import { clearPeriods } from '../clear-periods.ts';
import type { RowFlag, SampleCheck } from './check.ts';

const MS_PER_DAY = 86_400_000;

/**
 * Cloud-starved samples: too small a share of the periods has a clear observation, or too long a time has none. The score
 * is how far below the least share, or how far beyond the longest gap (one at twice the gap).
 */
export const cloudCheck: SampleCheck = {
  name: 'clouds',
  run({ table, crs, options, composites }, onProgress) {
    const { minClear, maxGapDays } = options.clouds;
    const { periods } = table.layout;
    const clear = clearPeriods(table, crs, composites, onProgress);
    const flags: RowFlag[] = [];
    for (let row = 0; row < table.rows; row++) {
      const seen = periods.map((_, period) => clear[period * table.rows + row] === 1);
      const count = seen.filter(Boolean).length;
      const gapDays = longestGap(periods, seen);
      const lacking = minClear > 0 ? (minClear - count / periods.length) / minClear : 0;
      const waiting = gapDays > maxGapDays ? gapDays / (2 * maxGapDays) : 0;
      if (lacking <= 0 && waiting <= 0) continue;
      flags.push({ row, kind: 'clouds', score: Math.min(1, Math.max(lacking, waiting)), facts: { clear: count, periods: periods.length, gapDays } });
    }
    return { flags, facts: { starved: flags.length, composites: composites.length } };
  },
};

/** Days of the longest run of periods without a clear observation. */
function longestGap(periods: readonly { readonly start: string; readonly end: string }[], seen: readonly boolean[]): number {
  let longest = 0;
  let since: number | null = null;
  periods.forEach(({ start, end }, i) => {
    if (seen[i]) since = null;
    else {
      since ??= Date.parse(start);
      longest = Math.max(longest, Math.round((Date.parse(end) - since) / MS_PER_DAY) + 1);
    }
  });
  return longest;
}
