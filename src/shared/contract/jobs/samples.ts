import { z } from 'zod';

const seed = z.int().min(0).max(4_294_967_295);
const common = {
  /** Class scheme that the samples are labelled by. */
  scheme: z.string().default('furrow-crops'),
  /** Share of each class that the test should have; whole blocks go to one side. */
  testShare: z.number().min(0).max(0.9).default(0.3),
  /** Classes with fewer samples are left out and counted. */
  minPerClass: z.int().min(1).default(1),
  /** Most samples of one class; null for no limit. */
  perClass: z.int().min(1).nullable().default(2000),
  /** Decides every draw: the same seed on the same data gives the same samples. */
  seed: seed.default(42),
  /** Id of the sample set; made from its source where it is left out. */
  id: z.string().optional(),
  title: z.string().optional(),
};

/** Parameters of the job `samples-from-parcels`: pixels drawn inside parcels, with their series from a composite. */
export const samplesFromParcelsSchema = z.object({
  parcels: z.string(),
  composite: z.string(),
  ...common,
  /** Source of the parcels' codes, the name of a mapping of the scheme; the parcel set's own where it is left out. */
  codeSource: z.string().optional(),
  /** Metres that a pixel's centre keeps from its parcel's edge; null for one pixel. */
  innerBufferM: z.number().min(0).max(1000).nullable().default(null),
  /** Parcels smaller than this are left out. */
  minAreaM2: z.number().min(0).default(0),
  /** Most pixels of one parcel. */
  perParcel: z.int().min(1).max(10_000).default(10),
  /** Side of the squares that the split keeps whole. */
  blockM: z.number().positive().default(1000),
});
export type SamplesFromParcels = z.infer<typeof samplesFromParcelsSchema>;

/** How a WorldCereal extraction becomes samples; also used when one is imported. */
export const extractionOptionsSchema = z.object({
  scheme: z.string().default('worldcereal-landcover10'),
  testShare: common.testShare,
  minPerClass: common.minPerClass,
  perClass: common.perClass.default(null),
  seed: common.seed,
  /** Calendar month (1–12) in the middle of the twelve: the sixth. Null takes the month of most labels. */
  centreMonth: z.int().min(1).max(12).nullable().default(null),
  /** Months by which a label may stick out of the processing period. */
  validTimeBuffer: z.int().min(0).max(6).default(0),
  /** Steps that a series must have on both sides of its label. */
  minEdgeBuffer: z.int().min(0).max(12).default(2),
  /** Side of the squares that the split keeps whole. */
  blockM: z.number().positive().default(10_000),
});
export type ExtractionOptions = z.infer<typeof extractionOptionsSchema>;

/** Parameters of the job `samples-from-extractions`: an imported extraction, labelled by another scheme or cut to another season. */
export const samplesFromExtractionsSchema = z.object({
  /** Sample set that an import of an extraction made. */
  extraction: z.string(),
  ...extractionOptionsSchema.shape,
  /** Composite that the model is meant for: its months decide the season, and bands that it lacks are left out. */
  composite: z.string().optional(),
  id: common.id,
  title: common.title,
});
export type SamplesFromExtractions = z.infer<typeof samplesFromExtractionsSchema>;
