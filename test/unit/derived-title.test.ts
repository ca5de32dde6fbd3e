import { describe, expect, it } from 'vitest';
import { derivedTitle, freeTitle, titleHead } from '../../src/shared/text/derived-title.ts';

describe('a title that was not given', () => {
  it('is short, says nothing twice, and leaves out what is not known', () => {
    expect(derivedTitle('Forest', 'Presto', titleHead('2022_FRA_LPIS_POLY_110: WorldCereal land cover, 10 classes'))).toBe('Forest · Presto · 2022_FRA_LPIS_POLY_110');
    expect(derivedTitle('Forest', undefined, titleHead('2022_FRA_LPIS_POLY_110 · WorldCereal land cover, 10 classes'))).toBe('Forest · 2022_FRA_LPIS_POLY_110');
    expect(derivedTitle('Months of 2022', ...'Forest · Months of 2022'.split(' · '))).toBe('Months of 2022 · Forest');
  });

  it('gets a number where another record has it, and the same again when its own record is there already', () => {
    const records = [{ id: 'a', title: 'Forest · Fields' }, { id: 'b', title: 'Forest · Fields (2)' }];
    expect(freeTitle('Forest · Fields', records)).toBe('Forest · Fields (3)');
    expect(freeTitle('Forest · Fields', records, 'a')).toBe('Forest · Fields');
    expect(freeTitle('MLP · Fields', records)).toBe('MLP · Fields');
  });
});
