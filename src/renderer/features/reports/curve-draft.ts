import type { SplitSpec } from '../../../shared/contract/sample-split.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { LEARNER, type Learner, type LearnerChoice, learnerParams } from '../../forms/learner.ts';
import type { JobRequest } from '../../state/jobs/start-job.ts';
import { conditionsOf, EVERY_SAMPLE, type WhereDraft } from './where-draft.ts';

/** How local samples are held back for the test. */
export const HOLD_BACK = ['blocks', 'parcel', 'stratified'] as const;
export type HoldBack = (typeof HOLD_BACK)[number];

/** What is chosen of a local-data curve. */
export interface CurveDraft extends LearnerChoice {
  readonly foreign: string;
  readonly local: string;
  readonly foreignWhere: WhereDraft;
  readonly localWhere: WhereDraft;
  readonly without: readonly string[];
  /** As typed; null for those that are proposed. */
  readonly steps: string | null;
  readonly draws: number;
  readonly holdBack: HoldBack;
  readonly blockKm: number;
  readonly testPercent: number;
  readonly seed: number;
  readonly title: string;
}

/** Macro F1 is what a curve shows, so that classes weigh the same here. */
export const CURVE: CurveDraft = {
  ...LEARNER, balance: 'balanced', foreign: '', local: '', foreignWhere: EVERY_SAMPLE, localWhere: EVERY_SAMPLE, without: [], steps: null, draws: 5, holdBack: 'blocks', blockKm: 10, testPercent: 30, seed: 42, title: '',
};

const LADDER = [25, 50, 100, 200, 300, 500, 1000, 2000, 5000, 10_000];
const MOST_STEPS = 6;
/** Blocks are held back whole, so that a draw may have fewer samples to add than the share says. */
const SURELY_THERE = 0.9;
const PERCENT = 100;

/** Steps that a set of so many local samples has enough for: none, and round numbers up to what is there to add. */
export function proposedSteps(rows: number, testPercent: number): number[] {
  const most = rows * (1 - testPercent / PERCENT) * SURELY_THERE;
  const steps = LADDER.filter((step) => step <= most).slice(-MOST_STEPS);
  return [0, ...(steps.length > 0 ? steps : [Math.max(1, Math.floor(most))])];
}

/** Whole numbers between commas or spaces; null where something else stands there. */
export function stepsOf(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  return parts.length > 0 && parts.every((part) => /^\d{1,7}$/.test(part)) ? parts.map(Number) : null;
}

/** The sets of a curve: those chosen that are still there, else the newest that is no join of others as local, and one of the same classes and season as foreign. */
export function setsOf(samples: readonly SampleSet[], draft: Pick<CurveDraft, 'foreign' | 'local'>): { readonly foreign: SampleSet | null; readonly local: SampleSet | null } {
  const chosen = samples.find(({ id }) => id === draft.foreign);
  const single = samples.filter(({ settings }) => settings['origin'] !== 'join');
  const local = samples.find(({ id }) => id === draft.local) ?? single.find(({ id }) => id !== chosen?.id) ?? single[0] ?? null;
  const others = single.filter(({ id }) => id !== local?.id);
  const alike = others.find(({ schemeId, periods, sources }) => schemeId === local?.schemeId && periods.length === local.periods.length && sources.join() !== local.sources.join());
  return { foreign: chosen ?? alike ?? others[0] ?? null, local };
}

/** What keeps a curve from being asked for, as a key of the words; null for nothing. */
export function curveProblem(draft: CurveDraft, { foreign, local }: ReturnType<typeof setsOf>): string | null {
  if (!foreign || !local) return 'reports.two-sets';
  const isSame = foreign.id === local.id && JSON.stringify(conditionsOf(draft.foreignWhere)) === JSON.stringify(conditionsOf(draft.localWhere));
  if (isSame) return 'reports.same-set';
  return draft.steps !== null && stepsOf(draft.steps) === null ? 'reports.steps-wrong' : null;
}

/** The job to start. */
export function curveRequest(draft: CurveDraft, foreign: SampleSet, local: SampleSet, learner: Learner): JobRequest {
  const title = draft.title.trim();
  return {
    kind: 'local-curve',
    params: {
      ...learnerParams(draft, learner),
      foreign: foreign.id, local: local.id,
      foreignWhere: conditionsOf(draft.foreignWhere), localWhere: conditionsOf(draft.localWhere),
      without: draft.without.filter((band) => [foreign, local].some((set) => set.bands.some((own) => own.band === band))),
      steps: draft.steps === null ? proposedSteps(local.rows, draft.testPercent) : stepsOf(draft.steps),
      draws: draft.draws,
      split: splitOf(draft),
      seed: draft.seed,
      title: title === '' ? null : title,
    },
  };
}

function splitOf({ holdBack, blockKm, testPercent, seed }: CurveDraft): SplitSpec {
  const testShare = testPercent / PERCENT;
  if (holdBack === 'blocks') return { by: 'blocks', sizeM: blockKm * 1000, testShare, seed };
  return holdBack === 'parcel' ? { by: 'attribute', attribute: 'parcel', test: null, testShare, seed } : { by: 'stratified', testShare, validationShare: 0, minPerClass: 2, seed };
}
