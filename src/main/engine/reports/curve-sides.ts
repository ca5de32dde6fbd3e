import type { LocalCurveParams } from '../../../shared/contract/jobs/local-curve.ts';
import { type TrainParams, trainParamsSchema } from '../../../shared/contract/jobs/train.ts';
import { matchPeriods } from '../../../shared/dates/period-match.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import type { BandQuantity } from '../../../shared/raster/quantity.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { distinct, message, type Told } from '../../../shared/messages/message.ts';
import type { EngineContext } from '../context.ts';
import type { JobPlace, JobStage } from '../jobs/definition.ts';
import { windowOf } from '../models/embeddings/plan-embeddings.ts';
import type { Family } from '../models/families/family.ts';
import type { InputPlan } from '../models/inputs/input.ts';
import { inputPlannerOf } from '../models/inputs/planners.ts';
import type { LocalTrialInput } from './local-curve.rpc.ts';

/** What the two sides of a curve are planned from. */
export interface CurveSets {
  readonly family: Family;
  readonly foreign: SampleSet;
  readonly local: SampleSet;
  readonly place: JobPlace;
}

/** The foreign and the local samples with what makes the same numbers of both. */
export interface CurveSides extends Pick<LocalTrialInput, 'foreign' | 'local'> {
  /** Work that makes the numbers, such as running an encoder. */
  readonly stages: readonly JobStage[];
  /** Files besides the samples that decide the result. */
  readonly inputs: readonly string[];
  readonly warnings: readonly Told[];
  /** Seconds of one core that the stages take. */
  readonly seconds: number;
  /** What the classifier is given, where the family's name alone would not tell; empty otherwise. */
  readonly words: string;
}

/**
 * The same numbers of both sets: the bands that both have and that are not to be left out, the foreign set's features and
 * periods, one encoder. Bands that only one set has are left out of both, as a join of them would do, and a warning names them.
 * @throws AppError SAMPLES_DIFFER where the sets have no band or no season in common, INVALID_INPUT for bands that nobody has
 */
export async function planSides(engine: EngineContext, params: LocalCurveParams, { family, foreign, local, place }: CurveSets): Promise<CurveSides> {
  const asked = trainParamsSchema.parse({ samples: foreign.id, ...pickTraining(params) });
  const planner = inputPlannerOf(family, { ...asked, without: [] }, 'local-curve');
  const isEncoded = planner.kind === 'embeddings' || planner.kind === 'time-embeddings';
  // Only encoders know bands by name that a set need not have; all else is narrowed here.
  const wanted = isEncoded ? asked : { ...asked, without: [] };
  const bands = commonBands(foreign, local, { without: params.without, isEncoded });
  const isSame = foreign.id === local.id;
  const count = foreign.periods.length;
  const first = isEncoded ? requireSameYear(foreign, local) : firstPeriod(foreign, local);
  const ofForeign = await planner.plan(engine, wanted, { ...foreign, bands: bands.foreign }, place);
  const sameColumns = ofForeign.source.kind === 'features' ? { ...wanted, features: ofForeign.source.names } : wanted;
  const shortened = { ...local, bands: bands.local, ...(isEncoded ? {} : { periods: local.periods.slice(first, first + count) }) };
  const ofLocal = isSame ? ofForeign : await planner.plan(engine, sameColumns, shortened, place);
  const side = (set: SampleSet, plan: InputPlan, where: LocalCurveParams['localWhere'], window: LocalTrialInput['local']['window']) => ({ path: engine.workspace.absolute(set.path), crs: set.crs, source: plan.source, window, where });
  return {
    foreign: side(foreign, ofForeign, params.foreignWhere, { first: 0, count }),
    local: side(local, ofLocal, params.localWhere, isEncoded ? { first: 0, count: local.periods.length } : { first, count }),
    stages: isSame ? ofForeign.stages : [...ofForeign.stages, ...ofLocal.stages.map(asLocal)],
    inputs: [...ofForeign.inputs, ...ofLocal.inputs],
    warnings: distinct([...bands.warnings, ...(ofForeign.warnings ?? []), ...(ofLocal.warnings ?? [])]),
    seconds: ofForeign.seconds + (isSame ? 0 : ofLocal.seconds),
    words: ofForeign.words ?? '',
  };
}

function pickTraining({ family, options, input, features, encoder, without, balance, sampleWeights, validationShare, seed }: LocalCurveParams): Partial<TrainParams> {
  return { family, options, input, features, encoder, without, balance, sampleWeights, validationShare, seed };
}

/** Two sets may embed pieces of the same numbers: their units and stages must have names of their own. */
function asLocal(stage: JobStage): JobStage {
  return { ...stage, name: `${stage.name} (local)`, units: stage.units.map((unit) => ({ ...unit, key: `local: ${unit.key}` })) };
}

interface CommonBands {
  readonly foreign: BandQuantity[];
  /** The same bands in the same order, each as the local set stores it. */
  readonly local: BandQuantity[];
  readonly warnings: readonly Told[];
}

/** Encoders take each band in its own scale; features and series are of stored values, which must be alike. */
function commonBands(foreign: SampleSet, local: SampleSet, { without, isEncoded }: { readonly without: readonly string[]; readonly isEncoded: boolean }): CommonBands {
  const names = new Set([...foreign.bands, ...local.bands].map(({ band }) => band));
  const unknown = without.find((band) => !names.has(band));
  if (unknown !== undefined && !isEncoded) throw appError('INVALID_INPUT', { call: 'local-curve', field: 'without', problem: `neither set has a band ${unknown}; they have ${[...names].join(', ')}` });
  const isAlike = (a: BandQuantity, b: BandQuantity): boolean => a.band === b.band && a.quantity === b.quantity && a.unit === b.unit && (isEncoded || (a.scale === b.scale && a.offset === b.offset));
  const pairs = foreign.bands.flatMap((own) => {
    const other = local.bands.find((band) => isAlike(own, band));
    return other && !without.includes(own.band) ? [{ own, other }] : [];
  });
  if (pairs.length === 0) throw refusal(foreign, local)(`no band is left that both have in the same units: ${listed(foreign)} and ${listed(local)}${without.length > 0 ? `, without ${without.join(', ')}` : ''}`);
  const left = [...names].filter((band) => !without.includes(band) && !pairs.some(({ own }) => own.band === band));
  return {
    foreign: pairs.map(({ own }) => own),
    local: pairs.map(({ other }) => other),
    warnings: left.length > 0 ? [message('CURVE_BANDS_LEFT_OUT', { bands: left })] : [],
  };
}

function listed({ bands }: SampleSet): string {
  return bands.map(({ band }) => band).join(', ') || 'none';
}

function refusal(foreign: SampleSet, local: SampleSet): (problem: string) => Error {
  return (problem) => appError('SAMPLES_DIFFER', { first: foreign.id, second: local.id, problem });
}

/** Where the season of the foreign set begins in the local one. @throws AppError SAMPLES_DIFFER */
function firstPeriod(foreign: SampleSet, local: SampleSet): number {
  const first = matchPeriods(foreign.periods, local.periods);
  if (first === null) throw refusal(foreign, local)(`their series cover ${span(foreign.periods)} and ${span(local.periods)}`);
  return first;
}

/** Encoders embed the year in the middle of a series, whatever lies around it. @throws AppError SAMPLES_DIFFER */
function requireSameYear(foreign: SampleSet, local: SampleSet): number {
  const [abroad, here] = [yearOf(foreign), yearOf(local)];
  if (abroad.length !== here.length || matchPeriods(abroad, here) !== 0) throw refusal(foreign, local)(`the years that are embedded cover ${span(abroad)} and ${span(here)}`);
  return 0;
}

function yearOf({ periods }: SampleSet): SampleSet['periods'] {
  const { start, steps } = windowOf(periods);
  return periods.slice(start, start + steps);
}

/** “12 periods from 12-01 to 11-30”: the years do not matter. */
function span(periods: SampleSet['periods']): string {
  return `${periods.length} period${periods.length === 1 ? '' : 's'} from ${periods[0]?.start.slice(5) ?? '?'} to ${periods.at(-1)?.end.slice(5) ?? '?'}`;
}
