import { uniform, weighted } from '../random.ts';
import type { CropCode } from '../season/crop.ts';

/** Rotations of the Beauce and the valleys at its edge: each year the next crop. Weights are shares of the fields. */
const ROTATIONS: readonly { readonly weight: number; readonly item: readonly CropCode[] }[] = [
  { weight: 0.13, item: ['CZH', 'BTH', 'ORH'] },
  { weight: 0.05, item: ['CZH', 'BTH', 'ORP'] },
  { weight: 0.16, item: ['BTN', 'BTH', 'ORP'] },
  { weight: 0.08, item: ['MIS', 'BTH', 'ORH'] },
  { weight: 0.04, item: ['MIS', 'MIS', 'BTH'] },
  { weight: 0.14, item: ['PTC', 'BTH', 'BTN'] },
  { weight: 0.14, item: ['TRN', 'BTH', 'ORH'] },
  { weight: 0.13, item: ['PPR', 'BTH', 'CZH', 'BTH'] },
  { weight: 0.15, item: ['CAR', 'BTH', 'MIS'] },
  { weight: 0.08, item: ['PPR', 'BTH', 'ORP'] },
  { weight: 0.1, item: ['PTR', 'PTR', 'PTR', 'MIS', 'BTH'] },
  { weight: 0.03, item: ['J6S'] },
];

/** The crop that field `key` carries in the harvest year. Small fields are more often left as grass. */
export function cropOf(seed: number, key: number, year: number, areaM2: number): CropCode {
  if (areaM2 < 14_000 && uniform(seed, key, 51) < 0.35) return uniform(seed, key, 54) < 0.2 ? 'J6S' : 'PPH';
  const rotation = weighted(ROTATIONS, uniform(seed, key, 52));
  const phase = Math.floor(uniform(seed, key, 53) * rotation.length);
  return rotation[(((year + phase) % rotation.length) + rotation.length) % rotation.length] ?? 'BTH';
}
