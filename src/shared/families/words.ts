import { z } from 'zod';

/** A text in the window's languages; other languages fall back to English. */
export const wordsSchema = z.object({ en: z.string().min(1), fr: z.string().min(1) });
export type Words = z.infer<typeof wordsSchema>;
