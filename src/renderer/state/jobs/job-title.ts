import i18next from 'i18next';
import type { Job } from '../../../shared/job/job.ts';
import { DEFAULT_FAMILY } from '../../../shared/contract/jobs/train.ts';
import { familyName } from '../families.ts';
import { recordWith, useRecords } from '../records.ts';

/** Parameters of a job whose records or files its title names: `kind → parameters`, in the order in which they are looked for. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  'samples-from-parcels': ['parcels'],
  'samples-from-extractions': ['extraction'],
  'samples-from-observations': ['file'],
  'samples-revise': ['samples'],
  'samples-join': ['samples'],
  'hygiene-check': ['samples'],
  'samples-leak': ['samples'],
  train: ['samples'],
  evaluate: ['model'],
  'local-curve': ['local'],
  convert: ['checkpoint', 'file'],
  embed: ['composite', 'samples'],
  classify: ['model'],
  propose: ['map', 'model'],
};

/** What a task does, in the language of the window; the engine’s English where it is of a kind that has no words. */
export function jobTitle({ kind, title, params }: Pick<Job, 'kind' | 'title' | 'params'>): string {
  const key = `job.title.${kind}`;
  if (!i18next.exists(key)) return title;
  if (kind === 'composite') return i18next.t(key, { name: textOf(params['title']) || title });
  if (kind === 'simulate') return i18next.t(key, { name: typeof params['year'] === 'number' ? String(params['year']) : '' });
  const name = (NAMED[kind] ?? []).map((parameter) => namesOf(params[parameter])).find((text) => text !== '');
  return name === undefined ? title : i18next.t(key, { name, family: familyName(textOf(params['family']) || DEFAULT_FAMILY, i18next.language) });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The title of a record, else the last part of a path. */
function nameOf(id: string): string {
  return recordWith(useRecords.getState(), id)?.title ?? id.split(/[\\/]/).pop() ?? '';
}

/** One record or file, or several. */
function namesOf(value: unknown): string {
  return (Array.isArray(value) ? value : [value]).map((item) => nameOf(textOf(item))).join(' + ');
}
