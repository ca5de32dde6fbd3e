import type { SampleEdit } from '../../../shared/contract/jobs/hygiene.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import { message } from '../../../shared/messages/message.ts';
import { selectRows } from '../samples/rare-class.ts';
import type { SampleTable } from '../samples/table.ts';

export interface EditedTable {
  readonly table: SampleTable;
  readonly fixed: number;
  readonly dropped: number;
}

/**
 * The table with its edits: samples with another class, samples left out. The table given stays as it is.
 * @param samples id of the set, for messages
 * @throws AppError SAMPLE_UNKNOWN, DECISION_INVALID
 */
export function editTable(table: SampleTable, edits: readonly SampleEdit[], samples: string): EditedTable {
  const rowsOf = new Map<string, number[]>();
  table.ids.forEach((id, row) => {
    const rows = rowsOf.get(id);
    if (rows) rows.push(row);
    else rowsOf.set(id, [row]);
  });
  const classes = [...table.classes];
  const dropped = new Set<number>();
  let fixed = 0;
  for (const { sample, action, classCode } of edits) {
    const rows = rowsOf.get(sample);
    if (!rows) throw appError('SAMPLE_UNKNOWN', { samples, sample });
    if (action === 'fix' && classCode === null) throw appError('DECISION_INVALID', { sample, problem: message('FIX_WITHOUT_CLASS'), remedy: message('NAME_CLASS') });
    for (const row of rows) {
      if (action === 'drop') dropped.add(row);
      else if (classes[row] !== classCode) {
        classes[row] = classCode ?? '';
        fixed += 1;
      }
    }
  }
  const kept = table.ids.flatMap((_, row) => (dropped.has(row) ? [] : [row]));
  return { table: selectRows({ ...table, classes }, kept), fixed, dropped: dropped.size };
}
