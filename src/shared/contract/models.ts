import { z } from 'zod';
import { classMetricsSchema, metricsSchema, modelCardSchema } from '../records/learning.ts';
import { newIdSchema } from '../records/record-id.ts';
import { defineCall } from './call.ts';
import { messageSchema, toldSchema } from '../messages/message.ts';

/** Ending of a model package: a zip with a model, its card, its report and, for a head, its encoder. */
export const MODEL_PACKAGE_SUFFIX = '.furrowmodel';

/** What a model was imported from. */
export const IMPORT_FORMATS = ['package', 'onnx'] as const;

const figuresSchema = classMetricsSchema.nullable();
const differenceSchema = z.object({ name: z.string(), a: z.string().nullable(), b: z.string().nullable() });
const sideSchema = z.object({ id: z.string(), title: z.string(), family: z.string(), createdAt: z.string(), metrics: metricsSchema.nullable() });

/** Calls about models; training, converting and proposing fields are jobs, `records.list` lists them. */
export const modelsContract = {
  'models.versions': defineCall({
    kind: 'query',
    summary: 'The models of the workspace by lineage: what was trained again, under the same title or on the same samples, is a new version.',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({
          title: z.string(),
          family: z.string(),
          /** The newest first; the oldest is version 1. */
          versions: z.array(z.object({ version: z.int(), id: z.string(), title: z.string(), createdAt: z.string(), overallAccuracy: z.number().nullable(), macroF1: z.number().nullable(), samplesSha256: z.string().nullable() })),
        }),
      ),
    }),
    errors: [],
  }),
  'models.compare': defineCall({
    kind: 'query',
    summary: 'Two models side by side: figures per class, options, samples, and why the figures cannot be compared where they cannot.',
    input: z.object({ a: z.string(), b: z.string() }),
    output: z.object({
      a: sideSchema,
      b: sideSchema,
      classes: z.array(z.object({ code: z.string(), a: figuresSchema, b: figuresSchema })),
      different: z.array(differenceSchema),
      same: z.array(differenceSchema),
      /** True where both were tested on the very same rows. */
      fair: z.boolean(),
      unfair: z.array(messageSchema),
    }),
    errors: ['RECORD_NOT_FOUND'],
  }),
  'models.export': defineCall({
    kind: 'command',
    summary: 'Writes a model with its card, its report and, for a head, its encoder to one file, which gives the same maps in any other workspace.',
    input: z.object({ id: z.string(), path: z.string() }),
    output: z.object({
      id: z.string(),
      path: z.string(),
      bytes: z.int(),
      /** Names of the files inside. */
      parts: z.array(z.string()),
      /** The model on whose embeddings a head works, which the file carries. */
      encoder: z.string().nullable(),
    }),
    errors: ['RECORD_NOT_FOUND', 'PATH_NOT_GRANTED', 'FILE_EXISTS', 'MODEL_UNUSABLE', 'ENCODER_MISSING', 'PACKAGE_TOO_LARGE', 'DISK_FULL', 'FILE_NOT_ALLOWED'],
  }),
  'models.import': defineCall({
    kind: 'command',
    summary: 'Registers a model from a Furrow package, or from an ONNX file and the card beside it, after checking it; says in words what it found.',
    input: z.object({
      path: z.string(),
      /** By default the id it had, or a free one like it. */
      id: newIdSchema.nullable().default(null),
      title: z.string().nullable().default(null),
      /** For ONNX: the card; by default `card.json` or `<name>.card.json` beside it. */
      card: z.string().nullable().default(null),
    }),
    output: z.object({
      id: z.string(),
      title: z.string(),
      format: z.enum(IMPORT_FORMATS),
      card: modelCardSchema,
      /** The encoder of a head: registered with it, or found here. */
      encoder: z.object({ id: z.string(), added: z.boolean() }).nullable(),
      warnings: z.array(toldSchema),
    }),
    errors: [
      'PATH_NOT_GRANTED', 'FILE_NOT_FOUND', 'RECORD_EXISTS', 'MODEL_EXISTS', 'PACKAGE_DAMAGED', 'PACKAGE_TOO_NEW', 'ARCHIVE_UNSAFE', 'ARCHIVE_DAMAGED',
      'MODEL_NOT_ONNX', 'MODEL_EXTERNAL_DATA', 'MODEL_OPERATOR', 'MODEL_TOO_NEW', 'MODEL_TOO_LARGE', 'MODEL_SHAPE', 'MODEL_CARD_MISSING', 'MODEL_CARD_UNFIT',
      'MODEL_UNUSABLE', 'WORKER_CRASHED', 'WORKER_HUNG', 'WORKER_MEMORY', 'DISK_FULL',
    ],
  }),
} as const;
