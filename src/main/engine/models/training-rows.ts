import type { BalanceMethod } from '../../../shared/contract/jobs/train.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import type { OptionValue } from '../../../shared/families/option-form.ts';
import { message } from '../../../shared/messages/message.ts';
import { readSamples } from '../samples/parquet.ts';
import { splitByBlocks } from '../samples/split.ts';
import { resideTable } from '../samples/splits/split-table.ts';
import type { SampleTable } from '../samples/table.ts';
import { balancedBy, classWeights } from './balance.ts';
import { inputLoaderOf } from './inputs/loaders.ts';
import { type LeftOutRows, leftOutRows, requireClassesKept, type Unusable } from './left-out-rows.ts';
import type { Training } from './training.rpc.ts';

/** Rows as a classifier sees them. */
export interface LabelledRows {
  readonly rows: number;
  /** Sizes of one row: [columns], [steps, dimensions], [periods, bands]. */
  readonly shape: readonly number[];
  /** float32, row-major [rows, …shape], missing = NaN. */
  readonly matrix: Float32Array;
  /** Class index per row, in the order of the classes given. */
  readonly labels: Uint16Array;
  /** Above 0; about 1. */
  readonly weights: Float64Array;
  /** Relative chance of being drawn per row, where classes are balanced by drawing; else every row is taken once an epoch. */
  readonly chances?: Float64Array;
  /** What must stay on one side of a split: parcel or block. */
  readonly groups: readonly string[];
  /** Row of the sample table that each comes from. */
  readonly from: Int32Array;
}

/** The rows of a sample set on both sides of its split. */
export interface SplitRows {
  /** What is learnt from: the rows, or their changed copies where there are some. */
  readonly train: LabelledRows;
  /** The training rows as they are, for judging by some of them. */
  readonly unchanged: LabelledRows;
  readonly test: LabelledRows;
  /** Rows of both sides that are in none of them, as they are without any value or weigh nothing. */
  readonly leftOut: { readonly train: LeftOutRows; readonly test: LeftOutRows };
}

/** Training rows that a class must have. */
const ROWS_NEEDED = 2;

/**
 * Reads the samples of a training and parts its rows by split. Where the input has changed copies, those are learnt from
 * instead of the rows; the test has the rows as they are. Rows without any value teach nothing and test nothing:
 * they are left out and counted, as are rows of weight 0.
 * @throws AppError FEATURE_UNKNOWN, FEATURE_UNAVAILABLE; CLASS_TOO_SMALL, CLASS_ROWS_LOST, SAMPLES_NONE for the training rows
 */
export async function loadRows(training: Training): Promise<SplitRows & { readonly table: SampleTable }> {
  const read = await readSamples(training.samples);
  const table = training.resplit ? resideTable(read, training.resplit.crs, training.resplit.spec) : read;
  return { table, ...(await rowsOfTable(table, training)) };
}

/** What {@link loadRows} does once the table is read. */
export async function rowsOfTable(table: SampleTable, training: Pick<Training, 'input' | 'classes' | 'sampleWeights'>): Promise<SplitRows> {
  const { input, classes } = training;
  const matrix = await inputLoaderOf(input.kind).load(table, input);
  const width = input.shape.reduce((product, side) => product * side, 1);
  const indexOf = new Map(classes.map((code, c) => [code, c]));
  const weightOf = (row: number): number => (training.sampleWeights === 'use' ? (table.weights[row] ?? 1) : 1);
  const valuesOf = (row: number, copy: number): Float32Array => matrix.subarray((copy * table.rows + row) * width, (copy * table.rows + row + 1) * width);
  const faultOf = (row: number, copy: number): Unusable | null => (valuesOf(row, copy).every((value) => Number.isNaN(value)) ? 'empty' : weightOf(row) > 0 ? null : 'weightless');
  const rowsOf = (split: 'train' | 'test'): number[] => table.splits.flatMap((name, row) => (name === split && indexOf.has(table.classes[row] ?? '') ? [row] : []));
  const missedOf = (split: 'train' | 'test'): LeftOutRows => leftOutRows(rowsOf(split), (row) => table.classes[row] ?? '', (row) => faultOf(row, 0));
  const of = (split: 'train' | 'test', copies: readonly number[]): LabelledRows => {
    const rows = rowsOf(split);
    const chosen = copies.flatMap((copy) => rows.filter((row) => faultOf(row, copy) === null).map((row) => ({ row, copy })));
    const from = Int32Array.from(chosen, ({ row }) => row);
    const part = new Float32Array(from.length * width);
    chosen.forEach(({ row, copy }, i) => {
      part.set(valuesOf(row, copy), i * width);
    });
    return {
      rows: from.length,
      shape: input.shape,
      matrix: part,
      labels: Uint16Array.from(from, (row) => indexOf.get(table.classes[row] ?? '') ?? 0),
      weights: Float64Array.from(from, weightOf),
      groups: Array.from(from, (row) => table.groups[row] ?? String(row)),
      from,
    };
  };
  const copies = input.copies ?? 0;
  const train = of('train', copies === 0 ? [0] : Array.from({ length: copies }, (_, i) => i + 1));
  const leftOut = { train: missedOf('train'), test: missedOf('test') };
  requireRows(train.labels, classes, { table, leftOut: leftOut.train });
  return { train, unchanged: copies === 0 ? train : of('train', [0]), test: of('test', [0]), leftOut };
}

/** Some of the rows, in the order given. */
export function selectRows(rows: LabelledRows, chosen: ArrayLike<number>): LabelledRows {
  const width = rows.shape.reduce((product, side) => product * side, 1);
  const picked = Int32Array.from(chosen);
  const matrix = new Float32Array(picked.length * width);
  picked.forEach((row, i) => {
    matrix.set(rows.matrix.subarray(row * width, (row + 1) * width), i * width);
  });
  return {
    rows: picked.length,
    shape: rows.shape,
    matrix,
    labels: Uint16Array.from(picked, (row) => rows.labels[row] as number),
    weights: Float64Array.from(picked, (row) => rows.weights[row] as number),
    groups: Array.from(picked, (row) => rows.groups[row] ?? ''),
    from: Int32Array.from(picked, (row) => rows.from[row] as number),
  };
}

/** Rows to learn from and rows to stop early by. */
export interface FittingRows {
  readonly train: LabelledRows;
  readonly validation: LabelledRows | null;
  /** All of them, where the family's option `refit` wants the model trained anew on them in the end; else null. */
  readonly refit: LabelledRows | null;
}

/** How training rows are made ready for a fit. */
export interface FittingChoices {
  readonly classes: readonly string[];
  readonly balance: BalanceMethod;
  /** Of the family; those that learn in batches have `balanceBy`, those that stop early `refit`. */
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly validation: 'aside' | 'none';
  readonly validationShare: number;
  readonly seed: number;
}

/**
 * Keeps whole groups aside where the family wants to stop early, and gives every row its weight: the sample's times the
 * class's. Class weights come from the rows that are learnt from. Where classes are balanced by drawing, the rows to learn from keep the
 * sample's weight alone and have the class's as their chance; rows to stop early by are weighed either way, which is what drawing comes to on average.
 */
export function fittingRows(rows: LabelledRows, choices: FittingChoices): FittingRows {
  const sides = choices.validation === 'aside' ? splitByBlocks({ classes: Array.from(rows.labels, String), blocks: rows.groups, testShare: choices.validationShare, seed: choices.seed }) : null;
  const pick = (side: 'train' | 'test'): LabelledRows => selectRows(rows, (sides ?? []).flatMap((name, row) => (name === side ? [row] : [])));
  const train = sides ? pick('train') : rows;
  const validation = sides ? pick('test') : null;
  const kept = validation && validation.rows > 0 ? validation : null;
  return {
    train: balanced(train, train.labels, choices, 'learn'),
    validation: kept && balanced(kept, train.labels, choices, 'judge'),
    refit: kept && choices.options['refit'] === 'all' ? balanced(rows, rows.labels, choices, 'learn') : null,
  };
}

/** Rows with the weights of their classes, as the labels that are learnt from have them, or with chances in their stead. */
function balanced(rows: LabelledRows, learnt: Uint16Array, choices: FittingChoices, to: 'learn' | 'judge'): LabelledRows {
  const ofClass = classWeights(learnt, choices.classes.length, choices.balance);
  const ofRow = Float64Array.from(rows.labels, (label) => ofClass[label] as number);
  if (to === 'learn' && balancedBy(choices) === 'draws') return { ...rows, chances: ofRow };
  return { ...rows, weights: rows.weights.map((weight, row) => weight * (ofRow[row] as number)) };
}

function requireRows(labels: Uint16Array, classes: readonly string[], { table, leftOut }: { readonly table: SampleTable; readonly leftOut: LeftOutRows }): void {
  if (labels.length === 0) {
    const isMarked = table.splits.includes('train');
    throw isMarked
      ? appError('SAMPLES_NONE', { why: message('TRAINING_NODATA'), remedy: message('DRAW_COVERED') })
      : appError('SAMPLES_NONE', { why: message('TRAINING_NONE'), remedy: message('DRAW_SMALLER_TEST') });
  }
  const counts = new Uint32Array(classes.length);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  requireClassesKept(classes, counts, leftOut, ROWS_NEEDED);
  classes.forEach((className, c) => {
    const count = counts[c] as number;
    if (count < ROWS_NEEDED) throw appError('CLASS_TOO_SMALL', { className, count, needed: ROWS_NEEDED });
  });
}
