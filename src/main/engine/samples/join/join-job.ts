import { type SamplesJoin, samplesJoinSchema } from '../../../../shared/contract/jobs/samples.ts';
import { matchPeriods } from '../../../../shared/dates/period-match.ts';
import { appError } from '../../../../shared/errors/app-error.ts';
import type { SampleSet } from '../../../../shared/records/learning.ts';
import { message, type Message, type Told } from '../../../../shared/messages/message.ts';
import { recordId } from '../../../../shared/records/record-id.ts';
import { freeTitle, titleHead } from '../../../../shared/text/derived-title.ts';
import type { JobDefinition } from '../../jobs/definition.ts';
import { joinSamplesTask } from './join.rpc.ts';
import { sampleSetHead } from '../set-record.ts';

const JOIN = 'samples';
const LONLAT = 'EPSG:4326';

/**
 * Makes one sample set of several: local samples added to foreign ones, fields of several years or regions. The sets stay
 * as they are; the new one names them.
 */
export const samplesJoinJob: JobDefinition<SamplesJoin> = {
  kind: 'samples-join',
  params: samplesJoinSchema,
  record: 'samples',

  output(engine, params) {
    const id = params.id ?? engine.catalog.samples.freeId(recordId(params.samples.join('-and-')));
    return { id, folder: `samples/${id}` };
  },

  plan(engine, params, place) {
    const sets = params.samples.map((id) => engine.catalog.samples.get(id));
    const { bands, warnings } = commonBands(sets);
    requireAlike(sets, params);
    const crs = sets.every((set) => set.crs === sets[0]?.crs) ? (sets[0]?.crs ?? LONLAT) : LONLAT;
    const values = sets.reduce((sum, set) => sum + set.rows * set.bands.length * set.periods.length, 0);
    const parts = sets.map((set) => ({ id: set.id, path: engine.workspace.absolute(set.path), crs: set.crs, sides: params.testFrom.length === 0 || params.testFrom.includes(set.id) ? 'kept' : 'train' }));
    const title = params.title ?? freeTitle(sets.map((set) => titleHead(set.title)).join(' + '), engine.catalog.samples.list(), place.outputId);
    return Promise.resolve({
      title: `Join ${sets.map((set) => set.title).join(' and ')}`,
      stages: [{ name: 'Write samples', unit: 'sample sets', units: [{ key: JOIN, task: joinSamplesTask.name, input: { parts, crs, target: engine.workspace.absolute(`${place.outputFolder}/samples.parquet`) } }], weight: 1, mayFail: false }],
      inputs: sets.map((set) => set.path),
      estimate: { seconds: Math.ceil(1 + values * 1e-7), diskBytes: values * 2, memoryMB: Math.ceil(200 + (values * 8) / 1e6), readBytes: values * 2, processor: 'CPU', workers: 1, ...(warnings.length > 0 ? { warnings } : {}) },
      seed: null,
      carry: { title, crs, bands: bands.map(({ band }) => band), warnings, simulated: sets.some(({ simulated }) => simulated) },
    });
  },

  finish(engine, job, plan, place, results) {
    const params = samplesJoinSchema.parse(job.params);
    const sets = params.samples.map((id) => engine.catalog.samples.get(id));
    const { rows, byClass, bySplit, repeated } = joinSamplesTask.output.parse(results.get(JOIN));
    const path = `${place.outputFolder}/samples.parquet`;
    const [first] = sets;
    if (!first) throw appError('SAMPLES_UNJOINABLE', { first: '', second: '', problem: message('JOIN_NONE') });
    const kept = sets.filter((set) => params.testFrom.length === 0 || params.testFrom.includes(set.id));
    const record: SampleSet = {
      ...sampleSetHead(engine, plan, place),
      warnings: (plan.carry['warnings'] as Told[]).slice(),
      rows, byClass,
      crs: String(plan.carry['crs']),
      schemeId: first.schemeId,
      bands: first.bands.filter(({ band }) => (plan.carry['bands'] as string[]).includes(band)),
      periods: first.periods,
      rejected: repeated > 0 ? [{ reason: 'is in several of the joined sets', count: repeated, examples: [] }] : [],
      settings: { origin: 'join', bySplit, testFrom: params.testFrom, split: [...new Set(kept.map((set) => splitOf(set)))].join('; ') },
      sources: sets.map(({ id }) => id),
    };
    return Promise.resolve({ record, outputs: [path], result: { id: record.id, rows, byClass, bySplit, repeated, bands: record.bands.map(({ band }) => band), warnings: record.warnings, path } });
  },
};

function splitOf({ settings, title }: SampleSet): string {
  return typeof settings['split'] === 'string' ? settings['split'] : `the test rows of ${title}`;
}

/** The bands that every set has in the same quantity; those that some lack are told. */
function commonBands(sets: readonly SampleSet[]): { readonly bands: SampleSet['bands']; readonly warnings: Told[] } {
  const [first, ...others] = sets;
  const bands = (first?.bands ?? []).filter((band) => others.every((set) => set.bands.some((other) => other.band === band.band && other.quantity === band.quantity && other.scale === band.scale && other.offset === band.offset)));
  const left = [...new Set(sets.flatMap((set) => set.bands.map(({ band }) => band)))].filter((band) => !bands.some((kept) => kept.band === band));
  if (bands.length === 0) throw appError('SAMPLES_UNJOINABLE', { first: first?.id ?? '', second: others[0]?.id ?? '', problem: message('JOIN_NO_BAND') });
  return { bands, warnings: left.length > 0 ? [message('JOIN_BANDS_LEFT_OUT', { bands: left })] : [] };
}

function requireAlike(sets: readonly SampleSet[], params: SamplesJoin): void {
  const [first, ...others] = sets;
  if (!first) return;
  for (const set of others) {
    const refuse = (problem: Message): never => {
      throw appError('SAMPLES_UNJOINABLE', { first: first.id, second: set.id, problem });
    };
    if (set.schemeId !== first.schemeId) refuse(message('JOIN_SCHEMES', { first: first.schemeId, second: set.schemeId }));
    if (set.periods.length !== first.periods.length || matchPeriods(first.periods, set.periods) !== 0) refuse(message('JOIN_PERIODS', { first: span(first), second: span(set) }));
  }
  const foreign = params.testFrom.find((id) => !params.samples.includes(id));
  if (foreign !== undefined) throw appError('SAMPLES_UNJOINABLE', { first: first.id, second: others[0]?.id ?? first.id, problem: message('JOIN_FOREIGN', { set: foreign }) });
}

function span({ periods }: SampleSet): Message {
  return message('PERIODS_SPAN', { count: periods.length, from: periods[0]?.start ?? '?', to: periods.at(-1)?.end ?? '?' });
}
