import { z } from 'zod';
import { RECORD_KINDS } from '../records/record-base.ts';
import { defineCall } from './call.ts';
import { messageParamsSchema } from '../messages/message.ts';

/** A place on the map: x before y (longitude before latitude), in `crs`. */
const place = { x: z.number(), y: z.number(), crs: z.string().min(1) };

/** An error as the API gives it; used where one record of several could not be read. */
export const failureSchema = z.object({ code: z.string(), message: z.string(), action: z.string(), params: messageParamsSchema });
export type Failure = z.infer<typeof failureSchema>;

const classRef = z.object({ value: z.int(), code: z.string(), labels: z.record(z.string(), z.string()), colour: z.string() });
const bandValue = z.object({
  band: z.string(),
  /** As the file holds it; null where it holds no number. */
  stored: z.number().nullable(),
  /** In `unit`; null where there is no data. */
  physical: z.number().nullable(),
  unit: z.string(),
});
export type BandValue = z.infer<typeof bandValue>;

/** What one record holds at a place. */
export const foundSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('map'),
    /** Pixel value of the map. */
    value: z.int(),
    meaning: z.enum(['class', 'outside cropland', 'no data', 'not in the scheme']),
    class: classRef.nullable(),
    /** 0…100; null where there is no class. */
    confidence: z.number().nullable(),
    /** The three likeliest classes, likeliest first; probability 0…100. */
    top: z.array(classRef.extend({ probability: z.number() })),
  }),
  z.object({
    kind: z.literal('composite'),
    periods: z.array(
      z.object({
        index: z.int(),
        start: z.string(),
        end: z.string(),
        /** Clear observations at this pixel. */
        count: z.int(),
        /** True when the values were filled in time because nothing was clear. */
        filled: z.boolean(),
        bands: z.array(bandValue),
      }),
    ),
  }),
  z.object({
    kind: z.literal('scene'),
    datetime: z.string(),
    bands: z.array(bandValue),
    /** Code and name of the quality band: `SCL`, or `FMASK` told in the words of SCL. */
    quality: z.object({ band: z.string(), code: z.int(), name: z.string() }).nullable(),
  }),
  z.object({ kind: z.literal('mask'), value: z.number().nullable(), cropland: z.boolean() }),
  z.object({
    kind: z.literal('parcels'),
    parcels: z.array(
      z.object({
        fid: z.int(),
        sourceId: z.string(),
        code: z.string(),
        label: z.string(),
        areaM2: z.number().nullable(),
        /** The source's own attributes. */
        attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullable()),
      }),
    ),
  }),
]);
export type Found = z.infer<typeof foundSchema>;

/** The answer for one record. `outside`: the place is not covered by it. */
export const identifiedSchema = z.object({
  id: z.string(),
  kind: z.enum(RECORD_KINDS).nullable(),
  title: z.string(),
  simulated: z.boolean(),
  state: z.enum(['found', 'outside', 'failed']),
  found: foundSchema.nullable(),
  failure: failureSchema.nullable(),
});
export type Identified = z.infer<typeof identifiedSchema>;

const series = {
  composite: z.string(),
  /** Bands to give; all by default. */
  bands: z.array(z.string()).nullable().default(null),
  /** Indices of the registry, such as `NDVI`; by default all that the composite has the bands for. */
  indices: z.array(z.string()).nullable().default(null),
};
const periodRow = z.object({
  start: z.string(),
  end: z.string(),
  /** Middle of the period in days since 1970-01-01; half days count. */
  middle: z.number(),
  count: z.int(),
  filled: z.boolean(),
  /** Physical values in the order of `bands`. */
  values: z.array(z.number().nullable()),
  /** In the order of `indices`. */
  indices: z.array(z.number().nullable()),
});

/** One acquisition at the place. */
export const rawDateSchema = z.object({
  scene: z.string(),
  datetime: z.string(),
  date: z.string(),
  tile: z.string().nullable(),
  /** `no data`: the scene does not reach the place. */
  state: z.enum(['clear', 'masked', 'no data', 'failed']),
  /** Scene-classification code 0…11 and its name; null where the scene has no quality band. */
  quality: z.object({ code: z.int(), name: z.string() }).nullable(),
  /**
   * How `state` was found: `exact` as the composite's own mask decides with what lies around the pixel, `class` by the
   * pixel's code alone, because the mask reaches too far for a click, `none` where nothing is masked.
   */
  maskedBy: z.enum(['exact', 'class', 'none']),
  values: z.array(z.number().nullable()),
  indices: z.array(z.number().nullable()),
  failure: failureSchema.nullable(),
});
export type RawDate = z.infer<typeof rawDateSchema>;

const bandNames = { bands: z.array(z.object({ band: z.string(), unit: z.string() })), indices: z.array(z.string()) };

export const seriesSchema = z.object({
  ...bandNames,
  /** False when the composite does not cover the place: all else is empty then. */
  covered: z.boolean(),
  /** Pixel of the composite's grid, and the coordinates of its centre in the grid's CRS. */
  pixel: z.object({ column: z.int(), row: z.int(), x: z.number(), y: z.number(), crs: z.string() }).nullable(),
  periods: z.array(periodRow),
  /** Acquisitions that can be read at once, in order of time. */
  dates: z.array(rawDateSchema),
  /** Scenes of the composite that must be decoded first: ask `values.dates` for them, a few at a time. */
  pending: z.array(z.string()),
});
export type ValueSeries = z.infer<typeof seriesSchema>;

const spread = z.object({ start: z.string(), end: z.string(), middle: z.number(), n: z.int(), p10: z.number().nullable(), p50: z.number().nullable(), p90: z.number().nullable() });
/** Median and 10–90 % range of each band or index per period. */
export const spreadSeriesSchema = z.array(z.object({ name: z.string(), unit: z.string(), periods: z.array(spread) }));

const identifyErrors = ['CRS_UNKNOWN'] as const;
const seriesErrors = ['RECORD_NOT_FOUND', 'CRS_UNKNOWN', 'BAND_MISSING', 'FEATURE_UNKNOWN', 'FEATURE_UNAVAILABLE', 'FILE_NOT_FOUND', 'RASTER_UNREADABLE', 'GRID_MISMATCH'] as const;

/** Calls about what lies under a click. */
export const valuesContract = {
  'values.identify': defineCall({
    kind: 'query',
    summary: 'What the records hold at a place, in the order asked: class, values, quality, parcel.',
    input: z.object({
      ...place,
      records: z.array(z.string()).min(1).max(100),
      /** Index of the period of composites; all when null. */
      period: z.int().nonnegative().nullable().default(null),
    }),
    output: z.object({ items: z.array(identifiedSchema) }),
    errors: [...identifyErrors],
  }),
  'values.series': defineCall({
    kind: 'query',
    summary: 'The curve of a composite at a place: every band and index per period, and the acquisitions behind it that can be read at once.',
    input: z.object({ ...place, ...series }),
    output: seriesSchema,
    errors: [...seriesErrors],
  }),
  'values.dates': defineCall({
    kind: 'query',
    summary: 'Acquisitions of a composite at a place, decoded from the scenes where they must be.',
    input: z.object({ ...place, ...series, scenes: z.array(z.string()).min(1).max(20) }),
    output: z.object({ ...bandNames, dates: z.array(rawDateSchema) }),
    errors: [...seriesErrors],
  }),
  'values.parcelSeries': defineCall({
    kind: 'query',
    summary: 'The curve of a parcel: median and 10–90 % range over the pixels inside it, per band, index and period.',
    input: z.object({ parcels: z.string(), fid: z.int().nonnegative(), ...series, innerBufferM: z.number().min(0).max(1000).default(10) }),
    output: z.object({
      covered: z.boolean(),
      pixels: z.int(),
      /** Which pixels: kept back from the edge; all whose centre lies inside; or the one under the parcel's middle. */
      taken: z.enum(['inner', 'whole', 'middle']),
      series: spreadSeriesSchema,
    }),
    errors: [...seriesErrors, 'VECTOR_UNREADABLE'],
  }),
  'values.classSeries': defineCall({
    kind: 'query',
    summary: 'The usual curve of classes in a sample set: median and 10–90 % range per band, index and period.',
    input: z.object({
      samples: z.string(),
      /** Class codes of the scheme; all when null. */
      classes: z.array(z.string()).nullable().default(null),
      bands: z.array(z.string()).nullable().default(null),
      indices: z.array(z.string()).nullable().default(null),
    }),
    output: z.object({ classes: z.array(z.object({ code: z.string(), samples: z.int(), series: spreadSeriesSchema })) }),
    errors: ['RECORD_NOT_FOUND', 'FILE_NOT_FOUND', 'METADATA_INVALID', 'COLUMN_MISSING', 'BAND_MISSING', 'FEATURE_UNKNOWN', 'FEATURE_UNAVAILABLE'],
  }),
};
