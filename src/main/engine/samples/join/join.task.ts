import { transformPoints } from '../../gdal/crs.ts';
import { implementTask } from '../../pool/rpc.ts';
import { readSamples, writeSamples } from '../parquet.ts';
import { countBy } from '../split.ts';
import { type Joined, joinTables } from './join-tables.ts';
import { joinSamplesTask } from './join.rpc.ts';

/** See {@link joinSamplesTask}. */
export const joinSamplesImplementation = implementTask(joinSamplesTask, async ({ parts, crs, target }) => {
  const joined: Joined[] = [];
  for (const { id, path, crs: own, sides } of parts) {
    const table = await readSamples(path);
    joined.push({ id, table, sides, ...(own === crs ? { x: table.x, y: table.y } : transformPoints(table.x, table.y, own, crs)) });
  }
  const { table, repeated } = joinTables(joined);
  await writeSamples(target, table);
  const test = table.splits.filter((side) => side === 'test').length;
  return { file: target, rows: table.rows, bands: [...table.layout.bands], byClass: Object.fromEntries(countBy(table.classes)), bySplit: { train: table.rows - test, test }, repeated };
});
