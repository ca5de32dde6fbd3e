import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RasterFacts } from './raster-facts.rpc.ts';

/** Name of the note that lies beside everything the demo makes. */
const NOTE = 'SIMULATED.txt';

/** True for files that say of themselves, by tag or by the note beside them, that they are simulated. */
export function isSimulated(files: readonly RasterFacts[]): boolean {
  return files.some(({ path, metadata }) => metadata['SIMULATED'] === 'YES' || existsSync(join(dirname(path), NOTE)));
}
