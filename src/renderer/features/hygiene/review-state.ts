import { create } from 'zustand';
import type { CallOutput } from '../../../shared/contract/contract.ts';
import type { Decision, DecisionAction } from '../../../shared/hygiene/decision.ts';
import type { Finding, FlagKind } from '../../../shared/hygiene/finding.ts';
import { call } from '../../client/call.ts';
import { useMapHandle } from '../../state/map/map-handle.ts';
import { usePlaces } from '../../state/map/places.ts';
import { useRecords } from '../../state/records.ts';
import { report } from '../../state/report.ts';

/** What a check found, as the engine tells it. */
export type Review = CallOutput<'hygiene.findings'>;

/** The samples most in doubt that the window holds at once. */
const MOST = 10_000;
/** Half the side of what is shown around a sample, in degrees: some 300 m. */
const AROUND = 0.003;

interface ReviewState {
  readonly kind: FlagKind | 'all';
  readonly minScore: number;
  readonly onlyOpen: boolean;
  /** Id of the sample that is looked at. */
  readonly current: string | null;
  readonly review: Review | null;
  /** Decisions by sample; changed at once, before the engine has answered. */
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly canUndo: number;
  readonly canRedo: number;
  /** True when the set was never checked. */
  readonly isUnchecked: boolean;
  readonly change: (part: Partial<Pick<ReviewState, 'kind' | 'minScore' | 'onlyOpen'>>) => void;
  readonly load: (samples: string, signal?: AbortSignal) => Promise<void>;
  readonly look: (finding: Finding) => void;
}

/** What is doubted of a sample set, and what was decided. */
export const useReview = create<ReviewState>()((set, get) => ({
  kind: 'all', minScore: 0.5, onlyOpen: false, current: null, review: null, decisions: new Map(), canUndo: 0, canRedo: 0, isUnchecked: false,
  change: (part) => {
    set(part);
  },
  load: async (samples, signal) => {
    if (get().review?.samples !== samples) set({ review: null, current: null, decisions: new Map(), canUndo: 0, canRedo: 0, isUnchecked: false });
    const { checks } = await call('hygiene.decisions', { samples }, signal);
    if (checks.length === 0) {
      set({ review: null, isUnchecked: true });
      return;
    }
    const review = await call('hygiene.findings', { samples, limit: MOST }, signal);
    set({ review, isUnchecked: false, ...held(review) });
  },
  look: (finding) => {
    set({ current: finding.sample });
    showOnMap(finding);
  },
}));

type Held = Pick<CallOutput<'hygiene.decisions'>, 'decisions' | 'canUndo' | 'canRedo'>;

function held({ decisions, canUndo, canRedo }: Held): Pick<ReviewState, 'decisions' | 'canUndo' | 'canRedo'> {
  return { decisions: new Map(decisions.map((decision) => [decision.sample, decision])), canUndo, canRedo };
}

/** Brings the sample into view, and asks what maps, composites and parcels say of its place where there are any. */
function showOnMap({ lon, lat }: Finding): void {
  if (lon === null || lat === null) return;
  const { map, composite, parcels, scene } = useRecords.getState();
  if (map.length + composite.length + parcels.length + scene.length > 0) usePlaces.getState().inspect({ x: lon, y: lat, crs: 'EPSG:4326' }, 'instead');
  useMapHandle.getState().view?.fitDegrees([lon - AROUND, lat - AROUND * 0.7, lon + AROUND, lat + AROUND * 0.7]);
}

/** Decides about a sample of the set that is looked at; told at once, kept by the engine. */
export function decide(sample: string, action: DecisionAction, classCode: string | null = null): void {
  const { review, decisions, canUndo } = useReview.getState();
  if (!review) return;
  const next = new Map(decisions);
  if (action === 'clear') next.delete(sample);
  else next.set(sample, { sample, action, classCode });
  useReview.setState({ decisions: next, canUndo: canUndo + 1, canRedo: 0 });
  keep(call('hygiene.decide', { samples: review.samples, ids: [sample], action, classCode }));
}

/** Takes the last decision back, or takes it again. */
export function stepBack(direction: 'back' | 'forth'): void {
  const { review } = useReview.getState();
  if (review) keep(call('hygiene.undo', { samples: review.samples, direction }));
}

let asked = 0;

/** Takes what the engine holds, unless more was decided since; also when it refuses, so that the window shows what is true. */
function keep(answer: Promise<CallOutput<'hygiene.decisions'>>): void {
  asked += 1;
  const mine = asked;
  report(answer);
  const settled = answer.catch(() => call('hygiene.decisions', { samples: useReview.getState().review?.samples ?? '' }));
  report(settled.then((told) => { if (mine === asked && useReview.getState().review?.samples === told.samples) useReview.setState(held(told)); }));
}

/** How many samples the list would show for each reason, and for all, with the other filters as they are. */
export function shownByKind(filters: Parameters<typeof shownFindings>[0]): ReadonlyMap<FlagKind | 'all', number> {
  const shown = shownFindings({ ...filters, kind: 'all' });
  const counts = new Map<FlagKind | 'all', number>([['all', shown.length]]);
  for (const { flags } of shown) for (const kind of new Set(flags.map((flag) => flag.kind))) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** The doubted samples that the filters let through, the worst first. */
export function shownFindings({ review, kind, minScore, onlyOpen, decisions }: Pick<ReviewState, 'review' | 'kind' | 'minScore' | 'onlyOpen' | 'decisions'>): readonly Review['findings'][number][] {
  return (review?.findings ?? []).filter((finding) => finding.score >= minScore && (kind === 'all' || finding.flags.some((flag) => flag.kind === kind)) && !(onlyOpen && decisions.has(finding.sample)));
}
