import { SCL_CLASSES } from '../../../shared/raster/scl.ts';

/** Codes that stay clear, and how the rest is grown or shrunk. */
export interface MaskRule {
  /** 256 entries by quality code: 1 = clear. */
  readonly clear: Uint8Array;
  /** `worldcereal`: the convolution mask of {@link worldcerealMask} instead of plain codes. */
  readonly method: 'codes' | 'worldcereal' | 'none';
}

/** The presets by name. `none` looks at no quality band at all. */
export const MASK_PRESETS = ['keep-4-7', 'worldcereal', 'raw-drop', 'none'] as const;

/** A preset, the codes to keep (`4,5,6,7` or `keep:4,5,6,7`), or the codes to drop (`drop:0,1,3,8,9,10,11`). */
export const MASK_PATTERN = /^(keep-4-7|worldcereal|raw-drop|none|(?:(?:keep|drop):)?\d{1,3}(?:,\d{1,3})*)$/;

/**
 * The rule of a mask setting. Codes are those of the Sentinel-2 scene classification; other quality bands are brought
 * to them first (`fmask.ts`).
 * @param setting see {@link MASK_PATTERN}
 * @throws RangeError for a setting that is none, or codes above 11
 */
export function maskRule(setting: string): MaskRule {
  switch (setting) {
    case 'none':
      return { clear: new Uint8Array(256).fill(1), method: 'none' };
    case 'worldcereal':
      return { clear: lookup((code) => WORLDCEREAL_CLEAR.includes(code)), method: 'worldcereal' };
    case 'keep-4-7':
      return { clear: lookup((code) => code >= 4 && code <= 7), method: 'codes' };
    case 'raw-drop':
      return { clear: lookup((code) => !RAW_DROP.includes(code)), method: 'codes' };
    default:
      return { clear: customCodes(setting), method: 'codes' };
  }
}

/** Classes that WorldCereal's first, small kernel leaves alone. */
export const WORLDCEREAL_CLEAR: readonly number[] = [2, 4, 5, 6, 7];
/** Classes around which WorldCereal's second, large kernel masks. */
export const WORLDCEREAL_CLOUDS: readonly number[] = [3, 8, 9, 10, 11];
const RAW_DROP: readonly number[] = [0, 1, 3, 8, 9, 10, 11];

function customCodes(setting: string): Uint8Array {
  if (!MASK_PATTERN.test(setting)) throw new RangeError(`“${setting}” is no mask: ${MASK_PRESETS.join(', ')}, or codes such as 4,5,6,7`);
  const drop = setting.startsWith('drop:');
  const codes = setting.replace(/^(keep|drop):/, '').split(',').map(Number);
  const unknown = codes.find((code) => code >= SCL_CLASSES.length);
  if (unknown !== undefined) throw new RangeError(`the scene classification has no class ${unknown}`);
  return lookup((code) => codes.includes(code) !== drop);
}

/** Codes beyond the scene classification's are never clear. */
function lookup(isClear: (code: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, code) => (code < SCL_CLASSES.length && isClear(code) ? 1 : 0));
}
