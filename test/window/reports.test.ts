import { describe, expect, it } from 'vitest';
import { figuresIn } from '../../src/renderer/features/reports/figures.ts';
import { CURVE, curveProblem, proposedSteps, setsOf, stepsOf } from '../../src/renderer/features/reports/curve-draft.ts';
import { groupName } from '../../src/renderer/features/reports/group-name.ts';
import { conditionsOf, EVERY_SAMPLE } from '../../src/renderer/features/reports/where-draft.ts';
import { classLook } from '../../src/renderer/ui/class-look.ts';

describe('a report in the window', () => {
  it('takes steps as people type them, and nothing that is no whole number', () => {
    expect(stepsOf('0, 100 ,200')).toEqual([0, 100, 200]);
    expect(stepsOf('0 500;1000')).toEqual([0, 500, 1000]);
    for (const typed of ['', '0, ten', '1.5', '-3', '12345678']) expect(stepsOf(typed), typed).toBeNull();
  });

  it('proposes steps that there are local samples for, in round numbers', () => {
    expect(proposedSteps(500, 30)).toEqual([0, 25, 50, 100, 200, 300]);
    expect(proposedSteps(5000, 30)).toEqual([0, 100, 200, 300, 500, 1000, 2000]);
    expect(proposedSteps(20, 50)).toEqual([0, 9]);
  });

  it('takes the newest set as local and one of the same classes and season as foreign, and says what is missing', () => {
    const set = (id: string, schemeId: string, periods: number, source: string) => ({ id, schemeId, periods: Array.from({ length: periods }), sources: [source], settings: {} }) as never;
    const samples = [{ ...(set('both', 'crops', 12, 'fr') as object), settings: { origin: 'join' } } as never, set('france', 'crops', 12, 'fr'), set('france-first', 'crops', 12, 'fr'), set('extraction', 'landcover', 18, 'za'), set('africa', 'crops', 12, 'za')];
    const sets = setsOf(samples, CURVE);
    expect([sets.foreign?.id, sets.local?.id]).toEqual(['africa', 'france']);
    expect(setsOf(samples, { foreign: 'france', local: '' }).local?.id).toBe('france-first');
    expect(curveProblem(CURVE, sets)).toBeNull();
    expect(curveProblem(CURVE, setsOf(samples.slice(0, 2), CURVE))).toBe('reports.two-sets');
    const same = setsOf(samples, { foreign: 'france', local: 'france' });
    expect(curveProblem(CURVE, same)).toBe('reports.same-set');
    expect(curveProblem({ ...CURVE, foreignWhere: { ...EVERY_SAMPLE, values: { country: ['FRA'] } } }, same)).toBeNull();
    expect(curveProblem({ ...CURVE, steps: '0, ten' }, sets)).toBe('reports.steps-wrong');
  });

  it('turns ticked values and limits into conditions, and leaves out what is not asked', () => {
    expect(conditionsOf(EVERY_SAMPLE)).toEqual([]);
    expect(conditionsOf({ values: { year: ['2021', '2022'], country: [] }, lon: { from: 9.2, to: null }, lat: { from: null, to: null } })).toEqual([{ attribute: 'year', values: ['2021', '2022'] }, { axis: 'lon', from: 9.2, to: null }]);
  });

  it('names cells of the grid of regions without the digits that say nothing, and other regions as they are', () => {
    const t = ((key: string, values?: Record<string, string>) => (values ? `${key} ${values['digits']}` : key)) as never;
    expect(['831eb0fffffffff', '836a5afffffffff', 'Bretagne', '8fffff', 'not known'].map((value) => groupName(value, t))).toEqual(['reports.h3-cell 831eb0', 'reports.h3-cell 836a5a', 'Bretagne', '8fffff', 'reports.not-known']);
  });

  it('writes figures as the language does, a change with its sign', () => {
    expect(figuresIn('fr').figure(0.3856)).toBe('0,386');
    expect(figuresIn('en').percent(0.5914)).toBe('59.1%');
    expect(figuresIn('en').change(0.217)).toBe('+0.217');
    expect(figuresIn('en').figure(-0.0004)).toBe('0.000');
    expect(figuresIn('en').change(-0.0004)).toBe('0.000');
    expect(figuresIn('en').change(-0.217)).toBe('-0.217');
  });

  it('names a class in the language, and by its code where the scheme lacks it', () => {
    const scheme = { id: 's', title: 'S', version: '1', classes: [{ code: 'trees', value: 1, colour: '#113311', labels: { en: 'Trees', fr: 'Arbres' } }], mappings: {} } as never;
    expect(classLook(scheme, 'trees', 'fr')).toEqual({ label: 'Arbres', colour: '#113311' });
    expect(classLook(scheme, 'rye', 'fr').label).toBe('rye');
  });
});
