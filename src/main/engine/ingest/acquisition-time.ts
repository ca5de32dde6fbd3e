import { parseIsoDate } from '../../../shared/dates/iso-date.ts';
import { appError } from '../../../shared/errors/app-error.ts';

const ISO_TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** A day or time in ISO 8601 as UTC `YYYY-MM-DDThh:mm:ssZ`; a time without a zone is UTC. Null for what is none. */
export function parseTime(text: string): string | null {
  const match = ISO_TIME.exec(text.trim());
  if (!match || !parseIsoDate(match[1] ?? '')) return null;
  const [, day, hours = '00', minutes = '00', seconds = '00', zone = 'Z'] = match;
  const time = Date.parse(`${day}T${hours}:${minutes}:${seconds}${zone}`);
  return Number.isNaN(time) ? null : new Date(time).toISOString().replace('.000Z', 'Z');
}

/** TIFF's own form, `2024:06:02 11:21:19`. */
export function parseTiffTime(text: string): string | null {
  const match = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})/.exec(text.trim());
  return match ? parseTime(`${match[1]}-${match[2]}-${match[3]}T${match[4]}`) : null;
}

/** The time that the user gave. @throws DATE_INVALID */
export function givenTime(text: string | undefined, file: string): string | null {
  if (text === undefined) return null;
  const time = parseTime(text);
  if (!time) throw appError('DATE_INVALID', { file, found: `“${text}” given with --datetime is no date` });
  return time;
}

/** The first date in a name: `2024-06-02`, `20240602T112119`, `2024_06_02`, or a year and day of year as HLS writes it, `2024128T173909`. */
export function timeInName(name: string): string | null {
  for (const match of name.matchAll(/(?<!\d)(\d{4})([-_]?)(\d{2})\2(\d{2})(?:[T_-]?(\d{2})[-_:]?(\d{2})[-_:]?(\d{2}))?(?!\d)/g)) {
    const [, year, , month, day, hours, minutes, seconds] = match;
    const time = parseTime(`${year}-${month}-${day}${hours === undefined ? '' : `T${hours}:${minutes}:${seconds}`}`) ?? parseTime(`${year}-${month}-${day}`);
    if (time && Number(year) >= 1970) return time;
  }
  const ordinal = /(?<!\d)((?:19|20)\d{2})(\d{3})T(\d{2})(\d{2})(\d{2})(?!\d)/.exec(name);
  return ordinal ? ordinalTime(Number(ordinal[1]), Number(ordinal[2]), `${ordinal[3]}:${ordinal[4]}:${ordinal[5]}`) : null;
}

function ordinalTime(year: number, day: number, clock: string): string | null {
  const date = new Date(Date.UTC(year, 0, day));
  return day >= 1 && date.getUTCFullYear() === year ? parseTime(`${date.toISOString().slice(0, 10)}T${clock}`) : null;
}
