import { z } from 'zod';
import { type ClassScheme, type CropClass, cropClassSchema } from '../raster/class-scheme.ts';
import { freeColour, freeValue } from './distinct-colour.ts';

/** A class to be made: what is left out is chosen so that it is like no other. */
export const newClassSchema = z.object({
  code: cropClassSchema.shape.code,
  labels: cropClassSchema.shape.labels.default({}),
  colour: cropClassSchema.shape.colour.optional(),
  value: cropClassSchema.shape.value.optional(),
  parent: z.string().nullable().default(null),
});
export type NewClass = z.output<typeof newClassSchema>;

/** The class that is wanted, with a free pixel value and a free colour where none is said. */
export function newClass(scheme: ClassScheme, wanted: NewClass): CropClass {
  return {
    value: wanted.value ?? freeValue(scheme.classes.map(({ value }) => value)),
    code: wanted.code,
    labels: wanted.labels,
    colour: (wanted.colour ?? freeColour(scheme.classes.map(({ colour }) => colour))).toLowerCase(),
    parent: wanted.parent,
  };
}
