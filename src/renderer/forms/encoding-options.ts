import type { TFunction } from 'i18next';
import { TEXT_ENCODINGS } from '../../shared/text/encoding.ts';

/** The character sets of text tables; the empty one is Unicode, which needs no saying. */
export function encodingOptions(t: TFunction): { readonly value: string; readonly label: string }[] {
  return ['', ...TEXT_ENCODINGS].map((value) => ({ value, label: t(`encoding.${value === '' ? 'unicode' : value}`) }));
}
