import { basename, extname } from 'node:path';
import type { calendarsContract } from '../../../shared/contract/calendars.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import { recordId } from '../../../shared/records/record-id.ts';
import type { HandlersOf } from '../handler.ts';
import { writeJsonAtomic } from '../workspace/atomic.ts';
import { importCalendarTask, inspectCalendarTask, lookupSeasonTask } from './calendar.rpc.ts';
import { calendarFactsPath, calendarNamed, calendarPath, listCalendars } from './calendar-store.ts';

/** Answers the calls about crop calendars. */
export const calendarsHandlers: HandlersOf<typeof calendarsContract> = {
  'calendars.list': async ({ workspace }) => ({ items: await listCalendars(workspace) }),
  'calendars.inspect': async ({ workspace, lookups, checkGranted }, { paths, encoding }, { signal }) => {
    const known = new Set((await listCalendars(workspace)).map(({ id }) => id));
    const found = await Promise.all(paths.map(async (path) => {
      const source = workspace.absolute(path);
      checkGranted(source);
      const { calendar } = await lookups.run(inspectCalendarTask, { path: source, encoding }, signal ? { signal } : {});
      const title = basename(source, extname(source));
      const id = recordId(title);
      return calendar === null ? [] : [{ path, id, title, updated: known.has(id), ...calendar }];
    }));
    return { items: found.flat() };
  },
  'calendars.import': async ({ workspace, pool, now, checkGranted }, { path, id: wanted, title, encoding }, { signal }) => {
    const source = workspace.absolute(path);
    checkGranted(source);
    const name = basename(source, extname(source));
    const id = wanted ?? recordId(name);
    const found = await pool.run(importCalendarTask, { path: source, target: workspace.place(calendarPath(id)), encoding }, signal ? { signal } : {});
    const facts = { title: title ?? name, createdAt: now().toISOString(), source: workspace.stored(source), ...found };
    await writeJsonAtomic(workspace.place(calendarFactsPath(id)), facts);
    return { id, ...facts };
  },
  'calendars.lookup': async ({ workspace, lookups }, { id, season, place, bounds, year }, { signal }) => {
    await calendarNamed(workspace, id);
    if ((place === undefined) === (bounds === undefined)) throw appError('INVALID_INPUT', { call: 'calendars.lookup', field: 'place', problem: 'give a place or bounds' });
    const box: [number, number, number, number] = bounds ?? [place?.lon ?? 0, place?.lat ?? 0, place?.lon ?? 0, place?.lat ?? 0];
    return lookups.run(lookupSeasonTask, { path: workspace.absolute(calendarPath(id)), name: id, season, year, box }, signal ? { signal } : {});
  },
};
