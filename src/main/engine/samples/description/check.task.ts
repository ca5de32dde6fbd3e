import { isGeographic } from '../../gdal/crs.ts';
import { implementTask } from '../../pool/rpc.ts';
import { checkSamplesTask } from './check.rpc.ts';
import { checkSamples } from './check.ts';
import { readSamples } from '../parquet.ts';

/** See {@link checkSamplesTask}. */
export const checkSamplesImplementation = implementTask(checkSamplesTask, async ({ path, crs }) => checkSamples(await readSamples(path), isGeographic(crs) ? 'degrees' : 'metres'));
