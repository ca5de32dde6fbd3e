import { describe, expect, it } from 'vitest';
import type { Invocation } from '../../src/main/cli/command.ts';
import { schemesCommand } from '../../src/main/cli/commands/schemes.ts';

/** The command on an engine that answers one call with these codes. */
async function linesFor(codes: readonly object[]): Promise<readonly string[]> {
  const client = { call: () => Promise.resolve({ source: 'worldcereal', codes }), [Symbol.asyncDispose]: () => Promise.resolve() };
  const { lines } = await schemesCommand.run({ positionals: ['codes', 'fields'], flags: { samples: 'seen' }, open: () => Promise.resolve(client) } as unknown as Invocation);
  return lines;
}
const row = (code: string, count: number, outcome: 'class' | 'ignored' | 'unmapped') => ({ code, label: '', count, outcome, classCode: outcome === 'class' ? 'maize' : null });

describe('furrow schemes codes', () => {
  it('lists unmapped codes and those that are left out on purpose, each under its heading', async () => {
    expect(await linesFor([row('11', 5, 'class'), row('22', 3, 'unmapped'), row('33', 2, 'ignored')])).toEqual([
      'worldcereal: 3 codes; unmapped 1 with 3 of 10, left out on purpose 1 with 2',
      'Unmapped:',
      '        3  22',
      'Left out on purpose:',
      '        2  33',
    ]);
  });

  it('says so in one line where every code has a class', async () => {
    expect(await linesFor([row('11', 5, 'class')])).toEqual(['worldcereal: 1 codes; unmapped 0 with 0 of 5, left out on purpose 0 with 0']);
  });
});
