import { type ClassScheme, classLabel } from '../../../shared/raster/class-scheme.ts';

/** Colour of a class that its scheme does not have any more. */
const UNKNOWN_COLOUR = '#888888';

/** The words and the colour of a class; its code where the scheme does not know it. */
export function classIn(scheme: ClassScheme | null, code: string, language: string): { readonly label: string; readonly colour: string } {
  const found = scheme?.classes.find((one) => one.code === code);
  return found ? { label: classLabel(found, language), colour: found.colour } : { label: code, colour: UNKNOWN_COLOUR };
}
