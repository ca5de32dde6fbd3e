import { existsSync } from 'node:fs';
import { PROPOSALS_FORMAT, type ProposeParams, proposeParamsSchema } from '../../../../shared/contract/jobs/propose.ts';
import { appError } from '../../../../shared/errors/app-error.ts';
import { classesOfCodes } from '../../../../shared/legend/legend.ts';
import type { ParcelSet } from '../../../../shared/records/parcels.ts';
import { message } from '../../../../shared/messages/message.ts';
import type { SampleSet } from '../../../../shared/records/learning.ts';
import { recordId } from '../../../../shared/records/record-id.ts';
import type { EngineContext } from '../../context.ts';
import type { JobDefinition } from '../../jobs/definition.ts';
import { type KnownSamples, proposeTask, type TimeSpan } from './propose.rpc.ts';

const UNIT = 'proposals';
const FILE = 'proposals.gpkg';
/** Measured on one busy core: per pixel and class of the map, and per parcel. */
const SECONDS_PER_VALUE = 4e-9;
const SECONDS_PER_PARCEL = 2e-4;

/** Proposes the fields to visit next, out of what a map is unsure of, and registers them as a parcel set. */
export const proposeJob: JobDefinition<ProposeParams> = {
  kind: 'propose',
  params: proposeParamsSchema,
  record: 'parcels',

  output(engine, params) {
    const id = params.id ?? engine.catalog.parcels.freeId(recordId(`${params.map}-visits`));
    return { id, folder: `parcels/${id}` };
  },

  plan(engine, params, place) {
    const map = engine.catalog.map.get(params.map);
    const parcels = engine.catalog.parcels.get(params.parcels);
    const composite = engine.catalog.composite.find(map.compositeId);
    const probabilities = map.paths['probabilities'];
    if (probabilities === undefined || map.classes.length < 2) throw appError('NOTHING_TO_PROPOSE', { map: map.id, parcels: parcels.id });
    const simulated = map.simulated || parcels.simulated;
    const { count, measure, diversity, minAreaM2, seed } = params;
    const span = { start: composite?.periods[0]?.start ?? '0000', end: composite?.periods.at(-1)?.end ?? '9999' };
    // A replay must not know more samples than its run did.
    const before = engine.catalog.parcels.find(place.outputId)?.createdAt ?? engine.now().toISOString();
    const sets = params.sampled === 'leave-out' ? engine.catalog.samples.list().filter((set) => set.createdAt <= before && existsSync(engine.workspace.absolute(set.path))) : [];
    const known = sets.map((set) => knownSamples(engine, set, span));
    const input = {
      count, measure, diversity, minAreaM2, seed, simulated,
      parcels: engine.workspace.absolute(parcels.path),
      probabilities: engine.workspace.absolute(probabilities),
      grid: map.grid,
      classes: classesOfCodes(map.scheme, map.classes),
      names: { map: map.id, parcels: parcels.id },
      known,
      span,
      dated: composite?.periods.at(-1)?.end ?? '1970-01-01',
      target: engine.workspace.absolute(`${place.outputFolder}/${FILE}`),
    };
    const values = map.grid.width * map.grid.height * map.classes.length;
    return Promise.resolve({
      title: `Propose ${count} fields to visit on ${map.title}`,
      stages: [{ name: 'Propose', unit: 'maps', units: [{ key: UNIT, task: proposeTask.name, input }], weight: 1, mayFail: false }],
      inputs: [probabilities, parcels.path, ...sets.map(({ path }) => path)],
      estimate: { seconds: Math.ceil(1 + values * SECONDS_PER_VALUE + parcels.count * SECONDS_PER_PARCEL), diskBytes: 100_000 + count * 2000, memoryMB: Math.ceil(150 + (parcels.count * map.classes.length * 24) / 1e6), readBytes: values, processor: 'CPU', workers: 1 },
      seed,
      carry: { simulated, title: params.title ?? `Fields to visit: ${map.title}`, source: parcels.source, parcels: parcels.id },
    });
  },

  finish(engine, _job, plan, place, results) {
    const { crs, footprint, count, candidates, sampled, codes, top } = proposeTask.output.parse(results.get(UNIT));
    const path = `${place.outputFolder}/${FILE}`;
    const record: ParcelSet = {
      kind: 'parcels',
      id: place.outputId,
      title: String(plan.carry['title']),
      createdAt: engine.now().toISOString(),
      simulated: plan.carry['simulated'] === true,
      warnings: sampled > 0 ? [message('FIELDS_SAMPLED', { count: sampled })] : [],
      path,
      layer: 'parcels',
      crs,
      footprint,
      source: path,
      format: PROPOSALS_FORMAT,
      count,
      repaired: 0,
      codeColumn: 'code',
      codeSource: 'own',
      codes,
      skipped: [],
    };
    return Promise.resolve({ record, outputs: [path], result: { warnings: record.warnings, id: place.outputId, path, count, candidates, sampled, byClass: codes.map(({ code, count: fields }) => ({ code, count: fields })), top } });
  },
};

/** A set of the same time has series that overlap the map's; rows that say when they are valid speak for themselves. */
function knownSamples({ workspace }: EngineContext, { path, crs, periods }: SampleSet, { start, end }: TimeSpan): KnownSamples {
  const [first, last] = [periods[0]?.start ?? '', periods.at(-1)?.end ?? ''];
  return { path: workspace.absolute(path), crs, isOfTime: first <= end && last >= start };
}
