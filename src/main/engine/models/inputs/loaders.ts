import { embeddingsLoader, timeEmbeddingsLoader } from './embeddings.ts';
import { featuresLoader } from './features.ts';
import type { InputLoader } from './input.ts';
import { seriesLoader } from './series.ts';

/** The worker's side of every input; one line each. */
export const INPUT_LOADERS: readonly InputLoader[] = [featuresLoader, embeddingsLoader, timeEmbeddingsLoader, seriesLoader];

/** The loader of a kind; the plan has checked that there is one. */
export function inputLoaderOf(kind: string): InputLoader {
  const loader = INPUT_LOADERS.find((candidate) => candidate.kind === kind);
  if (!loader) throw new Error(`the input ${kind} has no loader`);
  return loader;
}
