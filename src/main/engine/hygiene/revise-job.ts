import { type SampleEdit, type SamplesRevise, samplesReviseSchema } from '../../../shared/contract/jobs/hygiene.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import { decisionsOf } from '../../../shared/hygiene/decision.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { message } from '../../../shared/messages/message.ts';
import type { EngineContext } from '../context.ts';
import type { JobDefinition } from '../jobs/definition.ts';
import { describeSplit } from '../samples/splits/registry.ts';
import { writeJsonAtomic } from '../workspace/atomic.ts';
import { readDecisions } from './decision-file.ts';
import { reviseSamplesTask } from './revise.rpc.ts';

const REVISE = 'samples';
const VERSION = /-v(\d+)$/;

/**
 * Makes a new version of a sample set: decisions applied, split anew, or both. The old set stays as it is, with its
 * decisions; the new one names it and keeps the edits in `edits.json`.
 */
export const samplesReviseJob: JobDefinition<SamplesRevise> = {
  kind: 'samples-revise',
  params: samplesReviseSchema,
  record: 'samples',

  output(engine, params) {
    const id = params.id ?? nextVersion(engine, engine.catalog.samples.get(params.samples));
    return { id, folder: `samples/${id}` };
  },

  async plan(engine, params, place) {
    const samples = engine.catalog.samples.get(params.samples);
    const edits = params.edits ?? (await editsKept(engine, samples));
    requireChange(engine, samples, edits, params);
    const version = Number(VERSION.exec(place.outputId)?.[1] ?? versionOf(samples) + 1);
    const values = samples.rows * samples.bands.length * samples.periods.length;
    const input = { samples: samples.id, path: engine.workspace.absolute(samples.path), crs: samples.crs, edits, split: params.split, target: engine.workspace.absolute(`${place.outputFolder}/samples.parquet`) };
    return {
      title: `Revise ${samples.title}`,
      stages: [{ name: 'Write samples', unit: 'sample sets', units: [{ key: REVISE, task: reviseSamplesTask.name, input }], weight: 1, mayFail: false }],
      inputs: [samples.path],
      estimate: { seconds: Math.ceil(1 + values * 1e-7), diskBytes: values * 2, memoryMB: Math.ceil(200 + (values * 8) / 1e6), readBytes: values * 2, processor: 'CPU', workers: 1 },
      seed: 'seed' in params.split ? params.split.seed : null,
      carry: { title: params.title ?? `${samples.title.replace(/ \(version \d+\)$/, '')} (version ${version})`, version },
      resolvedParams: { ...params, edits },
    };
  },

  async finish(engine, job, plan, place, results) {
    const params = samplesReviseSchema.parse(job.params);
    const parent = engine.catalog.samples.get(params.samples);
    const { rows, byClass, bySplit, fixed, dropped, leftOut } = reviseSamplesTask.output.parse(results.get(REVISE));
    const input = reviseSamplesTask.input.parse(plan.stages[0]?.units[0]?.input);
    const path = `${place.outputFolder}/samples.parquet`;
    const editsPath = `${place.outputFolder}/edits.json`;
    await writeJsonAtomic(engine.workspace.absolute(editsPath), { version: 1, of: parent.id, edits: input.edits, split: params.split });
    const split = params.split.by === 'column' ? parent.settings['split'] : describeSplit(params.split);
    const record: SampleSet = {
      ...parent,
      id: place.outputId,
      title: String(plan.carry['title']),
      createdAt: engine.now().toISOString(),
      path, rows, byClass,
      settings: { ...parent.settings, bySplit, split, revisionOf: parent.id, version: plan.carry['version'], edits: { fixed, dropped, leftOut, file: editsPath }, ...(params.split.by === 'column' ? {} : { splitSettings: params.split }) },
      sources: [parent.id],
    };
    return { record, outputs: [path, editsPath], result: { id: record.id, rows, byClass, bySplit, fixed, dropped, leftOut, of: parent.id, path } };
  },
};

/** Id of the next version that there is not yet. */
function nextVersion(engine: EngineContext, samples: SampleSet): string {
  for (let version = versionOf(samples) + 1; ; version++) {
    const id = `${samples.id.replace(VERSION, '')}-v${version}`;
    if (engine.catalog.samples.freeId(id) === id) return id;
  }
}

/** Version of a sample set: 1, unless it was revised from another. */
function versionOf(samples: SampleSet): number {
  const version = samples.settings['version'];
  return typeof version === 'number' ? version : 1;
}

/** The decisions kept beside the set, as edits: what is kept needs none. */
async function editsKept(engine: EngineContext, samples: SampleSet): Promise<SampleEdit[]> {
  return decisionsOf(await readDecisions(engine.workspace, samples)).flatMap(({ sample, action, classCode }) => (action === 'keep' ? [] : [{ sample, action, classCode }]));
}

function requireChange(engine: EngineContext, samples: SampleSet, edits: readonly SampleEdit[], params: SamplesRevise): void {
  const codes = new Set(engine.catalog.scheme.get(samples.schemeId).scheme.classes.map(({ code }) => code));
  const foreign = edits.find(({ action, classCode }) => action === 'fix' && (classCode === null || !codes.has(classCode)));
  if (foreign) throw appError('DECISION_INVALID', { sample: foreign.sample, problem: message('CLASS_FOREIGN', { code: foreign.classCode ?? '' }), remedy: message('CHOOSE_CLASS') });
  if (edits.length === 0 && params.split.by === 'column') throw appError('DECISIONS_NONE', { samples: samples.id, why: message('NOTHING_DECIDED') });
}
