import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CalendarFacts, calendarFactsSchema } from '../../../shared/contract/calendars.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import type { Workspace } from '../workspace/workspace.ts';

const FOLDER = 'calendars';

/** Where a calendar's files lie, workspace-relative. */
export function calendarPath(id: string): string {
  return `${FOLDER}/${id}/calendar.parquet`;
}

/** Where a calendar's facts lie, workspace-relative; written last, so that a calendar without them is none. */
export function calendarFactsPath(id: string): string {
  return `${FOLDER}/${id}/calendar.json`;
}

/** The calendars of a workspace by id, in the order of their ids. */
export async function listCalendars(workspace: Workspace): Promise<(CalendarFacts & { readonly id: string })[]> {
  const entries = await readdir(workspace.absolute(FOLDER), { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(entries.filter((entry) => entry.isDirectory()).map(async ({ name }) => {
    // A folder that an import was killed in has no facts yet.
    const text = await readFile(join(workspace.absolute(FOLDER), name, 'calendar.json'), 'utf8').catch(() => null);
    const facts = text === null ? null : calendarFactsSchema.safeParse(JSON.parse(text));
    return facts?.success ? [{ ...facts.data, id: name }] : [];
  }));
  return found.flat().toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** @throws RECORD_NOT_FOUND */
export async function calendarNamed(workspace: Workspace, id: string): Promise<CalendarFacts & { readonly id: string }> {
  const found = (await listCalendars(workspace)).find((calendar) => calendar.id === id);
  if (!found) throw appError('RECORD_NOT_FOUND', { kind: 'calendar', id });
  return found;
}
