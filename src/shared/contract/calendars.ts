import { z } from 'zod';
import { textEncodingSchema } from '../text/encoding.ts';
import { defineCall } from './call.ts';
import { toldSchema } from '../messages/message.ts';
import { newIdSchema } from '../records/record-id.ts';

/** Seasons of a crop calendar: first and second main season, and the whole year of crops. */
export const CALENDAR_SEASONS = ['tc-s1', 'tc-s2', 'tc-annual'] as const;
export type CalendarSeason = (typeof CALENDAR_SEASONS)[number];
const season = z.enum(CALENDAR_SEASONS);
const degrees = { lon: z.number(), lat: z.number() };
const bounds = z.tuple([z.number(), z.number(), z.number(), z.number()]);

/** `calendars/<id>/calendar.json`: what the table `calendar.parquet` beside it holds. */
export const calendarFactsSchema = z.object({
  title: z.string(),
  createdAt: z.string(),
  /** The file it was imported from. */
  source: z.string(),
  /** Cells of half a degree. */
  cells: z.int(),
  seasons: z.array(season),
  /** Of the cells' centres, in degrees. */
  bounds,
});
export type CalendarFacts = z.infer<typeof calendarFactsSchema>;

/** A season of a place or an area. */
export const calendarAnswerSchema = z.object({
  season,
  /** Dekads over three years: 1–36 the year before, 37–72 the year itself, 73–108 the next. */
  sosDekad: z.int(),
  eosDekad: z.int(),
  /** Days of the season of the year asked. */
  start: z.string(),
  end: z.string(),
  /** Calendar month (1…12) in the middle: the sixth of the processing period. */
  centreMonth: z.int(),
  /** Cells that were asked, and the greatest difference of their starts or ends in dekads. */
  cells: z.int(),
  spreadDekads: z.int(),
  warning: toldSchema.nullable(),
});
export type CalendarAnswer = z.infer<typeof calendarAnswerSchema>;

const year = z.int().min(1950).max(2200);

/** Calls about crop calendars. */
export const calendarsContract = {
  'calendars.list': defineCall({
    kind: 'query',
    summary: 'Lists the crop calendars of the workspace.',
    input: z.object({}),
    output: z.object({ items: z.array(calendarFactsSchema.extend({ id: z.string() })) }),
    errors: [],
  }),
  'calendars.inspect': defineCall({
    kind: 'query',
    summary: 'Says which of some files are crop calendars and what importing them would give; changes nothing. Files of another kind are passed over.',
    input: z.object({ paths: z.array(z.string().min(1)).min(1), encoding: textEncodingSchema.optional() }),
    output: z.object({ items: z.array(calendarFactsSchema.pick({ title: true, cells: true, seasons: true, bounds: true }).extend({ path: z.string(), id: z.string(), updated: z.boolean() })) }),
    errors: ['FILE_NOT_FOUND', 'COLUMN_MISSING', 'CALENDAR_UNUSABLE', 'METADATA_INVALID', 'TABLE_EMPTY', 'TABLE_DAMAGED', 'TEXT_ENCODING_UNSAID', 'TEXT_ENCODING_UNKNOWN', 'PATH_NOT_GRANTED'],
  }),
  'calendars.import': defineCall({
    kind: 'command',
    summary: 'Imports a crop calendar: CSV or Parquet with lat, lon and starts and ends of seasons as dekads or days of the year.',
    input: z.object({ path: z.string().min(1), id: newIdSchema.optional(), title: z.string().optional(), encoding: textEncodingSchema.optional() }),
    output: calendarFactsSchema.extend({ id: z.string() }),
    errors: ['FILE_NOT_FOUND', 'COLUMN_MISSING', 'CALENDAR_UNUSABLE', 'METADATA_INVALID', 'TABLE_EMPTY', 'TABLE_DAMAGED', 'TEXT_ENCODING_UNSAID', 'TEXT_ENCODING_UNKNOWN', 'PATH_NOT_GRANTED'],
  }),
  'calendars.lookup': defineCall({
    kind: 'query',
    summary: 'The season of a crop calendar at a place, or the median one of an area.',
    input: z.object({
      id: z.string(),
      season,
      /** A place, or the bounds of an area (west, south, east, north). */
      place: z.object(degrees).optional(),
      bounds: bounds.optional(),
      year: year.default(2021),
    }),
    output: calendarAnswerSchema,
    errors: ['RECORD_NOT_FOUND', 'INVALID_INPUT', 'CALENDAR_UNUSABLE', 'CALENDAR_SILENT', 'METADATA_INVALID'],
  }),
} as const;
