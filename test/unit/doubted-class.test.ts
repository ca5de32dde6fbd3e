import { describe, expect, it } from 'vitest';
import { doubtedClasses, doubtedClassText } from '../../src/shared/hygiene/doubted-class.ts';
import type { FlagKind } from '../../src/shared/hygiene/finding.ts';

const findings = (classCode: string, count: number, kind: FlagKind) => Array.from({ length: count }, () => ({ classCode, flags: [{ kind, score: 0.9, facts: {} }] }));

describe('a class of which most is doubted', () => {
  it('is told with its figures, the most doubted first', () => {
    const found = doubtedClasses([...findings('temporary_crops', 66, 'neighbours'), ...findings('other', 12, 'som'), ...findings('vines', 5, 'far')], [{ code: 'other', samples: 434 }, { code: 'temporary_crops', samples: 66 }, { code: 'vines', samples: 8 }]);
    expect(found).toEqual([{ code: 'temporary_crops', doubted: 66, samples: 66 }, { code: 'vines', doubted: 5, samples: 8 }]);
    expect(found.map(doubtedClassText)[0]).toMatch(/^66 of 66 samples of temporary_crops are doubted: .*do not drop or relabel them all\.$/);
  });

  it('is not one that is doubted by half, nor one whose samples lie badly', () => {
    expect(doubtedClasses([...findings('a', 2, 'som'), ...findings('b', 4, 'edge'), ...findings('c', 3, 'clouds')], [{ code: 'a', samples: 4 }, { code: 'b', samples: 4 }, { code: 'c', samples: 3 }])).toEqual([]);
  });
});
