import { PARTS } from '../landscape/cover.ts';
import type { Landscape } from '../landscape/landscape.ts';
import { cropByCode } from '../season/crop.ts';

/** What really grows on each 10 m pixel: value of the crop that has the largest part, 0 where no crop has. */
export function truthOf({ cover, fields, sizePx }: Landscape): Uint8Array {
  return Uint8Array.from({ length: sizePx * sizePx }, (_, pixel) => {
    const field = fields.get(cover.labels[pixel * PARTS] ?? 0);
    return field ? cropByCode(field.crop).value : 0;
  });
}
