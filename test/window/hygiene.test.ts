import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { FLAG_KINDS, type Flag } from '../../src/shared/hygiene/finding.ts';
import type { SampleSet } from '../../src/shared/records/learning.ts';
import { splitSpecSchema } from '../../src/shared/contract/sample-split.ts';
import { flagText } from '../../src/renderer/features/hygiene/flag-text.ts';
import { type Review, shownByKind, shownFindings } from '../../src/renderer/features/hygiene/review-state.ts';
import { ownSplit, RULES, specOf, useSplitDraft } from '../../src/renderer/features/hygiene/split-state.ts';
import { hygieneWords } from '../../src/renderer/features/hygiene/words.ts';

const FACTS: Flag['facts'] = {
  own: 0.1, otherShare: 0.9, other: 'maize', k: 10, posterior: 0.2, times: 3.42, first: 'p1/2-3', by: 'place', otherClass: 'beet', metres: 4.25, clear: 3, periods: 12, gapDays: 120,
};
const named = (code: string): string => `«${code}»`;

beforeAll(async () => {
  await i18next.init({ lng: 'en', resources: Object.fromEntries(Object.entries(hygieneWords).map(([language, words]) => [language, { translation: words }])), keySeparator: false, interpolation: { escapeValue: false } });
});

describe('the reasons of a doubt', () => {
  it.each(['en', 'fr'])('are whole sentences in %s, with every fact filled in', (language) => {
    const t = i18next.getFixedT(language);
    for (const kind of FLAG_KINDS) {
      const text = flagText(t, language, { kind, score: 1, facts: FACTS }, named);
      expect(text).not.toMatch(/\{\{|hygiene\./);
      expect(text).toMatch(/\.$/);
    }
  });

  it('give shares as per cent, names of classes, and decimals of the language', () => {
    const flag = (kind: Flag['kind']): Flag => ({ kind, score: 1, facts: FACTS });
    expect(flagText(i18next.getFixedT('en'), 'en', flag('neighbours'), named)).toBe('90% of its 10 nearest series in other parcels are «maize», 10% have its class.');
    expect(flagText(i18next.getFixedT('fr'), 'fr', flag('edge'), named)).toMatch(/^À 4,3 m du bord/);
  });
});

describe('the list of doubted samples', () => {
  const finding = (sample: string, score: number, kind: Flag['kind']): Review['findings'][number] => ({ sample, row: 0, classCode: 'a', score, flags: [{ kind, score, facts: {} }], suggestion: { action: 'look', classCode: null }, lon: null, lat: null, curve: [], reasons: [] });
  const review = { findings: [finding('x', 0.9, 'som'), finding('y', 0.6, 'edge'), finding('z', 0.4, 'som')] } as unknown as Review;
  const shown = (part: Partial<Parameters<typeof shownFindings>[0]>): string[] => shownFindings({ review, kind: 'all', minScore: 0.5, onlyOpen: false, decisions: new Map(), ...part }).map(({ sample }) => sample);

  it('shows what is doubtful enough, for the chosen reason, and undecided where that is wanted', () => {
    expect(shown({})).toEqual(['x', 'y']);
    expect(shown({ kind: 'som', minScore: 0 })).toEqual(['x', 'z']);
    expect(shown({ onlyOpen: true, decisions: new Map([['x', { sample: 'x', action: 'keep', classCode: null }]]) })).toEqual(['y']);
  });

  it('counts for every reason what the list would show', () => {
    const filters = { review, kind: 'edge' as const, minScore: 0.5, onlyOpen: false, decisions: new Map() };
    expect([...shownByKind(filters)]).toEqual([['all', 2], ['som', 1], ['edge', 1]]);
    expect(shownByKind({ ...filters, minScore: 0 }).get('som')).toBe(2);
  });
});

describe('the split of the window', () => {
  it('is one that the engine takes, whatever rule is chosen', () => {
    for (const rule of RULES) expect(splitSpecSchema.safeParse(specOf({ rule, sizeKm: 2, testPercent: 30, seed: 1, held: [] })).success).toBe(true);
    expect(specOf({ rule: 'blocks', sizeKm: 2.5, testPercent: 20, seed: 7, held: [] })).toEqual({ by: 'blocks', sizeM: 2500, testShare: 0.2, seed: 7 });
    expect(specOf({ rule: 'year', sizeKm: 2, testPercent: 30, seed: 1, held: ['2021'] })).toMatchObject({ by: 'attribute', attribute: 'year', test: ['2021'] });
  });

  it('begins with the split that the set was made with, and with that of the next set when that is looked at', () => {
    const drawn = { blockM: 10_000, testShare: 0.25, seed: 7, split: 'blocks of 10000 m' };
    expect(ownSplit({ settings: drawn })).toEqual({ rule: 'blocks', sizeKm: 10, testPercent: 25, seed: 7, held: [] });
    expect(ownSplit({ settings: { ...drawn, splitSettings: { by: 'attribute', attribute: 'year', test: ['2021'], testShare: 0.3, seed: 1 } } })).toMatchObject({ rule: 'year', held: ['2021'], seed: 1 });
    expect(ownSplit({ settings: { origin: 'join' } })).toMatchObject({ rule: 'blocks', sizeKm: 1 });
    const { begin, change } = useSplitDraft.getState();
    const set = (id: string, blockM: number): SampleSet => ({ id, settings: { blockM } }) as unknown as SampleSet;
    begin(set('a', 10_000));
    change({ sizeKm: 5 });
    begin(set('a', 10_000));
    expect(useSplitDraft.getState().draft.sizeKm).toBe(5);
    begin(set('b', 3000));
    expect(useSplitDraft.getState().draft.sizeKm).toBe(3);
  });
});
