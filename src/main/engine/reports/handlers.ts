import { readdir, readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { type Report, type ReportKind, reportSchema, type reportsContract, type TrainingReport } from '../../../shared/contract/reports.ts';
import { AppError, appError } from '../../../shared/errors/app-error.ts';
import type { Model } from '../../../shared/records/learning.ts';
import { assessmentSchema } from '../../../shared/reports/assessment.ts';
import type { HandlersOf } from '../handler.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { EVALUATIONS, REPORT_FILES } from './evaluation-folder.ts';

/** Answers the calls about reports. */
export const reportsHandlers: HandlersOf<typeof reportsContract> = {
  'reports.list': async ({ catalog, workspace }) => {
    const trainings = catalog.model.list().flatMap(({ id, title, createdAt, simulated, card }) => (card.metrics ? [{ kind: 'training' as const, id, title, createdAt, model: id, macroF1: card.metrics.macroF1, simulated }] : []));
    const kept = await listKept(workspace);
    return { items: [...trainings, ...kept].toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1)) };
  },

  'reports.get': async ({ catalog, workspace }, { kind, id }) => {
    if (kind === 'training') return { report: await trainingReport(workspace, catalog.model.get(id)) };
    const report = await readKept(workspace, kind, id);
    if (!report) throw appError('RECORD_NOT_FOUND', { kind: 'report', id });
    return { report };
  },
};

const modelReportSchema = z.object({ assessment: assessmentSchema.nullable().default(null) });

/** A model's own report. What was written before there were assessments has none. */
async function trainingReport(workspace: Workspace, { id, title, simulated, folder, card, warnings }: Model): Promise<TrainingReport> {
  if (!card.metrics) throw appError('RECORD_NOT_FOUND', { kind: 'report', id });
  const assessment = await readJson(workspace.absolute(`${folder}/report.json`))
    .then((data) => modelReportSchema.parse(data).assessment)
    .catch(() => null);
  return { kind: 'training', id, title, simulated, model: { id, title, sha256: card.sha256 }, scheme: card.scheme, metrics: card.metrics, assessment, warnings: [...warnings] };
}

type Kept = Exclude<ReportKind, 'training'>;
const KEPT: readonly Kept[] = ['evaluation', 'local-curve'];

/** Reports in folders of their own. Folders that hold none, as of a job that was cancelled, are passed over. */
async function listKept(workspace: Workspace): Promise<readonly { kind: Kept; id: string; title: string; createdAt: string; model: string | null; macroF1: number; simulated: boolean }[]> {
  const names = await readdir(workspace.absolute(EVALUATIONS)).catch(() => []);
  const found = await Promise.all(names.flatMap((id) => KEPT.map(async (kind) => {
    const report = await readKept(workspace, kind, id).catch(() => null);
    if (!report || report.kind === 'training') return null;
    const { mtime } = await stat(workspace.absolute(pathOf(kind, id)));
    const { title, simulated } = report;
    const told = report.kind === 'evaluation' ? { model: report.model.id, macroF1: report.metrics.macroF1 } : { model: null, macroF1: report.steps.at(-1)?.macroF1 ?? 0 };
    return { kind, id, title, createdAt: mtime.toISOString(), simulated, ...told };
  })));
  return found.filter((item) => item !== null);
}

/** Null where there is no such report. @throws AppError METADATA_INVALID */
async function readKept(workspace: Workspace, kind: Kept, id: string): Promise<Report | null> {
  if (/[/\\]/.test(id) || id.startsWith('.')) return null;
  const path = workspace.absolute(pathOf(kind, id));
  try {
    const report = reportSchema.parse(await readJson(path));
    return report.kind === kind ? report : null;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw appError('METADATA_INVALID', { file: path, detail: 'it holds no report that this Furrow reads' }, { cause });
  }
}

function pathOf(kind: Kept, id: string): string {
  return `${EVALUATIONS}/${id}/${REPORT_FILES[kind]}`;
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}
