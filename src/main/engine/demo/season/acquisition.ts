import { between, normal, uniform } from '../random.ts';
import { PLACE } from '../place.ts';
import { type SunAngles, sunAt } from './sun.ts';

/** One overpass: who looked, when, and through what weather. */
export interface Acquisition {
  readonly index: number;
  /** UTC. */
  readonly time: Date;
  readonly platform: 'S2A' | 'S2B';
  readonly relativeOrbit: number;
  readonly absoluteOrbit: number;
  /** Processing baseline in force on that day, such as `04.00`. */
  readonly baseline: string;
  /** Days since 1 January of the harvest year. */
  readonly day: number;
  readonly sun: SunAngles;
  readonly weather: Weather;
  /** Share of the area that lies outside the swath (western edge of the orbit), 0…1. */
  readonly outside: number;
}

export interface Weather {
  /** Share of the area under clouds, 0…1. */
  readonly cloud: number;
  /** Strength of cirrus, 0 for none, 1 for a thick veil. */
  readonly cirrus: number;
  /** Topsoil wetness, 0…1. */
  readonly wetness: number;
  /** Residual haze after atmospheric correction, reflectance in the blue. */
  readonly haze: number;
}

const DAY_MS = 86_400_000;
/**
 * Overpasses of T31UDP. Each satellite repeats every ten days, the two lie five days apart. The anchors follow from
 * the absolute orbit of a real Sentinel-2B product (20270 = relative orbit 81 on 2021-01-22) by adding tracks of 10/143 day.
 */
const TRACKS = [
  { platform: 'S2B', relativeOrbit: 51, anchor: Date.UTC(2021, 0, 20, 10, 50, 31), orbit: 20_240 },
  { platform: 'S2A', relativeOrbit: 51, anchor: Date.UTC(2021, 0, 25, 10, 50, 31), orbit: 29_220 },
  { platform: 'S2B', relativeOrbit: 94, anchor: Date.UTC(2021, 0, 23, 11, 0, 31), orbit: 20_283 },
  { platform: 'S2A', relativeOrbit: 94, anchor: Date.UTC(2021, 0, 28, 11, 0, 31), orbit: 29_263 },
] as const;
const CYCLE_MS = 10 * DAY_MS;
const CYCLE_ORBITS = 143;

/** `count` overpasses between 1 November before and 31 October of the harvest year, spread as an archive search with few duds would leave them. */
export function acquisitionsOf(seed: number, year: number, count: number): Acquisition[] {
  const passes = passesBetween(Date.UTC(year - 1, 10, 1), Date.UTC(year, 10, 1));
  const wanted = Math.min(count, passes.length);
  let previous = -1;
  return Array.from({ length: wanted }, (_, index) => {
    const drawn = Math.floor(((index + uniform(seed, index, 401, year)) * passes.length) / wanted);
    const slot = Math.min(passes.length - wanted + index, Math.max(previous + 1, drawn));
    previous = slot;
    const pass = passes[slot];
    if (!pass) throw new RangeError('no overpass in the season');
    const day = Math.floor((pass.time.getTime() - Date.UTC(year, 0, 1)) / DAY_MS);
    const cut = pass.relativeOrbit === 51 && uniform(seed, slot, 402, year) < 0.3;
    return {
      ...pass,
      index,
      baseline: baselineOn(pass.time),
      day,
      sun: sunAt(pass.time, PLACE.longitude, PLACE.latitude),
      weather: weatherOn(seed, year, slot, day),
      outside: cut ? between(0.2, 0.65, seed, slot, 403, year) : 0,
    };
  });
}

type Pass = Pick<Acquisition, 'time' | 'platform' | 'relativeOrbit' | 'absoluteOrbit'>;

function passesBetween(from: number, to: number): Pass[] {
  const passes: Pass[] = [];
  for (const { platform, relativeOrbit, anchor, orbit } of TRACKS) {
    for (let cycle = Math.ceil((from - anchor) / CYCLE_MS); anchor + cycle * CYCLE_MS < to; cycle++) {
      passes.push({ platform, relativeOrbit, time: new Date(anchor + cycle * CYCLE_MS), absoluteOrbit: orbit + cycle * CYCLE_ORBITS });
    }
  }
  return passes.sort((a, b) => a.time.getTime() - b.time.getTime());
}

function baselineOn(time: Date): string {
  const iso = time.toISOString();
  if (iso < '2021-03-30') return '02.14';
  if (iso < '2021-07-01') return '03.00';
  if (iso < '2022-01-25') return '03.01';
  return iso < '2022-12-06' ? '04.00' : '05.09';
}

function weatherOn(seed: number, year: number, slot: number, day: number): Weather {
  const summer = Math.exp(-(((day - 196) / 80) ** 2) / 2);
  const draw = uniform(seed, slot, 411, year);
  const clear = 0.24 + 0.2 * summer;
  const dull = 0.22 - 0.12 * summer;
  const broken = ((draw - clear) / (1 - clear - dull)) ** 1.2;
  const cloud = draw < clear ? Math.max(0, 0.03 * normal(seed, slot, 412, year) - 0.01) : draw > 1 - dull ? 1 : 0.04 + 0.86 * broken;
  const cirrus = uniform(seed, slot, 413, year) < 0.18 ? between(0.15, 1, seed, slot, 414, year) : 0;
  const wetness = Math.min(1, Math.max(0, 0.7 - 0.36 * summer + 0.2 * normal(seed, slot, 415, year) + 0.15 * (cloud - 0.4)));
  return { cloud, cirrus, wetness, haze: 0.004 + 0.009 * uniform(seed, slot, 416, year) ** 2 };
}
