import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { summariseCurve } from '../../../shared/reports/curve-verdict.ts';
import { type LocalCurve, type LocalTrial, localTrialSchema } from '../../../shared/reports/local-curve.ts';
import { curveTable } from '../../../shared/reports/report-tables.ts';
import { csvLine } from '../../../shared/text/csv-line.ts';
import { message, type Message } from '../../../shared/messages/message.ts';
import { implementTask } from '../pool/rpc.ts';
import { writeFileAtomic, writeJsonAtomic } from '../workspace/atomic.ts';
import { REPORT_FILES } from './evaluation-folder.ts';
import { localCurveTask } from './local-curve.rpc.ts';

const PREDICTIONS = 'predictions.csv';

/** See {@link localCurveTask}. */
export const localCurveImplementation = implementTask(localCurveTask, async ({ trials: files, steps: asked, folder, about }) => {
  const trials = await Promise.all(files.map(async ({ target }) => localTrialSchema.parse(JSON.parse(await readFile(target, 'utf8')))));
  const summary = summariseCurve(trials);
  const missing = asked.filter((samples) => !summary.steps.some((step) => step.samples === samples));
  const fewest = Math.min(...trials.map(({ poolRows }) => poolRows));
  const warnings = [...about.warnings, ...unusableWarnings(trials[0]), ...(missing.length === 0 ? [] : [message('CURVE_STEPS_LEFT_OUT', { steps: missing.map(String), fewest })])];
  const document: LocalCurve = { version: 1, kind: 'local-curve', ...about, warnings, trials, ...summary };
  const table = curveTable(document);
  await writeFileAtomic(join(folder, table.name), table.lines.map((line) => csvLine(line)).join(''));
  const predictions = await Promise.all(files.map((file) => readFile(file.predictions, 'utf8')));
  await writeFileAtomic(join(folder, PREDICTIONS), [csvLine(['draw', 'sample_id', 'class', ...asked.map((samples) => `predicted_${samples}`)]), ...predictions].join(''));
  await writeJsonAtomic(join(folder, REPORT_FILES['local-curve']), document);
  return { files: [table.name, PREDICTIONS, REPORT_FILES['local-curve']], document };
});

/** Samples that no draw could use: the same in every draw. */
function unusableWarnings(trial: LocalTrial | undefined): Message[] {
  const { local, foreign } = trial?.leftOut ?? {};
  const told = [
    [local?.empty, 'CURVE_LOCAL_EMPTY'], [local?.weightless, 'CURVE_LOCAL_WEIGHTLESS'],
    [foreign?.empty, 'CURVE_FOREIGN_EMPTY'], [foreign?.weightless, 'CURVE_FOREIGN_WEIGHTLESS'],
  ] as const;
  return told.flatMap(([count = 0, code]) => (count === 0 ? [] : [message(code, { count })]));
}
