import { z } from 'zod';
import { gridSchema } from '../../../../shared/geo/grid.ts';
import { bandQuantitySchema } from '../../../../shared/raster/quantity.ts';
import { embeddingCardSchema, modelCardSchema } from '../../../../shared/records/learning.ts';
import { toldSchema } from '../../../../shared/messages/message.ts';
import { defineTask } from '../../pool/rpc.ts';

/** Writes the encoder both ways, runs both, and says which form to use here and why. */
export const attentionTask = defineTask({
  name: 'models.presto-attention',
  input: z.object({}),
  output: z.object({ form: z.enum(['fused', 'standard']), finding: z.string() }),
  silenceSeconds: 120,
});

/** Reads a checkpoint and writes `model.onnx` and `card.json` into a folder. Paths are absolute. */
export const convertPrestoTask = defineTask({
  name: 'models.convert-presto',
  input: z.object({
    checkpoint: z.string(),
    folder: z.string(),
    ndvi: z.enum(['auto', 'with-its-bands', 'never-missing']),
    attention: z.enum(['fused', 'standard']),
    licence: z.string().nullable(),
    furrow: z.string(),
  }),
  output: z.object({ card: modelCardSchema, title: z.string().nullable(), warnings: z.array(toldSchema), files: z.array(z.string()) }),
});

const periodSchema = z.object({ start: z.string(), end: z.string() });

/** An encoder and the bands that it is given. Paths are absolute. */
export const encoderRecipeSchema = z.object({
  model: z.string(),
  card: embeddingCardSchema,
  /** The source's own bands that the encoder takes, without those to be treated as missing. */
  bands: z.array(bandQuantitySchema),
});
export type EncoderRecipe = z.infer<typeof encoderRecipeSchema>;

/** What all pieces of an embedding share. */
export const embedRecipeSchema = encoderRecipeSchema.extend({
  output: z.enum(['embedding', 'steps', 'logit', 'probability']),
  /** File that the pieces write into, each its own rows. */
  target: z.string(),
  /** Bytes before its first number. */
  headerBytes: z.int(),
});
export type EmbedRecipe = z.infer<typeof embedRecipeSchema>;

/** Makes the target: a `.npy` header and room for the numbers. */
export const beginEmbeddingTask = defineTask({
  name: 'models.begin-embedding',
  input: z.object({ target: z.string(), shape: z.array(z.int()) }),
  output: z.object({}),
});

const pieceOutput = z.object({
  pixels: z.int(),
  /** Pixels without any value: NaN in the target. */
  empty: z.int(),
  patterns: z.int(),
  seconds: z.object({ read: z.number(), embed: z.number(), write: z.number() }),
});

/** Embeds rows of a sample set into their rows of the target. */
export const embedSamplesTask = defineTask({
  name: 'models.embed-samples',
  input: z.object({ recipe: embedRecipeSchema, samples: z.string(), crs: z.string(), first: z.int(), count: z.int(), periods: z.array(z.int()) }),
  output: pieceOutput,
});

/** Embeds a window of a composite into its places of the target, which has the whole grid's width. */
export const embedWindowTask = defineTask({
  name: 'models.embed-window',
  input: z.object({
    recipe: embedRecipeSchema,
    periods: z.array(periodSchema.extend({ path: z.string() })),
    /** Bands of the composite's files to read, with their 1-based positions there. */
    from: z.array(z.object({ band: z.string(), index: z.int() })),
    grid: gridSchema,
    window: z.object({ column: z.int(), row: z.int(), width: z.int(), height: z.int() }),
  }),
  output: pieceOutput,
});
export type PieceResult = z.infer<typeof pieceOutput>;
