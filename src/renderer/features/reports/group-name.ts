import type { TFunction } from 'i18next';
import { NOT_KNOWN } from '../../../shared/reports/assess.ts';

/** A cell of Uber's H3 grid of resolution 0 to 14: 15 hexadecimal digits, those it does not need are f (h3geo.org). */
const H3_CELL = /^8[0-9a-e][0-9a-f]{3,12}?(?=f+$)/;

/** A value that samples are grouped by, as a person reads it: cells of H3 without the digits that say nothing. */
export function groupName(value: string, t: TFunction): string {
  if (value === NOT_KNOWN) return t('reports.not-known');
  const digits = value.length === 15 ? H3_CELL.exec(value)?.[0] : undefined;
  return digits === undefined ? value : t('reports.h3-cell', { digits });
}
