import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

function besideCheckout(name: string): string | null {
  const path = fileURLToPath(new URL(`../../shared/${name}`, import.meta.url));
  return existsSync(path) ? path : null;
}

/** Folder of the real files that lie beside the checkout, or null where there are none. See README, “Tests”. */
export const sharedData = besideCheckout('data');

/** Folder of the published Presto checkpoints and their reference embeddings, or null. */
export const sharedModels = besideCheckout('models/presto');
