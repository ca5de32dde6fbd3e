import { readFileSync } from 'node:fs';
import { appError } from '../../../shared/errors/app-error.ts';
import type { recordsContract } from '../../../shared/contract/records.ts';
import type { workspaceContract } from '../../../shared/contract/workspace.ts';
import { RECORD_KINDS, type RecordKind } from '../../../shared/records/record-base.ts';
import type { CatalogRecord } from '../../../shared/records/record.ts';
import type { HandlersOf } from '../handler.ts';
import { FURROW_VERSION } from '../version.ts';
import type { Catalog, RecordFilter } from './contract.ts';
import { overviewOf } from './overview.ts';

/** Answers the calls about the workspace. */
export const workspaceHandlers: HandlersOf<typeof workspaceContract> = {
  'workspace.info': ({ workspace, catalog, settings }) => ({
    folder: workspace.folder,
    title: workspace.folder.split(/[\\/]/).pop() ?? workspace.folder,
    version: FURROW_VERSION,
    counts: Object.fromEntries(RECORD_KINDS.map((kind) => [kind, catalog[kind].count()])) as Record<RecordKind, number>,
    jobs: catalog.jobs.list().length,
    settings,
  }),
  'workspace.recent': ({ workspaces }) => ({ items: workspaces.recent().map((item) => ({ ...item })) }),
  'workspace.open': async ({ workspaces }, { folder }) => {
    await workspaces.open(folder);
    return { folder };
  },
};

/** Answers the calls about records. */
export const recordsHandlers: HandlersOf<typeof recordsContract> = {
  'records.list': ({ catalog }, { kind, filter }) => ({ items: catalog[kind].list(filter as RecordFilter) }),
  'records.overview': ({ catalog }, { kinds, known }) => overviewOf(kinds.flatMap((kind): CatalogRecord[] => catalog[kind].list()), new Set(known)),
  'records.info': ({ catalog, workspace }, { id }) => {
    const record = findRecord(catalog, id);
    if (!record) throw appError('RECORD_NOT_FOUND', { kind: 'record', id });
    const runId = 'runId' in record ? record.runId : null;
    return { record, run: runId ? readRun(workspace.absolute(`runs/${runId}/run.json`)) : null };
  },
  'records.remove': ({ catalog }, { kind, id }) => {
    catalog[kind].remove(id);
    return { id };
  },
};

/** The record with this id, of whatever kind; ids are unique within a kind, and the first kind that has it wins. */
export function findRecord(catalog: Catalog, id: string): CatalogRecord | null {
  for (const kind of RECORD_KINDS) {
    const record = catalog[kind].find(id);
    if (record) return record;
  }
  return null;
}

function readRun(path: string): Record<string, unknown> | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  } catch {
    // A run of an older Furrow, or one whose folder the user removed: the record stands without its provenance.
    return null;
  }
}
