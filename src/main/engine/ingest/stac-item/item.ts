import { z } from 'zod';
import { appError } from '../../../../shared/errors/app-error.ts';

const bandSchema = z.looseObject({ name: z.string().optional(), common_name: z.string().optional(), 'eo:common_name': z.string().optional(), nodata: z.unknown().optional(), scale: z.number().optional(), offset: z.number().optional(), 'raster:scale': z.number().optional(), 'raster:offset': z.number().optional() });

/** The parts of a STAC 1.0 or 1.1 item that are used; everything else is let through. */
const itemSchema = z.looseObject({
  type: z.literal('Feature'),
  stac_version: z.string(),
  id: z.string().min(1),
  collection: z.string().nullish(),
  properties: z.looseObject({ datetime: z.string().nullish(), start_datetime: z.string().nullish(), platform: z.string().nullish(), 'eo:cloud_cover': z.number().nullish() }),
  assets: z.record(
    z.string(),
    z.looseObject({ href: z.string(), type: z.string().nullish(), roles: z.array(z.string()).nullish(), 'eo:bands': z.array(bandSchema).nullish(), 'raster:bands': z.array(bandSchema).nullish(), bands: z.array(bandSchema).nullish(), 'raster:scale': z.number().optional(), 'raster:offset': z.number().optional() }),
  ),
});
export type StacItem = z.infer<typeof itemSchema>;
export type StacAsset = StacItem['assets'][string];

/** True for JSON that calls itself a STAC item. */
export function isStacItem(document: unknown): boolean {
  return typeof document === 'object' && document !== null && 'stac_version' in document && 'type' in document && document.type === 'Feature' && 'assets' in document;
}

/** Checks an item. @throws METADATA_INVALID with the first field that is wrong */
export function parseStacItem(document: unknown, file: string): StacItem {
  const parsed = itemSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw appError('METADATA_INVALID', { file, detail: `${issue?.path.join('.') ?? 'the item'}: ${issue?.message ?? 'is not valid'}` });
}

/** A text among the item's properties, whichever of the names it has. */
export function property(item: StacItem, ...names: readonly string[]): unknown {
  for (const name of names) {
    const value = item.properties[name];
    if (value !== undefined && value !== null) return value;
  }
  return null;
}

/** The same, when it is a text. */
export function textProperty(item: StacItem, ...names: readonly string[]): string | null {
  const value = property(item, ...names);
  return typeof value === 'string' ? value : null;
}
