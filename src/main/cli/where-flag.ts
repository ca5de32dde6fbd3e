import { type RowCondition, WHERE_ATTRIBUTES } from '../../shared/reports/where.ts';
import { appError } from '../../shared/errors/app-error.ts';
import { type Flags, text } from './command.ts';

/** The line for `--help`. */
export const WHERE_HELP = 'only samples with these values: country=FRA, region=a|b, year=2022, lon=2..5.5, lat=..48 (the lower limit is included)';

/**
 * Conditions of a flag such as `country=FR,year=2021|2022,lon=2.5..`.
 * @throws WRONG_USE
 */
export function whereOf(flags: Flags, name: string, command: string): RowCondition[] | undefined {
  const parts = text(flags, name)?.split(',').map((part) => part.trim()).filter((part) => part !== '');
  return parts?.map((part) => {
    const [key = '', value = ''] = part.split('=').map((side) => side.trim());
    const attribute = WHERE_ATTRIBUTES.find((known) => known === key);
    if (attribute && value !== '') return { attribute, values: value.split('|').map((one) => one.trim()) };
    const range = /^(-?[\d.]+)?\.\.(-?[\d.]+)?$/.exec(value);
    if ((key === 'lon' || key === 'lat') && range && value !== '..') {
      const [from, to] = rangeOf(value);
      if (![from, to].some((limit) => Number.isNaN(limit))) return { axis: key, from, to };
    }
    throw appError('WRONG_USE', { problem: `--${name} wants conditions such as country=FRA, year=2021|2022 or lon=2..5.5, not “${part}”; it knows ${[...WHERE_ATTRIBUTES, 'lon', 'lat'].join(', ')}.`, command });
  });
}

function rangeOf(value: string): [number | null, number | null] {
  const at = value.indexOf('..');
  const limit = (side: string): number | null => (side === '' ? null : Number(side));
  return [limit(value.slice(0, at)), limit(value.slice(at + 2))];
}
