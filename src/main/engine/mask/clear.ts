import { type BinaryRaster, dilate, erode } from './morphology.ts';
import { type MaskRule } from './preset.ts';
import { kernelReach, kernelsAt, worldcerealMask } from './worldcereal.ts';

/** A mask as a composite uses it. */
export interface MaskSettings {
  readonly rule: MaskRule;
  /** Metres by which masked areas are first shrunk, so that specks vanish. */
  readonly erodeM: number;
  /** Metres by which they are then grown. */
  readonly dilateM: number;
  /** Side of a pixel in metres. */
  readonly pixelM: number;
}

/** “No data” of the scene classification. */
const NOT_SEEN = 0;

/** Pixels around a window that the mask inside it depends on. */
export function maskMargin({ rule, erodeM, dilateM, pixelM }: MaskSettings): number {
  if (rule.method === 'none') return 0;
  const own = rule.method === 'worldcereal' ? kernelReach(kernelsAt(pixelM)) : 0;
  return own + Math.floor(erodeM / pixelM) + Math.floor(dilateM / pixelM);
}

/**
 * Which pixels are clear.
 * @param codes scene-classification codes (0…11) of the window and its margin
 * @returns 1 = clear, same size as `codes`; exact inside the margin of {@link maskMargin}
 */
export function clearPixels(codes: BinaryRaster, settings: MaskSettings): Uint8Array {
  const { rule, erodeM, dilateM, pixelM } = settings;
  const { data, width, height } = codes;
  const byCode = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) byCode[i] = rule.clear[data[i] ?? 0] ?? 0;
  if (rule.method !== 'worldcereal' && erodeM < pixelM && dilateM < pixelM) return byCode;
  let masked = rule.method === 'worldcereal' ? worldcerealMask(codes, kernelsAt(pixelM)) : flipped(byCode);
  if (erodeM >= pixelM) masked = erode({ data: masked, width, height }, erodeM / pixelM);
  if (dilateM >= pixelM) masked = rule.method === 'worldcereal' ? dilate({ data: masked, width, height }, dilateM / pixelM) : grownFromSeen(masked, codes, dilateM / pixelM);
  return flipped(masked);
}

/**
 * Grows what was seen to be cloud, shadow and the like. Where nothing was seen (code 0: outside the scene, the dark half
 * of an orbit's edge) the mask stays as it is: no cloud is known there, and growing it would eat a frame out of every
 * scene. WorldCereal's own mask does grow it, and is left as it is.
 */
function grownFromSeen(masked: Uint8Array, { data, width, height }: BinaryRaster, radiusPx: number): Uint8Array {
  const seen = masked.map((value, i) => (data[i] === NOT_SEEN ? 0 : value));
  const grown = dilate({ data: seen, width, height }, radiusPx);
  for (let i = 0; i < grown.length; i++) if (masked[i] === 1) grown[i] = 1;
  return grown;
}

/** 0 and 1 exchanged, in place. */
function flipped(binary: Uint8Array): Uint8Array {
  for (let i = 0; i < binary.length; i++) binary[i] = 1 - (binary[i] ?? 0);
  return binary;
}
