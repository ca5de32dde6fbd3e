import type { ImportanceGrouping } from '../../../../shared/reports/assessment.ts';
import { bandsOfSeries } from '../../features/column.ts';
import type { InputSource } from '../inputs/input.ts';
import type { LabelledRows } from '../training-rows.ts';
import type { ImportanceWatch } from './permutation.ts';

/** What is shuffled together: numbers of a row, or inputs of the encoder that made them. */
export interface ImportanceGroup {
  readonly grouping: ImportanceGrouping;
  readonly name: string;
  /** Positions in a row, or of the encoder's groups. */
  readonly columns: readonly number[];
  /** Values of the rows, float32 [rows, …shape], with this group's of the rows in that order, watched from 0 to 1; absent where the columns themselves are shuffled. */
  readonly shuffle?: (rows: LabelledRows, order: Int32Array, watch: ImportanceWatch) => Promise<Float32Array>;
}

/** Name of what holds for the whole season: statistics over time and values that do not change. */
const WHOLE_SEASON = 'season';

/** A column as `BAND@period`, `INDEX:statistic` or `constant`. */
const COLUMN = /^([^@:]+)(?:@(\d+))?/;

/**
 * What the numbers of a row can be grouped by: the band or index that they are of, the bands that they need, the period
 * that they belong to. A column can be in several groups of `band`: NDVI needs two. None for embeddings, whose numbers
 * mean nothing one by one (`encoder-groups.ts` has theirs); those per timestep are grouped by it.
 */
export function importanceGroups({ kind, names, card }: Pick<InputSource, 'kind' | 'names' | 'card'>): ImportanceGroup[] {
  const parts = names.map((name) => {
    const match = COLUMN.exec(name);
    return { series: match?.[1] ?? name, period: match?.[2] };
  });
  const periodOf = (period: string | undefined): string => (period === undefined ? WHOLE_SEASON : (card.periodDates[Number(period)]?.start ?? period));
  const periods = grouped('period', parts.map(({ period }) => [periodOf(period)]));
  if (kind === 'embeddings') return [];
  if (kind === 'time-embeddings') return periods;
  const features = grouped('feature', parts.map(({ series }) => [series]));
  const bands = grouped('band', parts.map(({ series }) => bandsOfSeries(series)));
  const isSame = bands.length === features.length && bands.every(({ name }, i) => features[i]?.name === name);
  return [...features, ...(isSame ? [] : bands), ...(periods.length > 1 ? periods : [])];
}

function grouped(grouping: ImportanceGrouping, namesOf: readonly (readonly string[])[]): ImportanceGroup[] {
  const columns = new Map<string, number[]>();
  namesOf.forEach((names, column) => {
    for (const name of names) columns.set(name, [...(columns.get(name) ?? []), column]);
  });
  return [...columns].map(([name, list]) => ({ grouping, name, columns: list }));
}
