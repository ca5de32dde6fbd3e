import { z } from 'zod';
import { augmentationSchema, embeddingFactsSchema } from '../../../../shared/contract/embeddings.ts';
import { defineTask } from '../../pool/rpc.ts';
import { encoderRecipeSchema } from '../presto/tasks.rpc.ts';

/** What all pieces of the embeddings of a sample set share. Paths are absolute. */
export const copiesRecipeSchema = z.object({
  encoder: encoderRecipeSchema,
  output: z.enum(['embedding', 'steps']),
  samples: z.string(),
  crs: z.string(),
  /** The encoder's timesteps: how many, and the first of an unchanged row in the table's periods. */
  window: z.object({ steps: z.int().positive(), start: z.int().min(0) }),
  /** Null for the rows alone. */
  augmentation: augmentationSchema.extend({ seed: z.int() }).nullable(),
  /** File that the pieces write into, each its own rows, and the bytes before its first number. */
  target: z.string(),
  headerBytes: z.int(),
});
export type CopiesRecipe = z.infer<typeof copiesRecipeSchema>;

/** Embeds some rows of a sample set and their changed copies. */
export const embedCopiesTask = defineTask({
  name: 'models.embed-copies',
  input: z.object({ recipe: copiesRecipeSchema, first: z.int().min(0), count: z.int().min(1) }),
  output: z.object({}),
});

/** Gives a finished file its place in the workspace, with the facts beside it. An equal one that is there already stays. */
export const keepEmbeddingTask = defineTask({
  name: 'models.keep-embedding',
  input: z.object({ target: z.string(), folder: z.string(), facts: embeddingFactsSchema }),
  output: z.object({ folder: z.string() }),
});
