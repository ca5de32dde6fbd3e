import { type ClassScheme, classLabel } from '../../shared/raster/class-scheme.ts';

/** The class of a code in words and colour; the code itself where the scheme lacks it. */
export function classLook(scheme: ClassScheme, code: string, language: string): { readonly label: string; readonly colour: string } {
  const found = scheme.classes.find((one) => one.code === code);
  return { label: found ? classLabel(found, language) : code, colour: found?.colour ?? '#888888' };
}
