import { existsSync } from 'node:fs';
import { appError } from '../../../shared/errors/app-error.ts';
import { type HygieneCheck, hygieneCheckSchema } from '../../../shared/contract/jobs/hygiene.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { message } from '../../../shared/messages/message.ts';
import type { EngineContext } from '../context.ts';
import type { JobDefinition } from '../jobs/definition.ts';
import { CHECKS, nextOf, numberedFolder } from './check-folder.ts';
import { assembleFlagsTask, runCheckTask } from './check.rpc.ts';
import type { CompositeFiles } from './checks/check.ts';
import { CHECK_SECONDS } from './checks/cost.ts';

const ASSEMBLE = 'flags';

/** Looks every sample of a set over and writes what it doubts: `samples/<id>/checks/check-<n>/flags.json`. */
export const hygieneCheckJob: JobDefinition<HygieneCheck> = {
  kind: 'hygiene-check',
  params: hygieneCheckSchema,
  record: null,

  output(engine, params) {
    const samples = engine.catalog.samples.get(params.samples);
    const id = nextOf(engine.workspace, samples, CHECKS);
    return { id: `${samples.id}-${id}`, folder: numberedFolder(samples, CHECKS, id) };
  },

  plan(engine, params, place) {
    const samples = engine.catalog.samples.get(params.samples);
    if (samples.rows === 0) throw appError('SAMPLES_NONE', { why: message('SET_EMPTY', { samples: samples.id }), remedy: message('DRAW_AGAIN') });
    const source = { path: engine.workspace.absolute(samples.path), crs: samples.crs, options: params, parcels: parcelsOf(engine, samples, params), composites: compositesOf(engine, samples) };
    const columns = samples.bands.length * samples.periods.length;
    const seconds = params.checks.map((check) => CHECK_SECONDS[check](samples.rows, columns, params));
    const part = (check: string): string => engine.workspace.absolute(`${place.workFolder}/${check}.json`);
    const units = params.checks.map((check) => ({ key: check, task: runCheckTask.name, input: { check, source, target: part(check) } }));
    const assembling = { samples: samples.id, path: source.path, crs: samples.crs, options: params, parts: params.checks.map(part), target: engine.workspace.absolute(`${place.outputFolder}/flags.json`) };
    return Promise.resolve({
      title: `Check the samples of ${samples.title}`,
      stages: [
        { name: 'Check samples', unit: 'checks', units, weight: 0.9, mayFail: false },
        { name: 'Write flags', unit: 'files', units: [{ key: ASSEMBLE, task: assembleFlagsTask.name, input: assembling }], weight: 0.1, mayFail: false },
      ],
      inputs: [samples.path],
      estimate: {
        seconds: Math.ceil(Math.max(...seconds, seconds.reduce((sum, one) => sum + one, 0) / engine.settings.workers) + 1),
        diskBytes: samples.rows * 150,
        memoryMB: Math.ceil(200 + (samples.rows * columns * 12) / 1e6),
        readBytes: samples.rows * columns * 2,
        processor: 'CPU',
        workers: Math.min(engine.settings.workers, units.length),
      },
      seed: params.seed,
      carry: { samples: samples.id },
    });
  },

  finish(_engine, _job, _plan, place, results) {
    const { findings, checks, byKind, byAction, doubtedClasses } = assembleFlagsTask.output.parse(results.get(ASSEMBLE));
    const path = `${place.outputFolder}/flags.json`;
    return Promise.resolve({ record: null, outputs: [path], result: { id: place.outputId, check: place.outputFolder.split('/').at(-1) ?? '', findings, byKind, byAction, doubtedClasses, checks, path } });
  },
};

/** The parcels that edges are looked for in, absolute; those of the draw where nothing is said. */
function parcelsOf(engine: EngineContext, samples: SampleSet, params: HygieneCheck): string | null {
  if (params.parcels !== null) return engine.workspace.absolute(engine.catalog.parcels.get(params.parcels).path);
  const drawnFrom = isMedian(samples.settings) ? null : samples.settings['parcels'];
  const record = typeof drawnFrom === 'string' ? engine.catalog.parcels.find(drawnFrom) : null;
  const path = record ? engine.workspace.absolute(record.path) : null;
  return path !== null && existsSync(path) ? path : null;
}

/** Composites whose pixels the samples are, in the order in which rows look for theirs; none for extractions and for medians of parcels. */
function compositesOf(engine: EngineContext, { settings }: SampleSet): CompositeFiles[] {
  if (settings['origin'] === 'worldcereal-extraction' || isMedian(settings)) return [];
  const named = [settings['composite'], ...(Array.isArray(settings['moreComposites']) ? (settings['moreComposites'] as unknown[]) : [])];
  return named.flatMap((id) => {
    const record = typeof id === 'string' ? engine.catalog.composite.find(id) : null;
    if (!record) return [];
    const periods = record.periods.map(({ path, start, end }) => ({ path: engine.workspace.absolute(path), start, end }));
    return periods.every(({ path }) => existsSync(path)) ? [{ grid: record.grid, bands: record.bands.length, periods }] : [];
  });
}

/** One sample per parcel, of all its pixels: its place says nothing about edges. */
function isMedian(settings: SampleSet['settings']): boolean {
  return settings['take'] === 'median';
}
