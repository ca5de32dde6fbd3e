import { useEffect, useState } from 'react';
import { create } from 'zustand';
import type { CallOutput } from '../../../shared/contract/contract.ts';
import { SPLIT_ATTRIBUTES, type SplitAttribute, type SplitSpec, splitSpecSchema } from '../../../shared/contract/sample-split.ts';
import type { ErrorDocument } from '../../../shared/errors/app-error.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import { call, EngineError } from '../../client/call.ts';

/** Rules that the window offers, in their order. */
export const RULES = ['blocks', ...SPLIT_ATTRIBUTES, 'bins', 'stratified', 'column'] as const;
export type Rule = (typeof RULES)[number];

/** What a person chose of a split. */
export interface SplitDraft {
  readonly rule: Rule;
  readonly sizeKm: number;
  readonly testPercent: number;
  readonly seed: number;
  /** Values held out, by attribute; none: they are drawn. */
  readonly held: readonly string[];
}

interface SplitState {
  /** Id of the sample set that the draft is of. */
  readonly samples: string | null;
  readonly draft: SplitDraft;
  /** Begins with the set's own split, unless the draft is of that set already. */
  readonly begin: (samples: SampleSet) => void;
  readonly change: (part: Partial<SplitDraft>) => void;
}

/** What the step Samples proposes, for sets that do not say how they were split. */
const USUAL: SplitDraft = { rule: 'blocks', sizeKm: 1, testPercent: 30, seed: 42, held: [] };

/** The split that is being tried; kept while the panel is closed. */
export const useSplitDraft = create<SplitState>()((set) => ({
  samples: null,
  draft: USUAL,
  begin: (samples) => {
    set((before) => (before.samples === samples.id ? before : { samples: samples.id, draft: ownSplit(samples) }));
  },
  change: (part) => {
    set(({ draft }) => ({ draft: { ...draft, ...part } }));
  },
}));

/** The split as the engine takes it. */
export function specOf({ rule, sizeKm, testPercent, seed, held }: SplitDraft): SplitSpec {
  const testShare = testPercent / 100;
  switch (rule) {
    case 'column':
      return { by: 'column' };
    case 'blocks':
      return { by: 'blocks', sizeM: sizeKm * 1000, testShare, seed };
    case 'bins':
      return { by: 'bins', sizeDeg: 0.25, testShare, validationShare: 0.15, seed };
    case 'stratified':
      return { by: 'stratified', testShare, validationShare: 0.15, minPerClass: 10, seed };
    default:
      return { by: 'attribute', attribute: rule satisfies SplitAttribute, test: held.length > 0 ? [...held] : null, testShare, seed };
  }
}

/** The choices that come to a split. */
export function draftOf(spec: SplitSpec): Partial<SplitDraft> {
  if (spec.by === 'column') return { rule: 'column' };
  const drawn = { testPercent: Number((spec.testShare * 100).toFixed(6)), seed: spec.seed };
  if (spec.by === 'attribute') return { rule: spec.attribute, held: spec.test ?? [], ...drawn };
  return spec.by === 'blocks' ? { rule: spec.by, sizeKm: spec.sizeM / 1000, ...drawn } : { rule: spec.by, ...drawn };
}

/** The split that a sample set was made with: the one it was revised by, else the squares, share and seed that it was drawn with. */
export function ownSplit({ settings }: Pick<SampleSet, 'settings'>): SplitDraft {
  const revised = splitSpecSchema.safeParse(settings['splitSettings']);
  if (revised.success) return { ...USUAL, ...draftOf(revised.data) };
  const drawn = splitSpecSchema.safeParse({ by: 'blocks', sizeM: settings['blockM'], testShare: settings['testShare'] ?? undefined, seed: settings['seed'] ?? undefined });
  return settings['blockM'] !== undefined && drawn.success ? { ...USUAL, ...draftOf(drawn.data) } : USUAL;
}

export type TriedSplit = CallOutput<'samples.split'>;

interface Tried {
  readonly tried: TriedSplit | null;
  readonly problem: ErrorDocument | null;
  readonly isStale: boolean;
}

const WAIT_MS = 300;

/** What the split would make of the samples, once the person has stopped changing it. */
export function useTriedSplit(samples: string, draft: SplitDraft): Tried {
  const key = JSON.stringify({ samples, split: specOf(draft) });
  const [answer, setAnswer] = useState<{ readonly key: string; readonly tried: TriedSplit | null; readonly problem: ErrorDocument | null } | null>(null);
  useEffect(() => {
    const aborter = new AbortController();
    const timer = setTimeout(() => {
      call('samples.split', JSON.parse(key) as { samples: string; split: SplitSpec }, aborter.signal).then(
        (tried) => { setAnswer({ key, tried, problem: null }); },
        (thrown: unknown) => { if (thrown instanceof EngineError) setAnswer({ key, tried: null, problem: thrown.document }); },
      );
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [key]);
  return { tried: answer?.tried ?? null, problem: answer?.key === key ? answer.problem : null, isStale: answer?.key !== key };
}
