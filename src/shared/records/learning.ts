import { z } from 'zod';
import { TRAINING_INPUTS } from '../contract/jobs/train.ts';
import { gridSchema } from '../geo/grid.ts';
import { bandQuantitySchema } from '../raster/quantity.ts';
import { classSchemeSchema, cropClassSchema } from '../raster/class-scheme.ts';
import { footprintBoxes, recordBase, skippedSchema } from './record-base.ts';

/** A class scheme in the catalog. */
export const schemeRecordSchema = z.object({ kind: z.literal('scheme'), ...recordBase, scheme: classSchemeSchema });
export type SchemeRecord = z.infer<typeof schemeRecordSchema>;

/**
 * Labelled series: `samples/<id>/samples.parquet`, one row per sample. Columns: `sample_id`, `class_code`, `group` (what must
 * not be torn apart by a split: parcel or location block), `split` (`train` or `test`), `x`, `y` (in `crs`), `weight` where rows do
 * not all weigh 1, texts `attr_dataset`, `attr_year` … as far as they are known (engine/samples/table.ts), and one
 * column `BAND_t00` … per band and period, stored values as in composites (uint16, nodata 65 535).
 */
export const sampleSetSchema = z.object({
  kind: z.literal('samples'),
  ...recordBase,
  path: z.string(),
  rows: z.int(),
  crs: z.string(),
  schemeId: z.string(),
  bands: z.array(bandQuantitySchema),
  /** First and last day of each period; for extractions the months of the season, of no particular year. */
  periods: z.array(z.object({ start: z.string(), end: z.string() })),
  byClass: z.record(z.string(), z.int()),
  rejected: z.array(skippedSchema),
  settings: z.record(z.string(), z.unknown()),
  sources: z.array(z.string()),
});
export type SampleSet = z.infer<typeof sampleSetSchema>;

/** Figures of a class in a training report. */
export const classMetricsSchema = z.object({
  code: z.string(),
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  support: z.int(),
});

/** Training report: confusion[i][j] counts test samples of reference class i that were predicted as j. */
export const metricsSchema = z.object({
  overallAccuracy: z.number(),
  macroF1: z.number(),
  perClass: z.array(classMetricsSchema),
  confusion: z.array(z.array(z.int())),
  classes: z.array(z.string()),
  trainRows: z.int(),
  /** Samples that the training rows are changed copies of; absent where every row is a sample as it is. */
  trainSamples: z.int().exactOptional(),
  testRows: z.int(),
  split: z.string(),
});
export type Metrics = z.infer<typeof metricsSchema>;

/** What a model of the task `embedding` makes of a series. */
export const embeddingCardSchema = z.object({
  network: z.literal('presto'),
  /** Which published code the weights belong to. */
  checkpoint: z.enum(['presto', 'presto-worldcereal', 'prometheo', 'encoder']),
  /** Numbers of an embedding. */
  dimensions: z.int().positive(),
  /** Most timesteps that it has positions for. */
  maxSteps: z.int().positive(),
  /** When the NDVI token is missing: with B04 or B08, or never. */
  ndvi: z.enum(['with-its-bands', 'never-missing']),
  hasCroplandHead: z.boolean(),
});
export type EmbeddingCard = z.infer<typeof embeddingCardSchema>;

/** A tensor as an ONNX file declares it: a text where its size may vary, null for the shape where it does not say. */
export const tensorCardSchema = z.object({ name: z.string(), element: z.string(), shape: z.array(z.union([z.int(), z.string()])).nullable() });
export type TensorCard = z.infer<typeof tensorCardSchema>;

/** What a model of the task `patch-series` takes and gives. */
export const patchCardSchema = z.object({
  /** Side of the square patch in pixels, and of the square that it answers for: its middle where it is smaller. */
  size: z.int().positive(),
  outputSize: z.int().positive(),
  channels: z.int().positive(),
  /** Dates of a patch; null where it is one picture. */
  dates: z.int().positive().nullable(),
  gives: z.enum(['classes', 'quantity']),
  /** How its numbers become probabilities: classes exclude each other, each stands alone, or they are no probabilities. */
  activation: z.enum(['softmax', 'sigmoid', 'none']),
  /** Metres of a pixel, percent that patches overlap, and how inputs are standardised, as far as the file says. */
  pixelMetres: z.number().nullable(),
  overlapPercent: z.number().nullable(),
  mean: z.array(z.number()).nullable(),
  deviation: z.array(z.number()).nullable(),
});
export type PatchCard = z.infer<typeof patchCardSchema>;

/** Everything needed to run an ONNX file (DESIGN.md 7); kept as `models/<id>/card.json`. */
export const modelCardSchema = z.object({
  task: z.enum(['pixel-series', 'patch-series', 'embedding', 'head']),
  family: z.string(),
  /** Tensor names. */
  input: z.string(),
  outputs: z.object({ label: z.string().nullable(), probabilities: z.string() }),
  /** Names of the input columns in order; feature ids of the features registry. */
  features: z.array(z.string()),
  bands: z.array(bandQuantitySchema),
  periods: z.int(),
  /** First and last day of each period it was trained on. */
  periodDates: z.array(z.object({ start: z.string(), end: z.string() })),
  /** For the task `embedding` without classes where the checkpoint has no head. */
  scheme: classSchemeSchema.extend({ classes: z.array(cropClassSchema) }),
  /** Class codes in the order of the probabilities. */
  classes: z.array(z.string()),
  /** Where the numbers that it takes come from, as `train` names it, and the sizes of one row of them; features in a flat row where they are absent. */
  source: z.enum(TRAINING_INPUTS).exactOptional(),
  inputShape: z.array(z.int().positive()).exactOptional(),
  /** For the task `head` alone: the model that makes its numbers, and the checksum of that model's file. */
  encoder: z.object({ modelId: z.string(), sha256: z.string() }).exactOptional(),
  /** For the task `embedding` alone. */
  embedding: embeddingCardSchema.exactOptional(),
  /** For the task `patch-series` alone. */
  patch: patchCardSchema.exactOptional(),
  /** Of models from elsewhere: their tensors. */
  tensors: z.object({ inputs: z.array(tensorCardSchema), outputs: z.array(tensorCardSchema) }).exactOptional(),
  nodataPolicy: z.string(),
  licence: z.string(),
  sha256: z.string(),
  provenance: z.record(z.string(), z.unknown()),
  metrics: metricsSchema.nullable(),
});
export type ModelCard = z.infer<typeof modelCardSchema>;

/** A model in the catalog: `models/<id>/model.onnx`, `card.json`, `report.json`. */
export const modelSchema = z.object({
  kind: z.literal('model'),
  ...recordBase,
  folder: z.string(),
  family: z.string(),
  card: modelCardSchema,
  sampleSetId: z.string().nullable(),
  runId: z.string().nullable(),
});
export type Model = z.infer<typeof modelSchema>;

/** A crop map: `maps/<id>/map.tif`, `confidence.tif`, `probabilities.tif`, `map.qml`, `item.json`. */
export const mapSchema = z.object({
  kind: z.literal('map'),
  ...recordBase,
  folder: z.string(),
  grid: gridSchema,
  footprint: footprintBoxes,
  modelId: z.string(),
  compositeId: z.string(),
  croplandId: z.string().nullable(),
  /** Parcel set that the map was measured in; the product is `paths.parcels`. */
  parcelsId: z.string().exactOptional(),
  scheme: classSchemeSchema,
  /** Class codes in the order of the probability bands. */
  classes: z.array(z.string()),
  /** Codes of the classes above those that unsure pixels fell back to; absent where the likeliest class always stayed. */
  parents: z.array(z.string()).exactOptional(),
  paths: z.record(z.string(), z.string()),
  /** Pixels and hectares counted per class. Counting pixels is biased; it is no area estimate. */
  pixelCounts: z.array(z.object({ code: z.string(), pixels: z.int(), hectares: z.number() })),
  runId: z.string().nullable(),
});
export type CropMap = z.infer<typeof mapSchema>;

/** A cropland mask: a categorical raster and the values that count as cropland. */
export const maskSchema = z.object({
  kind: z.literal('mask'),
  ...recordBase,
  path: z.string(),
  grid: gridSchema,
  footprint: footprintBoxes,
  croplandValues: z.array(z.int()),
});
export type CroplandMask = z.infer<typeof maskSchema>;
