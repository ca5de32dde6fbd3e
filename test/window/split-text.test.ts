import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import i18next from 'i18next';
import { startI18n } from '../../src/renderer/i18n/i18n.ts';
import type { Metrics } from '../../src/shared/records/learning.ts';
import { SPLIT_ATTRIBUTES } from '../../src/shared/contract/sample-split.ts';
import { describeSplit } from '../../src/main/engine/samples/splits/registry.ts';
import { measuredText, splitText } from '../../src/renderer/state/samples/split-text.ts';

const metrics = (split: string): Metrics => ({ overallAccuracy: 0.5, macroF1: 0.5, perClass: [], confusion: [], classes: [], trainRows: 1262, testRows: 1, split });

describe('how a test was kept apart', () => {
  beforeAll(async () => {
    vi.stubGlobal('document', { documentElement: { lang: '' } });
    await startI18n(['fr']);
  });
  afterAll(() => { vi.unstubAllGlobals(); });
  const inFrench = (split: string): string => splitText(split, i18next.t, 'fr');

  it('is said in the language of the window, for every way that the engine knows', () => {
    expect(inFrench(describeSplit({ by: 'blocks', sizeM: 10_000, testShare: 0.3, seed: 1 })).replaceAll(/\s/g, ' ')).toBe('carrés de 10 km');
    expect(inFrench(describeSplit({ by: 'blocks', sizeM: 500, testShare: 0.3, seed: 1 })).replaceAll(/\s/g, ' ')).toBe('carrés de 500 m');
    expect(inFrench(describeSplit({ by: 'bins', sizeDeg: 0.25, testShare: 0.15, validationShare: 0.15, seed: 1 }))).toBe('cases de 0,25°');
    expect(inFrench(describeSplit({ by: 'attribute', attribute: 'year', test: ['2022', '2023'], testShare: 0.3, seed: 1 }))).toBe('année 2022, 2023');
    expect(inFrench(describeSplit({ by: 'column' }))).toBe('comme le jeu les donne');
    expect(inFrench(describeSplit({ by: 'stratified', testShare: 0.15, validationShare: 0.15, minPerClass: 10, seed: 1 }))).toContain('au hasard');
    for (const attribute of SPLIT_ATTRIBUTES) expect(inFrench(describeSplit({ by: 'attribute', attribute, test: null, testShare: 0.3, seed: 1 })), attribute).not.toContain(attribute === 'parcel' ? 'whole' : `whole ${attribute}`);
  });

  it('names every way of a set that was joined from several, and keeps words that it does not know', () => {
    expect(inFrench('blocks of 2000 m; drawn by hand').replaceAll(/\s/g, ' ')).toBe('carrés de 2 km; drawn by hand');
  });

  it('counts samples and their changed copies apart', () => {
    expect(measuredText({ ...metrics('blocks of 10000 m'), trainRows: 636, trainSamples: 212 }, i18next.t, 'fr')).toContain('entraîné sur 212 échantillons en 636 copies modifiées.');
    expect(measuredText(metrics('blocks of 10000 m'), i18next.t, 'fr').replaceAll(/\s/g, ' ')).toContain('entraîné sur 1 262.');
  });

  it('does not call samples held back that the model learnt from', () => {
    expect(measuredText(metrics('blocks of 10000 m'), i18next.t, 'fr')).toContain('gardé');
    expect(measuredText(metrics('the training rows themselves: no measure of accuracy'), i18next.t, 'fr')).toMatch(/^Aucun échantillon n’a été gardé.*ce n’est pas une mesure/);
    expect(measuredText(metrics('training rows, each judged by the trees that did not see it (out of bag)'), i18next.t, 'fr')).toMatch(/^Aucun échantillon n’a été gardé.*arbres/);
  });
});
