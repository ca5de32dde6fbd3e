import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readCheckpoint } from '../../src/main/engine/models/checkpoint/read-checkpoint.ts';

const golden = (name: string): string => fileURLToPath(new URL(`../golden/checkpoint/${name}`, import.meta.url));
const expected = JSON.parse(readFileSync(golden('weights.json'), 'utf8')) as Record<string, { readonly shape: number[]; readonly values: (number | string)[] }>;

function plain(value: number | bigint): number | string {
  return typeof value === 'bigint' || !Number.isFinite(value) ? String(value).replace('Infinity', 'inf') : value;
}

it.each(['weights.pt', 'training.pt'])('reads every tensor of %s as numpy does: views, shared storages, half precision, whole numbers', async (file) => {
  const checkpoint = await readCheckpoint(golden(file));
  expect([...checkpoint.keys()]).toEqual(['whole', 'transposed', 'slice', 'repeated', 'number', 'nothing', 'half', 'brain', 'counts']);
  for (const [name, { shape, data }] of checkpoint) {
    expect(shape, name).toEqual(expected[name]?.shape);
    expect([...data].map(plain), name).toEqual(expected[name]?.values);
  }
  expect(Object.is(checkpoint.get('half')?.data[1], -0)).toBe(true);
  expect([...checkpoint.values()].map(({ dtype }) => dtype)).toEqual([...Array<string>(6).fill('float32'), 'float16', 'bfloat16', 'int64']);
});
