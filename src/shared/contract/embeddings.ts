import { z } from 'zod';
import { defineCall } from './call.ts';

/** How training samples are changed before an encoder sees them; see `models/embeddings/augment.ts`. */
export const augmentationSchema = z.strictObject({
  /** Changed copies of every training sample, which are learnt from instead of it. Test samples are never changed. */
  repeats: z.int().min(1).max(20).default(3),
  /** Another window of the series for each copy, where the series is longer than the encoder's year. */
  jitter: z.boolean().default(true),
  /** Sensors taken away as clouds and outages take them. */
  sensors: z.boolean().default(true),
});
export type Augmentation = z.infer<typeof augmentationSchema>;

/** `embeddings/<id>/embedding.json`: what lies in the `.npy` beside it. */
export const embeddingFactsSchema = z.object({
  /** Model that made it, and the checksum of its file. */
  model: z.string(),
  modelSha256: z.string(),
  /** What was embedded: one of the two. */
  samples: z.string().exactOptional(),
  composite: z.string().exactOptional(),
  output: z.enum(['embedding', 'steps', 'logit', 'probability']),
  shape: z.array(z.int()),
  bands: z.array(z.string()),
  periods: z.array(z.object({ start: z.string(), end: z.string() })),
  /** Rows or pixels without any value: NaN. */
  empty: z.int(),
  licence: z.string(),
  /** For samples with changed copies: copy c of row i is row c × rows + i of the file; copies of test rows are NaN. */
  augmentation: augmentationSchema.extend({ seed: z.int() }).nullable().default(null),
  /** Checksum of everything that decides the numbers; a training that needs the same takes this file. */
  key: z.string().nullable().default(null),
  /** Checksum of the `.npy`. */
  sha256: z.string().nullable().default(null),
});
export type EmbeddingFacts = z.infer<typeof embeddingFactsSchema>;

/** An embedding of the workspace. */
export const embeddingProductSchema = embeddingFactsSchema.extend({ id: z.string(), path: z.string(), bytes: z.number(), createdAt: z.string() });
export type EmbeddingProduct = z.infer<typeof embeddingProductSchema>;

/** Calls about embeddings; making them is a job. */
export const embeddingsContract = {
  'embeddings.list': defineCall({
    kind: 'query',
    summary: 'Lists the embeddings of the workspace, the newest first: what was embedded, with which model, shape and place of the file.',
    input: z.object({}),
    output: z.object({ items: z.array(embeddingProductSchema) }),
    errors: [],
  }),
} as const;
