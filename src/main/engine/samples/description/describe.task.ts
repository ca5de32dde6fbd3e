import { LONLAT } from '../../gdal/crs.ts';
import { transformAll } from '../../gdal/transform-all.ts';
import { implementTask } from '../../pool/rpc.ts';
import { describeSamplesTask, rejectedSamplesTask, samplePointsTask, sampleProfilesTask } from './describe.rpc.ts';
import { describeSamples } from './describe.ts';
import { keptAnswer, keptTable } from '../kept-table.ts';
import { profilesOf } from './profiles.ts';
import { quantitiesNamed } from './quantity-values.ts';
import { readRejected } from '../rejection-log.ts';

/** See {@link describeSamplesTask}. */
export const describeSamplesImplementation = implementTask(describeSamplesTask, ({ path, quantities }) => keptAnswer(path, ['describe', quantities], (table) => describeSamples(table, quantities)));

/** See {@link sampleProfilesTask}. */
export const sampleProfilesImplementation = implementTask(sampleProfilesTask, ({ path, bands, quantities, ...request }) =>
  keptAnswer(path, ['profiles', quantities, request], (table) => profilesOf(table, { ...request, quantities: quantitiesNamed(quantities, bands.filter(({ band }) => table.layout.bands.includes(band))) })),
);

/** See {@link rejectedSamplesTask}. */
export const rejectedSamplesImplementation = implementTask(rejectedSamplesTask, async ({ path, counts, reason, offset, limit }) => {
  const listed = await readRejected(path);
  const rows = listed ?? counts.flatMap(({ reason: why, examples }) => examples.map((id) => ({ id, reason: why })));
  const wanted = reason === null ? rows : rows.filter((row) => row.reason === reason);
  return { byReason: counts.map(({ reason: why, count }) => ({ reason: why, count })), total: wanted.length, rows: wanted.slice(offset, offset + limit), complete: listed !== null };
});

/** See {@link samplePointsTask}. */
export const samplePointsImplementation = implementTask(samplePointsTask, async ({ path, crs, limit }) => {
  const table = await keptTable(path);
  const classes = [...new Set(table.classes)].toSorted();
  const indexOf = new Map(classes.map((code, i) => [code, i]));
  const count = Math.min(limit, table.rows);
  // Evenly over the rows, so that a part shows the whole area.
  const rows = Array.from({ length: count }, (_, i) => Math.floor((i * table.rows) / count));
  const places = transformAll(Float64Array.from(rows.flatMap((row) => [table.x[row] ?? NaN, table.y[row] ?? NaN])), count, crs, LONLAT);
  const points = rows.map((row, i) => ({ id: table.ids[row] ?? '', lon: places[i * 2] ?? NaN, lat: places[i * 2 + 1] ?? NaN, class: indexOf.get(table.classes[row] ?? '') ?? 0, test: table.splits[row] === 'test' }));
  return { rows: table.rows, classes, points: points.filter(({ lon, lat }) => Number.isFinite(lon) && Number.isFinite(lat)) };
});
