import type { Product } from './product.ts';

/** Every product that can be imported, one line each; the first that recognises something takes it. */
export const PRODUCTS: readonly Product[] = [
];
