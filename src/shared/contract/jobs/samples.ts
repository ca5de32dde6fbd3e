import { z } from 'zod';
import { textEncodingSchema } from '../../text/encoding.ts';
import { CALENDAR_SEASONS } from '../calendars.ts';
import { newIdSchema } from '../../records/record-id.ts';

const seed = z.int().min(0).max(4_294_967_295);
const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
/** What comes first in dates with the year at the end. */
export const DATE_ORDERS = ['day-first', 'month-first'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

const common = {
  /** Class scheme that the samples are labelled by. */
  scheme: z.string().default('furrow-crops'),
  /** Share of each class that the test should have; whole blocks go to one side. */
  testShare: z.number().min(0).max(0.9).default(0.3),
  /** Classes with fewer samples are left out and counted. */
  minPerClass: z.int().min(1).default(1),
  /** Most samples of one class; null for no limit. */
  perClass: z.int().min(1).nullable().default(2000),
  /** Most samples of one class in one region; null for no limit. */
  perClassRegion: z.int().min(1).nullable().default(null),
  /** Decides every draw: the same seed on the same data gives the same samples. */
  seed: seed.default(42),
  /** Id of the sample set; made from its source where it is left out. */
  id: newIdSchema.optional(),
  title: z.string().optional(),
};

const drawing = {
  composite: z.string(),
  /** Further composites, such as those of other UTM zones: the same bands, and periods of the same days of the year. */
  moreComposites: z.array(z.string()).max(200).default([]),
  ...common,
  /** `points`: pixels drawn inside; `median`: one sample per area, the median of all pixels inside in each band and period. */
  take: z.enum(['points', 'median']).default('points'),
  /** Metres that a pixel's centre keeps from its area's edge; null for one pixel. */
  innerBufferM: z.number().min(0).max(1000).nullable().default(null),
  /** Most pixels of one area; of no meaning for medians. */
  perParcel: z.int().min(1).max(10_000).default(10),
  /** Side of the squares that the split keeps whole. */
  blockM: z.number().positive().default(1000),
  /** Side of the squares that count as regions. */
  regionM: z.number().positive().default(50_000),
  /** Country of the labels, such as `FRA`, kept with every sample. */
  country: z.string().min(2).max(60).optional(),
};

/** Parameters of the job `samples-from-parcels`: pixels drawn inside parcels, with their series from composites. */
export const samplesFromParcelsSchema = z.object({
  parcels: z.string(),
  ...drawing,
  /** Source of the parcels' codes, the name of a mapping of the scheme; the parcel set's own where it is left out. */
  codeSource: z.string().optional(),
  /** Column of the parcels that names their region; squares of `regionM` where it is left out. */
  regionColumn: z.string().optional(),
  /** Parcels smaller than this are left out. */
  minAreaM2: z.number().min(0).default(0),
});
export type SamplesFromParcels = z.infer<typeof samplesFromParcelsSchema>;

/**
 * Parameters of the job `samples-from-observations`: field observations (points or polygons with class, date, observer)
 * with their series from composites. Columns that are left out are looked for by their usual names.
 */
export const samplesFromObservationsSchema = z.object({
  /** Vector file, or CSV with coordinates or WKT; inside the workspace or absolute. */
  file: z.string().min(1),
  layer: z.string().optional(),
  ...drawing,
  /** Name of the scheme's mapping that the classes are looked up in; without one they are the scheme's own codes or words. */
  codeSource: z.string().default('own'),
  classColumn: z.string().optional(),
  dateColumn: z.string().optional(),
  observerColumn: z.string().optional(),
  idColumn: z.string().optional(),
  xColumn: z.string().optional(),
  yColumn: z.string().optional(),
  /** CRS of a file that says none, such as CSV. */
  crs: z.string().default('EPSG:4326'),
  /** Character set of a CSV that is not Unicode. */
  encoding: textEncodingSchema.optional(),
  /** Which comes first in dates such as 03/04/2022; found out from the other dates of the file where it is left out. */
  dateOrder: z.enum(DATE_ORDERS).optional(),
});
export type SamplesFromObservations = z.infer<typeof samplesFromObservationsSchema>;

/** How a WorldCereal extraction becomes samples; also used when one is imported. */
export const extractionOptionsSchema = z.object({
  scheme: z.string().default('worldcereal-landcover10'),
  testShare: common.testShare,
  minPerClass: common.minPerClass,
  perClass: common.perClass.default(null),
  perClassRegion: common.perClassRegion,
  seed: common.seed,
  /** Calendar month (1–12) in the middle of the twelve: the sixth. Null takes the month of most labels. */
  centreMonth: z.int().min(1).max(12).nullable().default(null),
  /** Months by which a label may stick out of the processing period. */
  validTimeBuffer: z.int().min(0).max(6).default(0),
  /**
   * Season that labels must lie in, by its first and last day `MM-DD`; it may cross New Year, and its edges count as whole
   * months or dekads. Null takes every label.
   */
  season: z.object({ start: monthDay, end: monthDay }).nullable().default(null),
  /**
   * What is kept of the series: `season` the twelve months around the centre; `label` the twelve around the label, which the
   * buffer lets lie off the centre; `whole` the twelve and the buffer on both sides, so that training may move the window.
   */
  window: z.enum(['season', 'label', 'whole']).default('season'),
  /** Which scores of quality weigh the samples; null takes those of land cover for schemes of land cover, else those of the crop. */
  quality: z.enum(['landcover', 'croptype', 'none']).nullable().default(null),
  /** Leaves out test samples of weak labels: weight below 0.5 and among the weakest fifth of their data set. */
  dropWeakTest: z.boolean().default(true),
  /** Steps that a series must have on both sides of its label. */
  minEdgeBuffer: z.int().min(0).max(12).default(2),
  /** Side of the squares that the split keeps whole. */
  blockM: z.number().positive().default(10_000),
});
export type ExtractionOptions = z.infer<typeof extractionOptionsSchema>;

/**
 * Parameters of the job `samples-from-extractions`: an imported extraction, labelled by another scheme or aligned to another
 * season. The season's middle is, in this order: `centreMonth`, that of the composite, that of the season or calendar, the
 * month of most labels.
 */
export const samplesFromExtractionsSchema = z.object({
  /** Sample set that an import of an extraction made. */
  extraction: z.string(),
  ...extractionOptionsSchema.shape,
  /** Class scheme; that of the extraction's own set where it is left out. */
  scheme: z.string().optional(),
  /** Composite that the model is meant for: its months decide the season, and bands that it lacks are left out. */
  composite: z.string().optional(),
  /** Season of a crop calendar in the area of the samples, instead of `season`. */
  calendar: z.object({ id: z.string(), season: z.enum(CALENDAR_SEASONS) }).optional(),
  id: common.id,
  title: common.title,
});
export type SamplesFromExtractions = z.infer<typeof samplesFromExtractionsSchema>;

/** Parameters of the job `samples-join`: one set of several with the same classes and season, such as foreign and local samples. */
export const samplesJoinSchema = z.object({
  samples: z.array(z.string()).min(2).refine((ids) => new Set(ids).size === ids.length, 'a set is named twice'),
  /** Sets whose test rows stay the test; all rows of the others teach. Empty keeps every set's own sides. */
  testFrom: z.array(z.string()).default([]),
  id: common.id,
  title: common.title,
});
export type SamplesJoin = z.infer<typeof samplesJoinSchema>;
