import { describe, expect, it } from 'vitest';
import { figuresIn } from '../../src/renderer/features/reports/figures.ts';
import { stepsOf } from '../../src/renderer/features/reports/start-form.tsx';
import { classLook } from '../../src/renderer/ui/class-look.ts';

describe('a report in the window', () => {
  it('takes steps as people type them, and nothing that is no whole number', () => {
    expect(stepsOf('0, 100 ,200')).toEqual([0, 100, 200]);
    expect(stepsOf('0 500;1000')).toEqual([0, 500, 1000]);
    for (const typed of ['', '0, ten', '1.5', '-3', '12345678']) expect(stepsOf(typed), typed).toBeNull();
  });

  it('writes figures as the language does, a change with its sign', () => {
    expect(figuresIn('fr').figure(0.3856)).toBe('0,386');
    expect(figuresIn('en').percent(0.5914)).toBe('59.1%');
    expect(figuresIn('en').change(0.217)).toBe('+0.217');
  });

  it('names a class in the language, and by its code where the scheme lacks it', () => {
    const scheme = { id: 's', title: 'S', version: '1', classes: [{ code: 'trees', value: 1, colour: '#113311', labels: { en: 'Trees', fr: 'Arbres' } }], mappings: {} } as never;
    expect(classLook(scheme, 'trees', 'fr')).toEqual({ label: 'Arbres', colour: '#113311' });
    expect(classLook(scheme, 'rye', 'fr').label).toBe('rye');
  });
});
