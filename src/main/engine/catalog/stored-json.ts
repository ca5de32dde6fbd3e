import type { z } from 'zod';
import { appError } from '../../../shared/errors/app-error.ts';

/**
 * Reads a record's JSON column, checked against its schema.
 * @param what the record in words, for the message
 * @throws AppError CATALOG_DAMAGED
 */
export function parseStored<T>(schema: z.ZodType<T>, json: string, folder: string, what: string): T {
  const checked = schema.safeParse(readJson(json, folder, what));
  if (!checked.success) throw appError('CATALOG_DAMAGED', { folder, detail: `${what}, ${firstProblem(checked.error)}` });
  return checked.data;
}

/** The first thing that a schema objects to, with the path of the field. */
export function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `field “${issue.path.map(String).join('.')}”: ${issue.message}` : error.message;
}

function readJson(json: string, folder: string, what: string): unknown {
  try {
    return JSON.parse(json);
  } catch (thrown) {
    throw appError('CATALOG_DAMAGED', { folder, detail: `${what} is not JSON` }, { cause: thrown });
  }
}
