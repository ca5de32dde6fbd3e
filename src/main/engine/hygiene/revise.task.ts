import { appError } from '../../../shared/errors/app-error.ts';
import { message } from '../../../shared/messages/message.ts';
import { isGeographic } from '../gdal/crs.ts';
import { implementTask } from '../pool/rpc.ts';
import { nearestTraining } from '../samples/description/check.ts';
import { readSamples, writeSamples } from '../samples/parquet.ts';
import { countBy } from '../samples/split.ts';
import { parcelKeys } from '../samples/splits/parcel-key.ts';
import { describeSplit } from '../samples/splits/registry.ts';
import { assignSides, lonLatOf, splitTable } from '../samples/splits/split-table.ts';
import type { SampleTable } from '../samples/table.ts';
import { editTable } from './edit-table.ts';
import { missingSamplesTask, reviseSamplesTask, trySplitTask } from './revise.rpc.ts';

/** See {@link reviseSamplesTask}. */
export const reviseSamplesImplementation = implementTask(reviseSamplesTask, async ({ samples, path, crs, edits, split, target }) => {
  const edited = editTable(await readSamples(path), edits, samples);
  const table = splitTable(edited.table, crs, split);
  if (table.rows === 0) throw appError('SAMPLES_NONE', { why: message('ALL_DROPPED'), remedy: message('UNDO_DECISIONS') });
  await writeSamples(target, table);
  const test = table.splits.filter((side) => side === 'test').length;
  return {
    file: target, rows: table.rows,
    byClass: Object.fromEntries(countBy(table.classes)),
    bySplit: { train: table.rows - test, test },
    fixed: edited.fixed, dropped: edited.dropped, leftOut: edited.table.rows - table.rows,
  };
});

/** See {@link trySplitTask}. */
export const trySplitImplementation = implementTask(trySplitTask, async ({ path, crs, split, nearM, mostGroups }) => {
  const table = await readSamples(path);
  const { sides, groups } = assignSides(table, crs, split);
  const byClass: Record<string, { train: number; validation: number; test: number; leftOut: number }> = {};
  table.classes.forEach((code, row) => {
    const entry = (byClass[code] ??= { train: 0, validation: 0, test: 0, leftOut: 0 });
    entry[sides[row] ?? 'leftOut'] += 1;
  });
  const found = groupsOf(table, crs, groups, (row) => sides[row] ?? null);
  const judged: SampleTable = { ...table, splits: sides.map((side) => (side === 'test' ? 'test' : 'train')) };
  const distances = nearestTraining(judged, isGeographic(crs) ? 'degrees' : 'metres');
  const nearest = distances.reduce((least, metres) => Math.min(least, metres), Infinity);
  return {
    description: describeSplit(split), byClass,
    groups: found.slice(0, mostGroups), groupCount: found.length,
    near: { nearM, testRows: distances.filter((metres) => metres <= nearM).length, sharedParcels: sharedParcels(judged), nearestM: Number.isFinite(nearest) ? nearest : null },
  };
});

/** See {@link missingSamplesTask}. */
export const missingSamplesImplementation = implementTask(missingSamplesTask, async ({ path, wanted }) => {
  const ids = new Set((await readSamples(path)).ids);
  return { missing: wanted.filter((id) => !ids.has(id)) };
});

/** Parcels with rows on both sides. */
function sharedParcels(table: SampleTable): number {
  const keys = parcelKeys(table);
  const training = new Set(keys.filter((_, row) => table.splits[row] === 'train'));
  return new Set(keys.filter((key, row) => table.splits[row] === 'test' && training.has(key))).size;
}

type Group = ReturnType<typeof trySplitTask.output.parse>['groups'][number];

/** Groups with the places of their samples, the largest first. */
function groupsOf(table: SampleTable, crs: string, groups: readonly string[], sideOf: (row: number) => Group['side']): Group[] {
  const { lon, lat } = lonLatOf(table, crs);
  const found = new Map<string, { group: string; side: Group['side']; rows: number; bounds: [number, number, number, number] }>();
  groups.forEach((group, row) => {
    const [x, y] = [lon[row] as number, lat[row] as number];
    const entry = found.get(group) ?? { group, side: sideOf(row), rows: 0, bounds: [x, y, x, y] };
    entry.rows += 1;
    entry.bounds = [Math.min(entry.bounds[0], x), Math.min(entry.bounds[1], y), Math.max(entry.bounds[2], x), Math.max(entry.bounds[3], y)];
    found.set(group, entry);
  });
  return [...found.values()].toSorted((a, b) => b.rows - a.rows || (a.group < b.group ? -1 : 1));
}
