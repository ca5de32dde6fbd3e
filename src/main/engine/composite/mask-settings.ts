import type { MaskSettings } from '../mask/clear.ts';
import { maskRule } from '../mask/preset.ts';
import type { Recipe } from './recipe.ts';

/** The mask of a recipe on its grid. */
export function maskSettings({ mask, pixelM }: Pick<Recipe, 'mask' | 'pixelM'>): MaskSettings {
  return { rule: maskRule(mask.setting), erodeM: mask.erodeM, dilateM: mask.dilateM, pixelM };
}
