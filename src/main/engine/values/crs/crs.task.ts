import { defineCrs } from '../../gdal/crs-definition.ts';
import { searchDatabase } from '../../gdal/crs-database.ts';
import { implementTask } from '../../pool/rpc.ts';
import { defineCrsTask, searchCrsTask } from './crs.rpc.ts';

/** See {@link defineCrsTask}. */
export const defineCrsImplementation = implementTask(defineCrsTask, async ({ crs }) => {
  await Promise.resolve();
  return defineCrs(crs);
});

/** See {@link searchCrsTask}. */
export const searchCrsImplementation = implementTask(searchCrsTask, async ({ text, limit }) => {
  await Promise.resolve();
  return { items: searchDatabase(text, limit) };
});
