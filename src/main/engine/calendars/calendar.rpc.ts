import { z } from 'zod';
import { CALENDAR_SEASONS, calendarAnswerSchema, calendarFactsSchema } from '../../../shared/contract/calendars.ts';
import { textEncodingSchema } from '../../../shared/text/encoding.ts';
import { defineTask } from '../pool/rpc.ts';

/** Reads a calendar from a file and writes it to `target`. @throws FILE_NOT_FOUND, COLUMN_MISSING, CALENDAR_UNUSABLE, METADATA_INVALID */
export const importCalendarTask = defineTask({
  name: 'calendars.import',
  input: z.object({ path: z.string(), target: z.string(), encoding: textEncodingSchema.optional() }),
  output: calendarFactsSchema.pick({ cells: true, seasons: true, bounds: true }),
});

/** What a file holds as a calendar; null for a file of another kind. @throws FILE_NOT_FOUND, COLUMN_MISSING, CALENDAR_UNUSABLE, METADATA_INVALID */
export const inspectCalendarTask = defineTask({
  name: 'calendars.inspect',
  input: z.object({ path: z.string(), encoding: textEncodingSchema.optional() }),
  output: z.object({ calendar: calendarFactsSchema.pick({ cells: true, seasons: true, bounds: true }).nullable() }),
});

const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);

/** The season at a place (a box of no size) or in an area. @throws CALENDAR_SILENT, CALENDAR_UNUSABLE, METADATA_INVALID */
export const lookupSeasonTask = defineTask({
  name: 'calendars.lookup',
  input: z.object({ path: z.string(), name: z.string(), season: z.enum(CALENDAR_SEASONS), year: z.int(), box }),
  output: calendarAnswerSchema,
});
