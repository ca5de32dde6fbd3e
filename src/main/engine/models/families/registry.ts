import { appError } from '../../../../shared/errors/app-error.ts';
import type { OptionValue } from '../../../../shared/families/option-form.ts';
import { boostingFamily } from '../boosting/family.ts';
import { forestFamily } from '../forest/family.ts';
import type { Family } from './family.ts';
import { linearFamily } from './linear/family.ts';
import { logisticFamily } from './logistic/family.ts';
import { mlpFamily } from './mlp/family.ts';
import { seasonalFamily } from './seasonal/family.ts';
import { tempCnnFamily } from './tempcnn/family.ts';

/** Every family that can be trained; one line each. */
export const FAMILIES: readonly Family[] = [forestFamily, boostingFamily, logisticFamily, linearFamily, mlpFamily, tempCnnFamily, seasonalFamily];

/** The family of that name. @throws AppError FAMILY_UNKNOWN */
export function familyOf(id: string): Family {
  const family = FAMILIES.find((candidate) => candidate.id === id);
  if (!family) throw appError('FAMILY_UNKNOWN', { family: id, known: FAMILIES.map((candidate) => candidate.id).join(', ') });
  return family;
}

/** The options of a family with its defaults. @throws AppError OPTION_INVALID for one that it lacks or that is out of bounds */
export function optionsOf(family: Family, given: Readonly<Record<string, OptionValue>>): Record<string, OptionValue> {
  const known = Object.keys(family.options.shape);
  const foreign = Object.keys(given).find((name) => !known.includes(name));
  if (foreign !== undefined) throw appError('OPTION_INVALID', { family: family.id, option: foreign, problem: `it has no such option; it has ${known.join(', ')}` });
  const parsed = family.options.safeParse(given);
  if (parsed.success) return parsed.data as Record<string, OptionValue>;
  const issue = parsed.error.issues[0];
  throw appError('OPTION_INVALID', { family: family.id, option: String(issue?.path[0] ?? ''), problem: issue?.message ?? 'it does not fit' });
}
