import type { ReportAttribute } from '../../../../shared/contract/jobs/evaluate.ts';
import type { Assessment, Temperature } from '../../../../shared/reports/assessment.ts';
import { assess } from '../../../../shared/reports/assess.ts';
import type { SampleTable } from '../../samples/table.ts';
import type { InputSource } from '../inputs/input.ts';
import type { LabelledRows } from '../training-rows.ts';
import { encoderGroups } from './encoder-groups.ts';
import { importanceGroups } from './importance-groups.ts';
import { type ImportanceChoices, type ImportanceWatch, permutationImportance, type Predict } from './permutation.ts';


/** What an assessment looks at. */
export interface AssessmentRequest {
  readonly predict: Predict;
  readonly rows: LabelledRows;
  /** float32 [rows, classes] of the rows as they are, where they are known already. */
  readonly probabilities: Float32Array;
  readonly classes: number;
  readonly table: SampleTable;
  readonly input: Pick<InputSource, 'kind' | 'names' | 'card' | 'from'>;
  readonly temperature: Temperature | null;
  /** Null: importance is not wanted. */
  readonly importance: ImportanceChoices | null;
  readonly by: readonly ReportAttribute[];
}

/** The part of a report that trainings and evaluations share: the same rows give the same figures in both. */
export async function assessRows(request: AssessmentRequest, watch: ImportanceWatch): Promise<Assessment> {
  const { rows, classes, predict, input, importance } = request;
  const groups = importance ? [...encoderGroups(request.table, input), ...importanceGroups(input)] : [];
  const found = importance && (await permutationImportance(predict, rows, classes, groups, importance, watch));
  return assess({ probabilities: request.probabilities, reference: rows.labels, classes, attributes: attributesOf(request) }, request.temperature, found);
}

/** The attributes that some row says, a value per row. A year that is not said is that of the day which a label is valid at. */
function attributesOf({ rows, table, by }: AssessmentRequest): Map<string, (string | null)[]> {
  const taken = new Map<string, (string | null)[]>();
  for (const name of by) {
    const values = valuesOf(table, name);
    const ofRows = Array.from(rows.from, (row) => values?.[row] ?? null);
    if (ofRows.some((value) => value !== null)) taken.set(name, ofRows);
  }
  return taken;
}

function valuesOf(table: SampleTable, name: ReportAttribute): readonly (string | null)[] | undefined {
  const own = table.attributes.get(name);
  return own ?? (name === 'year' ? table.attributes.get('valid_time')?.map((day) => day?.slice(0, 4) ?? null) : undefined);
}
