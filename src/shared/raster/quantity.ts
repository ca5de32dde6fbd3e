import { z } from 'zod';

/**
 * What a band of a composite or scene measures and how its stored numbers become physical ones:
 * physical = (stored + offset) × scale, tested for nodata first, on the stored value.
 */
export const bandQuantitySchema = z.object({
  band: z.string(),
  quantity: z.enum(['reflectance', 'sigma0', 'temperature', 'precipitation', 'elevation', 'slope', 'quality', 'count', 'other']),
  unit: z.string(),
  scale: z.number(),
  offset: z.number(),
  nodata: z.number().nullable(),
});
export type BandQuantity = z.infer<typeof bandQuantitySchema>;

/** Sentinel-2 surface reflectance as composites store it: uint16, × 10 000, nodata 65 535. */
export function reflectanceQuantity(band: string): BandQuantity {
  return { band, quantity: 'reflectance', unit: '1', scale: 1e-4, offset: 0, nodata: 65_535 };
}
