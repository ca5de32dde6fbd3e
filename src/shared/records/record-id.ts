import { z } from 'zod';

/** What the id of a record looks like. It is the name of a folder too, so it holds nothing that leads out of one. */
const RECORD_ID = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** Longest id that is given to something new: names of folders end at 255 bytes, and `-2` or `.partial-…` may follow. */
const LONGEST = 120;

/** Id of a record that there is. */
export const recordIdSchema = z.string().regex(RECORD_ID);

/** Id that somebody chooses for something new. Windows drops a dot at the end of a name, so there is none. */
export const newIdSchema = z
  .string()
  .max(LONGEST, `an id has at most ${LONGEST} characters`)
  .regex(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9_-])?$/, 'an id is made of the letters A to Z, digits, “-”, “_” and “.”, and begins with a letter or a digit');

/** An id from any text: other characters become `-`. */
export function recordId(text: string): string {
  const id = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, LONGEST)
    .replace(/[-.]+$/, '');
  return id === '' ? 'unnamed' : id;
}
