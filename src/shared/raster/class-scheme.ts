import { z } from 'zod';

/**
 * One class: `value` is its pixel value in maps, `code` its stable name in data, `labels` its words per language, `parent`
 * the code of the class that it is a kind of. Parents are classes with a value and a colour too: a map may fall back to them.
 */
export const cropClassSchema = z.object({
  value: z.int().min(0).max(65_534),
  code: z.string().min(1),
  labels: z.record(z.string(), z.string()),
  colour: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  parent: z.string().nullable().default(null),
});
export type CropClass = z.infer<typeof cropClassSchema>;

/** Source codes by source (`rpg`, `hcat`, `worldcereal`, `cdl`, …), each with what belongs to it. */
const bySourceCode = z.record(z.string(), z.record(z.string(), z.string()));

/**
 * A class scheme: the classes, and for each source of codes (`rpg`, `hcat`, `worldcereal`, `cdl`, …) which source code
 * belongs to which class. A source code that is in no mapping is unmapped; it is counted and listed, never guessed.
 */
export const classSchemeSchema = z.object({
  id: z.string().min(1),
  title: z.string().min(1),
  classes: z.array(cropClassSchema).min(1),
  mappings: bySourceCode.default({}),
  /** Source codes that somebody took out of a class and that wait for one, with their words (or none). */
  unmapped: bySourceCode.exactOptional(),
  /** Where classes and codes come from, and under which licence, for whoever passes the scheme on. */
  source: z.string().exactOptional(),
  licence: z.string().exactOptional(),
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
