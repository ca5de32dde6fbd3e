import { describe, expect, it } from 'vitest';
import { parseRange } from '../../src/main/host/byte-range.ts';

describe('byte ranges of assets', () => {
  it('serves the part that a tile reader asks for, ends inclusive', () => {
    expect(parseRange('bytes=0-1023', 5000)).toEqual({ kind: 'part', start: 0, end: 1023 });
    expect(parseRange('bytes=4000-', 5000)).toEqual({ kind: 'part', start: 4000, end: 4999 });
    expect(parseRange('bytes=4000-9999', 5000)).toEqual({ kind: 'part', start: 4000, end: 4999 });
  });

  it('counts a suffix range from the end', () => {
    expect(parseRange('bytes=-500', 5000)).toEqual({ kind: 'part', start: 4500, end: 4999 });
    expect(parseRange('bytes=-9000', 5000)).toEqual({ kind: 'part', start: 0, end: 4999 });
  });

  it('refuses what lies behind the end', () => {
    expect(parseRange('bytes=5000-', 5000)).toEqual({ kind: 'unsatisfiable' });
    expect(parseRange('bytes=10-5', 5000)).toEqual({ kind: 'unsatisfiable' });
    expect(parseRange('bytes=0-0', 0)).toEqual({ kind: 'unsatisfiable' });
  });

  it.each([null, '', 'bytes=-', 'bytes=0-1,5-6', 'items=0-1', 'bytes=a-b'])('serves the whole for %j', (header) => {
    expect(parseRange(header, 5000)).toEqual({ kind: 'whole' });
  });
});
