import { z } from 'zod';
import type { CropClass } from '../raster/class-scheme.ts';
import { classSchemeSchema } from '../raster/class-scheme.ts';
import type { CropMap } from './learning.ts';

/**
 * The classes of a map and their counts by columns, a third of the size of the same as objects: what is the i-th in one
 * column belongs to the i-th class.
 */
export const classTableSchema = z.object({
  /** The scheme without its classes. */
  scheme: classSchemeSchema.omit({ classes: true }),
  values: z.array(z.int()),
  codes: z.array(z.string()),
  /** Six hexadecimal digits each, all in one text. */
  colours: z.string(),
  /** Words per language; empty where a class has none in it. */
  labels: z.record(z.string(), z.array(z.string())),
  /** Code of the class above, by the number of the class; the others have none. */
  parents: z.record(z.string(), z.string()),
  /** Codes in the order of the probability bands; null where they are `codes`. */
  bands: z.array(z.string()).nullable(),
  counted: z.object({
    /** Null where they are `codes`. */
    codes: z.array(z.string()).nullable(),
    pixels: z.array(z.int()),
    hectares: z.array(z.number()),
  }),
});
export type ClassTable = z.infer<typeof classTableSchema>;

/** The part of a map that grows with its classes. */
export type MapClasses = Pick<CropMap, 'scheme' | 'classes' | 'pixelCounts'>;

/** The classes of a map by columns. */
export function classTable({ scheme: { classes, ...scheme }, classes: bands, pixelCounts }: MapClasses): ClassTable {
  const codes = classes.map(({ code }) => code);
  const counted = pixelCounts.map(({ code }) => code);
  const languages = new Set<string>();
  const parents: Record<string, string> = {};
  for (const [i, { labels, parent }] of classes.entries()) {
    for (const language of Object.keys(labels)) languages.add(language);
    if (parent !== null) parents[i] = parent;
  }
  return {
    scheme,
    values: classes.map(({ value }) => value),
    codes,
    colours: classes.map(({ colour }) => colour.slice(1)).join(''),
    labels: Object.fromEntries([...languages].map((language) => [language, classes.map(({ labels }) => labels[language] ?? '')])),
    parents,
    bands: isSame(bands, codes) ? null : [...bands],
    counted: { codes: isSame(counted, codes) ? null : counted, pixels: pixelCounts.map(({ pixels }) => pixels), hectares: pixelCounts.map(({ hectares }) => hectares) },
  };
}

/** The classes of a map as its record has them. */
export function classesOfTable({ scheme, values, codes, colours, labels, parents, bands, counted }: ClassTable): MapClasses {
  const languages = Object.entries(labels);
  const classes = codes.map((code, i): CropClass => ({
    value: values[i] ?? 0,
    code,
    labels: labelsAt(languages, i),
    colour: `#${colours.slice(i * 6, i * 6 + 6)}`,
    parent: parents[i] ?? null,
  }));
  const pixelCounts = (counted.codes ?? codes).map((code, i) => ({ code, pixels: counted.pixels[i] ?? 0, hectares: counted.hectares[i] ?? 0 }));
  return { scheme: { ...scheme, classes }, classes: [...(bands ?? codes)], pixelCounts };
}

function labelsAt(languages: readonly (readonly [string, readonly string[]])[], index: number): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [language, words] of languages) {
    const word = words[index];
    if (word !== undefined && word !== '') labels[language] = word;
  }
  return labels;
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((text, i) => text === others[i]);
}
