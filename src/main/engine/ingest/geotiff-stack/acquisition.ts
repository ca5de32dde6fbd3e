import { basename } from 'node:path';
import { appError } from '../../../../shared/errors/app-error.ts';
import { type Message, message } from '../../../../shared/messages/message.ts';
import { givenTime, parseTiffTime, parseTime, timeInName } from '../acquisition-time.ts';

/** Tags that say when a picture was taken, in the order they are believed. */
const TIME_TAGS = ['datetime', 'ACQUISITIONDATETIME', 'ACQUISITION_DATETIME', 'ACQUISITION_DATE', 'SENSING_TIME', 'PRODUCT_START_TIME', 'DATE_ACQUIRED', 'acquired', 'date'] as const;

/** When a raster was taken, and what is doubtful about it. */
export interface Acquisition {
  readonly datetime: string;
  readonly warnings: readonly Message[];
}

/**
 * The time of a raster: what the user gave, a tag, the name, and last TIFFTAG_DATETIME, which most programs set to the
 * time when they wrote the file (TIFF 6.0, DateTime).
 * @throws DATE_INVALID
 */
export function acquisitionOf(path: string, metadata: Readonly<Record<string, string>>, given: string | undefined): Acquisition {
  const fromUser = givenTime(given, path);
  if (fromUser) return { datetime: fromUser, warnings: [] };
  const tag = tagOf(metadata);
  const tagged = tag ? (parseTime(tag.value) ?? parseTiffTime(tag.value) ?? epochTime(tag.value)) : null;
  if (tagged) return { datetime: tagged, warnings: [] };
  const doubt = tag ? [message('TAG_NO_DATE', { tag: tag.name, value: tag.value })] : [];
  const named = timeInName(basename(path));
  if (named) return { datetime: named, warnings: doubt };
  const written = metadata['TIFFTAG_DATETIME'];
  const fallback = written === undefined ? null : (parseTiffTime(written) ?? parseTime(written));
  if (fallback) return { datetime: fallback, warnings: [...doubt, message('DATE_OF_FILE', { date: fallback.slice(0, 10) })] };
  const found = tag ? `its tag ${tag.name} says “${tag.value}”` : written ? `TIFFTAG_DATETIME says “${written}”` : 'neither its tags nor its name hold one';
  throw appError('DATE_INVALID', { file: path, found });
}

function tagOf(metadata: Readonly<Record<string, string>>): { name: string; value: string } | null {
  for (const wanted of [...TIME_TAGS, 'system:time_start']) {
    const name = Object.keys(metadata).find((key) => key.toLowerCase() === wanted.toLowerCase());
    const value = name === undefined ? undefined : metadata[name];
    if (name !== undefined && value) return { name, value };
  }
  return null;
}

/** Milliseconds since 1970, as Earth Engine writes `system:time_start`. */
function epochTime(text: string): string | null {
  return /^\d{12,13}(\.0)?$/.test(text) ? parseTime(new Date(Number(text)).toISOString()) : null;
}
