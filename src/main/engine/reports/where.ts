import { appError } from '../../../shared/errors/app-error.ts';
import { type RowCondition, whereWords } from '../../../shared/reports/where.ts';
import { message, type Message } from '../../../shared/messages/message.ts';
import { countBy } from '../samples/split.ts';
import { lonLatOf } from '../samples/splits/split-table.ts';
import type { SampleTable } from '../samples/table.ts';

/** Values that a message names. */
const MOST_NAMED = 12;

/** Rows for which all conditions hold. @throws AppError SAMPLES_NONE that says what there is instead */
export function rowsWhere(table: SampleTable, crs: string, where: readonly RowCondition[]): number[] {
  const tests = where.map((condition) => testOf(table, crs, condition));
  const rows = Array.from({ length: table.rows }, (_, row) => row).filter((row) => tests.every((test) => test(row)));
  if (rows.length === 0) throw appError('SAMPLES_NONE', { why: where.length === 0 ? message('SET_WITHOUT_SAMPLES') : `no sample has ${whereWords(where)}`, remedy: remedyFor(table, crs, where) });
  return rows;
}

function testOf(table: SampleTable, crs: string, condition: RowCondition): (row: number) => boolean {
  if ('attribute' in condition) {
    const values = table.attributes.get(condition.attribute) ?? (condition.attribute === 'year' ? table.attributes.get('valid_time')?.map((day) => day?.slice(0, 4) ?? null) : undefined);
    return (row) => condition.values.includes(values?.[row] ?? '');
  }
  const degrees = lonLatOf(table, crs)[condition.axis];
  return (row) => (degrees[row] as number) >= (condition.from ?? -Infinity) && (degrees[row] as number) < (condition.to ?? Infinity);
}

function remedyFor(table: SampleTable, crs: string, where: readonly RowCondition[]): string | Message {
  const told = where.map((condition) => {
    if ('attribute' in condition) {
      const values = [...countBy((table.attributes.get(condition.attribute) ?? []).filter((value) => value !== null)).keys()].toSorted();
      return values.length === 0 ? `the samples do not say their ${condition.attribute}` : `${condition.attribute} is one of ${values.slice(0, MOST_NAMED).join(', ')}${values.length > MOST_NAMED ? ', …' : ''}`;
    }
    const degrees = [...lonLatOf(table, crs)[condition.axis]].filter(Number.isFinite);
    return `${condition.axis} runs from ${Math.min(...degrees).toFixed(3)} to ${Math.max(...degrees).toFixed(3)}`;
  });
  return told.length === 0 ? message('CHOOSE_OTHER_SET') : `Choose other conditions: ${told.join('; ')}.`;
}
