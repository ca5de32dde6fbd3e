import { type Message, message } from '../../../../shared/messages/message.ts';
import { QUALITY_BANDS } from '../band-name.ts';
import type { BandFacts } from '../raster-facts.rpc.ts';
import { type BandScaling, isReflectance } from '../scene-draft.ts';

/**
 * How numbers of a band without product metadata become reflectance: by the file's own scale and offset; else whole
 * numbers are × 10 000 with 0 as no data, as Sentinel-2's are, and fractions are reflectance itself.
 * @param boaOffset what the user gave, added to stored numbers
 */
export function guessScaling(band: string, info: BandFacts, boaOffset: number | undefined): BandScaling & { readonly warnings: readonly Message[] } {
  if (QUALITY_BANDS.has(band)) return { nodata: info.nodata, scale: 1, offset: 0, warnings: [] };
  if (!isReflectance(band)) return { nodata: info.nodata, scale: info.scale, offset: info.scale === 0 ? 0 : info.offset / info.scale, warnings: [] };
  const isWhole = info.dtype !== 'float32' && info.dtype !== 'float64';
  const nodata = info.nodata ?? (isWhole ? 0 : null);
  const declared = info.scale !== 1 || info.offset !== 0;
  const bright = info.sample?.quantiles?.p99 ?? 0;
  const isFraction = !isWhole && bright <= 3;
  const scale = declared ? info.scale : isFraction ? 1 : 1e-4;
  const offset = boaOffset ?? (declared && scale !== 0 ? Math.round((info.offset / scale) * 1e6) / 1e6 : 0);
  const doubtful = !declared && !isWhole && !isFraction;
  return { nodata, scale, offset, warnings: doubtful ? [message('FRACTIONS_ABOVE_ONE')] : [] };
}
