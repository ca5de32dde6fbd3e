import { z } from 'zod';

/** One class: `value` is its pixel value in maps, `code` its stable name in data, `labels` its words per language. */
export const cropClassSchema = z.object({
  value: z.int().min(0).max(65_534),
  code: z.string().min(1),
  labels: z.record(z.string(), z.string()),
  colour: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  parent: z.string().nullable().default(null),
});
export type CropClass = z.infer<typeof cropClassSchema>;

/**
 * A class scheme: the classes, and for each source of codes (`rpg`, `hcat`, `worldcereal`, `cdl`, …) which source code
 * belongs to which class. A source code that is in no mapping is unmapped; it is counted and listed, never guessed.
 */
export const classSchemeSchema = z.object({
  id: z.string().min(1),
  title: z.string().min(1),
  classes: z.array(cropClassSchema).min(1),
  mappings: z.record(z.string(), z.record(z.string(), z.string())).default({}),
});
export type ClassScheme = z.infer<typeof classSchemeSchema>;

/** The words of a class in `language`, else in English, else its code. */
export function classLabel(cropClass: CropClass, language = 'en'): string {
  return cropClass.labels[language] ?? cropClass.labels['en'] ?? cropClass.code;
}

/** Red, green and blue (0…255) of `#rrggbb`. */
export function rgbOf(colour: string): readonly [red: number, green: number, blue: number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
