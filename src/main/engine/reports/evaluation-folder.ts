import { existsSync } from 'node:fs';
import { appError } from '../../../shared/errors/app-error.ts';
import { recordId } from '../../../shared/records/record-id.ts';
import { freeId } from '../catalog/free-id.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Folder of the workspace with one folder per evaluation and local-data curve. */
export const EVALUATIONS = 'evaluations';

/** Id and folder of a new report: the one that was asked for, or a free one. @throws AppError RECORD_EXISTS */
export function reportPlace(workspace: Workspace, asked: string | null, base: string): { readonly id: string; readonly folder: string } {
  const folderOf = (id: string): string => `${EVALUATIONS}/${id}`;
  const isTaken = (id: string): boolean => existsSync(workspace.absolute(folderOf(id)));
  // A job that failed leaves a folder without a report: that does not keep its name from a second try.
  const isReport = (id: string): boolean => Object.values(REPORT_FILES).some((file) => existsSync(workspace.absolute(`${folderOf(id)}/${file}`)));
  if (asked !== null && isReport(asked)) throw appError('RECORD_EXISTS', { kind: 'report', id: asked });
  const id = asked ?? freeId(recordId(base), isTaken);
  return { id, folder: folderOf(id) };
}

/** The file that makes such a folder a report; it is written last. */
export const REPORT_FILES = { evaluation: 'report.json', 'local-curve': 'curve.json' } as const;
