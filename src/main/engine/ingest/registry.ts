import { classScheme } from './class-scheme/product.ts';
import { parcels } from './parcels/product.ts';
import type { Product } from './product.ts';
import { sentinel2Safe } from './sentinel2-safe/sentinel2-safe.ts';

/** Every product that can be imported, one line each; the first that recognises something takes it. */
export const PRODUCTS: readonly Product[] = [
  sentinel2Safe,
  parcels,
  classScheme,
];
