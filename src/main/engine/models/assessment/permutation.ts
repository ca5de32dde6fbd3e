import type { Importance } from '../../../../shared/reports/assessment.ts';
import { confusionFigures, type ConfusionFigures, confusionMatrix } from '../../../../shared/stats/confusion.ts';
import { likeliestClasses } from '../../../../shared/stats/decision.ts';
import { hash32 } from '../../samples/random.ts';
import { type LabelledRows, selectRows } from '../training-rows.ts';
import type { ImportanceGroup } from './importance-groups.ts';

/** Probabilities of rows: float32 [rows, classes] for values [rows, …shape]. */
export type Predict = (values: Float32Array, rows: number) => Promise<Float32Array>;

/** How thoroughly importance is worked out. */
export interface ImportanceChoices {
  readonly repeats: number;
  /** Rows at most, drawn from the seed. */
  readonly mostRows: number;
  readonly seed: number;
}

/** How importance tells where it is, and hears that it should stop. */
export interface ImportanceWatch {
  readonly signal: AbortSignal;
  progress(fraction: number): void;
}

/** How much worse one shuffle made the model. */
interface Drop {
  readonly f1: number;
  readonly accuracy: number;
}

/**
 * Shuffles the numbers of each group between test rows, all columns of the group alike, and counts how much worse the
 * model gets; see `importanceSchema`.
 * @returns null without groups or rows
 */
export async function permutationImportance(predict: Predict, rows: LabelledRows, classes: number, groups: readonly ImportanceGroup[], choices: ImportanceChoices, watch: ImportanceWatch): Promise<Importance | null> {
  if (groups.length === 0 || rows.rows === 0) return null;
  const { repeats, seed } = choices;
  const taken = rows.rows <= choices.mostRows ? rows : selectRows(rows, shuffled(rows.rows, seed, 0).slice(0, choices.mostRows).toSorted());
  const figuresOf = async (values: Float32Array): Promise<ConfusionFigures> => {
    watch.signal.throwIfAborted();
    return confusionFigures(confusionMatrix(taken.labels, likeliestClasses(await predict(values, taken.rows), taken.rows, classes), classes));
  };
  const unshuffled = await figuresOf(taken.matrix);
  const dropsOf = async ({ columns, shuffle }: ImportanceGroup, progress: (fraction: number) => void): Promise<Drop[]> => {
    const drops: Drop[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      const order = shuffled(taken.rows, seed, repeat + 1);
      const figures = await figuresOf(shuffle ? await shuffle(taken, order, { signal: watch.signal, progress: (fraction) => { progress((repeat + fraction) / repeats); } }) : withShuffled(taken, columns, order));
      drops.push({ f1: unshuffled.macroF1 - figures.macroF1, accuracy: unshuffled.overallAccuracy - figures.overallAccuracy });
      progress((repeat + 1) / repeats);
    }
    return drops;
  };
  const items: Importance['items'] = [];
  // The same columns may stand in two groupings: one shuffle answers for both.
  const known = new Map<string, readonly Drop[]>();
  for (const [g, group] of groups.entries()) {
    const { grouping, name, columns } = group;
    const key = `${group.shuffle ? 'encoder' : 'row'} ${columns.join()}`;
    const drops = known.get(key) ?? (await dropsOf(group, (fraction) => { watch.progress((g + fraction) / groups.length); }));
    known.set(key, drops);
    items.push({ grouping, name, columns: columns.length, drop: mean(drops.map(({ f1 }) => f1)), sd: spread(drops.map(({ f1 }) => f1)), accuracyDrop: mean(drops.map(({ accuracy }) => accuracy)) });
    watch.progress((g + 1) / groups.length);
  }
  const order = new Map(groups.map(({ grouping }, i) => [grouping, i] as const).toReversed());
  items.sort((a, b) => (order.get(a.grouping) ?? 0) - (order.get(b.grouping) ?? 0) || b.drop - a.drop || (a.name < b.name ? -1 : 1));
  return { rows: taken.rows, repeats, seed, macroF1: unshuffled.macroF1, items };
}

/** The numbers 0…count − 1 in an order drawn from a seed. */
export function shuffled(count: number, seed: number, draw: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = hash32(seed, draw, i) % (i + 1);
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
  return order;
}

function withShuffled({ matrix, rows }: LabelledRows, columns: readonly number[], order: Int32Array): Float32Array {
  const width = matrix.length / rows;
  const values = matrix.slice();
  for (let row = 0; row < rows; row++) {
    const from = (order[row] as number) * width;
    for (const column of columns) values[row * width + column] = matrix[from + column] as number;
  }
  return values;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** Standard deviation (n − 1); 0 for one value. */
function spread(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}
