import { describe, expect, it } from 'vitest';
import type { Flags, Invocation } from '../../src/main/cli/command.ts';
import { profileSet } from '../../src/main/cli/commands/samples-report.ts';
import type { SampleProfiles } from '../../src/shared/contract/samples.ts';

const months = ['2022-01', '2022-02'].map((month) => ({ start: `${month}-01`, end: `${month}-28`, middle: 0 }));

/** Two classes, one of them without a value in the second month, and a single sample of the first. */
function profiles(quantiles: readonly number[], examples: number): SampleProfiles {
  const series = (base: number) => [quantiles.length > 0 ? { n: 9, mean: base, quantiles: quantiles.map((share) => base + share / 10) } : { n: 0, mean: null, quantiles: null }, { n: 0, mean: null, quantiles: null }];
  return {
    periods: months,
    quantities: [{ name: 'NDVI', unit: '1' }],
    quantiles: [...quantiles],
    classes: [
      { code: 'maize', samples: 9, series: [series(0.4)], examples: Array.from({ length: examples }, (_, i) => ({ id: `m${i}`, values: [[0.5, null]] })) },
      { code: 'wheat', samples: 4, series: [series(0.2)], examples: [] },
    ],
  };
}

async function lines(flags: Flags): Promise<readonly string[]> {
  const call = (_name: string, { quantiles = [0.1, 0.5, 0.9], examples = 0 }: { quantiles?: number[]; examples?: number }) => Promise.resolve(profiles(quantiles, examples));
  const client = { call, [Symbol.asyncDispose]: () => Promise.resolve() };
  const invocation = { flags, positionals: ['profiles', 'fields'], open: () => Promise.resolve(client) } as unknown as Invocation;
  return (await profileSet(invocation, 'fields')).lines;
}

describe('furrow samples profiles', () => {
  it('tells the median where no quantiles are asked for', async () => {
    expect(await lines({})).toEqual(['NDVI, quantile 0.5 by period from 2022-01-01', '  maize (9): 0.45 –', '  wheat (4): 0.25 –']);
  });

  it('tells every quantile that is asked for', async () => {
    expect(await lines({ quantiles: '0.1,0.9' })).toEqual([
      'NDVI, quantiles 0.1, 0.9 by period from 2022-01-01', '  maize (9)', '    0.1: 0.41 –', '    0.9: 0.49 –', '  wheat (4)', '    0.1: 0.21 –', '    0.9: 0.29 –',
    ]);
  });

  it('shows the single samples that are asked for, as a table too', async () => {
    expect(await lines({ examples: '2' })).toEqual(['NDVI, quantile 0.5 by period from 2022-01-01', '  maize (9): 0.45 –', '    sample m0: 0.5 –', '    sample m1: 0.5 –', '  wheat (4): 0.25 –']);
    expect(await lines({ examples: '1', csv: true, quantiles: '0.5' })).toEqual([
      'class,sample,quantity,unit,start,end,n,mean,q0.5',
      'maize,,NDVI,1,2022-01-01,2022-01-28,9,0.4,0.45',
      'maize,,NDVI,1,2022-02-01,2022-02-28,0,,',
      'maize,m0,NDVI,1,2022-01-01,2022-01-28,1,0.5,',
      'maize,m0,NDVI,1,2022-02-01,2022-02-28,0,,',
      'wheat,,NDVI,1,2022-01-01,2022-01-28,9,0.2,0.25',
      'wheat,,NDVI,1,2022-02-01,2022-02-28,0,,',
    ]);
    expect((await lines({ csv: true }))[0]).toBe('class,quantity,unit,start,end,n,mean,q0.1,q0.5,q0.9');
  });
});
