import { readFile } from 'node:fs/promises';
import type { OutputOf } from '../../../shared/contract/call.ts';
import type { hygieneContract } from '../../../shared/contract/hygiene.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import { type DecisionLog, decisionsOf, redone, undone, withStep } from '../../../shared/hygiene/decision.ts';
import { doubtedClasses } from '../../../shared/hygiene/doubted-class.ts';
import { type CheckDocument, checkDocumentSchema } from '../../../shared/hygiene/finding.ts';
import { type LeakDocument, leakDocumentSchema } from '../../../shared/hygiene/leak.ts';
import { flagReason } from '../../../shared/hygiene/reason.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { message, type Message } from '../../../shared/messages/message.ts';
import type { EngineServices, HandlersOf } from '../handler.ts';
import { countBy } from '../samples/split.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { CHECKS, finishedOf, LEAKS, numberedFolder } from './check-folder.ts';
import { changeDecisions, readDecisions } from './decision-file.ts';
import { missingSamplesTask, trySplitTask } from './revise.rpc.ts';

/** Test rows nearer to a training row than this count as leaking. */
const NEAR_M = 100;
/** Groups of a split that an answer lists; the largest come first. */
const MOST_GROUPS = 2000;

/** Answers the calls about doubted samples and splits. */
export const hygieneHandlers: HandlersOf<typeof hygieneContract> = {
  'hygiene.findings': async ({ catalog, workspace }, { samples: id, check: wanted, kinds, classCode, minScore, offset, limit }) => {
    const samples = catalog.samples.get(id);
    const checks = finishedOf(workspace, samples, CHECKS);
    const check = wanted ?? checks.at(-1);
    if (check === undefined || !checks.includes(check)) throw appError('CHECK_NONE', { samples: id });
    const document = await readCheck(workspace, samples, check);
    const chosen = document.findings.filter(
      (finding) => finding.score >= minScore && (classCode === undefined || finding.classCode === classCode) && (!kinds || finding.flags.some(({ kind }) => kinds.includes(kind))),
    );
    const { rows, checks: summaries, periods, index, classCurves } = document;
    return {
      check, rows, summaries, periods, index, classCurves,
      total: chosen.length,
      byKind: Object.fromEntries(countBy(chosen.flatMap(({ flags }) => flags.map(({ kind }) => kind)))),
      doubtedClasses: doubtedClasses(document.findings, classCurves),
      findings: chosen.slice(offset, offset + limit).map((finding) => ({ ...finding, reasons: finding.flags.map(flagReason) })),
      ...told(workspace, samples, await readDecisions(workspace, samples)),
    };
  },

  'hygiene.decide': async (services, { samples: id, ids, action, classCode }, { signal }) => {
    const samples = services.catalog.samples.get(id);
    if (action === 'fix') requireClass(services, samples, ids[0] ?? '', classCode);
    await requireSamples(services, samples, ids, signal);
    const step = { samples: [...new Set(ids)], action, classCode: action === 'fix' ? classCode : null, at: services.now().toISOString() };
    return told(services.workspace, samples, await changeDecisions(services.workspace, samples, (log) => withStep(log, step)));
  },

  'hygiene.undo': async ({ catalog, workspace }, { samples: id, direction }) => {
    const samples = catalog.samples.get(id);
    return told(workspace, samples, await changeDecisions(workspace, samples, direction === 'back' ? undone : redone));
  },

  'hygiene.decisions': async ({ catalog, workspace }, { samples: id }) => {
    const samples = catalog.samples.get(id);
    return told(workspace, samples, await readDecisions(workspace, samples));
  },

  'samples.leaks': async ({ catalog, workspace }, { samples: id }) => {
    const samples = catalog.samples.get(id);
    const paths = finishedOf(workspace, samples, LEAKS).map((name) => workspace.absolute(`${numberedFolder(samples, LEAKS, name)}/${LEAKS.file}`));
    return { samples: id, leaks: await Promise.all(paths.map(readLeak)) };
  },

  'samples.split': async ({ catalog, workspace, lookups }, { samples: id, split }, { signal }) => {
    const samples = catalog.samples.get(id);
    const input = { path: workspace.absolute(samples.path), crs: samples.crs, split, nearM: NEAR_M, mostGroups: MOST_GROUPS };
    const tried = await lookups.run(trySplitTask, input, signal ? { signal } : {});
    return { samples: id, split, ...tried, warnings: splitWarnings(tried) };
  },
};

function told(workspace: Workspace, samples: SampleSet, log: DecisionLog): OutputOf<(typeof hygieneContract)['hygiene.decisions']> {
  return { samples: samples.id, checks: finishedOf(workspace, samples, CHECKS), decisions: decisionsOf(log), canUndo: log.done, canRedo: log.steps.length - log.done };
}

async function readCheck(workspace: Workspace, samples: SampleSet, check: string): Promise<CheckDocument> {
  const path = workspace.absolute(`${numberedFolder(samples, CHECKS, check)}/${CHECKS.file}`);
  try {
    return checkDocumentSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw appError('METADATA_INVALID', { file: path, detail: 'it holds no flags of samples' }, { cause });
  }
}

async function readLeak(path: string): Promise<LeakDocument> {
  try {
    return leakDocumentSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw appError('METADATA_INVALID', { file: path, detail: 'it holds no leak of a split' }, { cause });
  }
}

function requireClass({ catalog }: EngineServices, samples: SampleSet, sample: string, classCode: string | null): void {
  const { scheme } = catalog.scheme.get(samples.schemeId);
  if (classCode !== null && scheme.classes.some(({ code }) => code === classCode)) return;
  throw appError('DECISION_INVALID', { sample, problem: classCode === null ? message('FIX_WITHOUT_CLASS') : message('CLASS_FOREIGN', { code: classCode }), remedy: message('CHOOSE_AMONG', { values: scheme.classes.map(({ code }) => code).slice(0, 30) }) });
}

/** @throws SAMPLE_UNKNOWN; the ids of the newest check are known, others are looked for in the table */
async function requireSamples({ workspace, lookups }: EngineServices, samples: SampleSet, ids: readonly string[], signal?: AbortSignal): Promise<void> {
  const check = finishedOf(workspace, samples, CHECKS).at(-1);
  const known = new Set(check === undefined ? [] : (await readCheck(workspace, samples, check)).findings.map(({ sample }) => sample));
  const wanted = ids.filter((id) => !known.has(id));
  if (wanted.length === 0) return;
  const { missing } = await lookups.run(missingSamplesTask, { path: workspace.absolute(samples.path), wanted }, signal ? { signal } : {});
  if (missing[0] !== undefined) throw appError('SAMPLE_UNKNOWN', { samples: samples.id, sample: missing[0] });
}

type Tried = ReturnType<typeof trySplitTask.output.parse>;

function splitWarnings({ byClass, near }: Tried): Message[] {
  const lacking = (side: 'train' | 'test'): string[] => Object.entries(byClass).flatMap(([code, counts]) => (counts[side] === 0 && counts.leftOut === 0 ? [code] : []));
  const [untrained, untested] = [lacking('train'), lacking('test')];
  return [
    ...(untrained.length > 0 ? [message('SPLIT_UNTRAINED', { codes: untrained })] : []),
    ...(untested.length > 0 ? [message('SPLIT_UNTESTED', { codes: untested })] : []),
    ...(near.sharedParcels > 0 ? [message('SPLIT_SHARED_PARCELS', { count: near.sharedParcels })] : []),
    ...(near.testRows > 0 ? [message('SPLIT_NEAR', { count: near.testRows, metres: near.nearM })] : []),
  ];
}
