import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contractPage } from '../../build/docs.ts';

describe('docs/contract.md', () => {
  it('says what the code says (run “node build/docs.ts” after a change)', () => {
    expect(readFileSync(new URL('../../docs/contract.md', import.meta.url), 'utf8')).toBe(contractPage());
  });
});
