import { appError } from '../../../shared/errors/app-error.ts';
import { normalCode } from '../../../shared/raster/class-mapping.ts';
import { openParquet } from '../ingest/parquet-file.ts';
import { implementTask } from '../pool/rpc.ts';
import { countCodesTask } from './code-counts.rpc.ts';

const ROWS_AT_ONCE = 100_000;
const CODE = 'ewoc_code';
const SAMPLE = 'sample_id';

/** See {@link countCodesTask}. A long extraction has many rows of a sample, which counts once. */
export const countCodesImplementation = implementTask(countCodesTask, async ({ path }, context) => {
  const file = await openParquet(path);
  const missing = [CODE, SAMPLE].find((column) => !file.columns.includes(column));
  if (missing !== undefined) throw appError('COLUMN_MISSING', { file: path, column: missing, needed: `${SAMPLE} and ${CODE}` });
  const codeOf = new Map<string, string>();
  for (let start = 0; start < file.rows; start += ROWS_AT_ONCE) {
    const end = Math.min(file.rows, start + ROWS_AT_ONCE);
    for (const row of await file.read([CODE, SAMPLE], start, end)) {
      const sample = String(row[SAMPLE]);
      if (!codeOf.has(sample)) codeOf.set(sample, normalCode('worldcereal', String(row[CODE])));
    }
    context.progress(end / file.rows);
  }
  const counts = new Map<string, number>();
  for (const code of codeOf.values()) counts.set(code, (counts.get(code) ?? 0) + 1);
  return { codes: [...counts].map(([code, count]) => ({ code, count })) };
});
