import type { SplitAttribute } from '../../../../shared/contract/sample-split.ts';
import { appError } from '../../../../shared/errors/app-error.ts';
import { message } from '../../../../shared/messages/message.ts';
import { splitByBlocks } from '../split.ts';
import type { SampleTable } from '../table.ts';
import type { SplitKind } from './kind.ts';
import { parcelKeys } from './parcel-key.ts';

/** Group of rows that have no value. */
const UNKNOWN = '(unknown)';

/** Value of an attribute per row. @throws SPLIT_IMPOSSIBLE when no row has one */
export function valuesOf(table: SampleTable, attribute: SplitAttribute): string[] {
  if (attribute === 'parcel') return parcelKeys(table);
  if (attribute === 'group') return [...table.groups];
  const values = table.attributes.get(attribute) ?? yearsOf(table, attribute);
  if (!values?.some((value) => value !== null)) {
    throw appError('SPLIT_IMPOSSIBLE', { split: attribute, why: message('ATTRIBUTE_UNSAID', { attribute }), remedy: message('SPLIT_BY_BLOCKS', { attribute }) });
  }
  return values.map((value) => value ?? UNKNOWN);
}

function yearsOf(table: SampleTable, attribute: SplitAttribute): (string | null)[] | undefined {
  if (attribute !== 'year') return undefined;
  return table.attributes.get('valid_time')?.map((day) => day?.slice(0, 4) ?? null);
}

/** Samples that share a value stay together: an unseen region, an unseen year, whole parcels. */
export const attributeSplit: SplitKind<'attribute'> = {
  by: 'attribute',
  describe: ({ attribute, test }) => (test ? `${attribute} ${test.join(', ')} held out` : `whole ${attribute} values`),
  assign({ table }, { attribute, test, testShare, seed }) {
    const groups = valuesOf(table, attribute);
    const present = new Set(groups);
    if (present.size < 2) throw appError('SPLIT_IMPOSSIBLE', { split: attribute, why: message('ATTRIBUTE_ONE', { attribute, value: groups[0] ?? '' }), remedy: message('ADD_OTHERS') });
    const foreign = test?.find((value) => !present.has(value));
    if (foreign !== undefined) throw appError('SPLIT_IMPOSSIBLE', { split: attribute, why: message('ATTRIBUTE_FOREIGN', { attribute, value: foreign }), remedy: message('CHOOSE_AMONG', { values: [...present].toSorted().slice(0, 12) }) });
    const held = new Set(test ?? []);
    if (held.size === present.size) throw appError('SPLIT_IMPOSSIBLE', { split: attribute, why: message('ALL_HELD_OUT'), remedy: message('LEAVE_SOME') });
    return { groups, sides: test ? groups.map((value) => (held.has(value) ? 'test' : 'train')) : splitByBlocks({ classes: table.classes, blocks: groups, testShare, seed }) };
  },
};
