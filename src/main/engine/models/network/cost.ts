import type { TrainingSize } from '../families/family.ts';

/** Multiply-adds of a forward pass, times three for forward and backward, at what one core does in such small products. */
const SECONDS_PER_PRODUCT = 3 / 20e9;
/** What starting and reading take. */
const FIXED_SECONDS = 1;
const SECONDS_PER_NUMBER = 1e-8;

/** Seconds of one core that a head takes. */
export function headSeconds({ rows, columns, classes }: TrainingSize, { epochs, hidden }: { readonly epochs: number; readonly hidden: number }): number {
  const products = hidden > 0 ? columns * hidden + hidden * classes : columns * classes;
  return FIXED_SECONDS + rows * epochs * (products * SECONDS_PER_PRODUCT + columns * SECONDS_PER_NUMBER);
}

/** Seconds of one core for so many multiply-adds a row and epoch. */
export function networkSeconds(rows: number, epochs: number, productsPerRow: number): number {
  return FIXED_SECONDS + rows * epochs * productsPerRow * SECONDS_PER_PRODUCT;
}
