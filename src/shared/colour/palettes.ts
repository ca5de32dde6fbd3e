import type { CropClass } from '../raster/class-scheme.ts';
import { hexOfHue, type Oklab, oklabDistance } from './oklab.ts';
import { seenAs, VISIONS } from './vision.ts';

/** Okabe and Ito 2008, “Color Universal Design”; black is left to text and lines. */
export const OKABE_ITO = ['#E69F00', '#56B4E9', '#009E73', '#F0E442', '#0072B2', '#D55E00', '#CC79A7', '#000000'] as const;
/** Paul Tol, technical note SRON/EPS/TN/09-002, “muted”. */
export const TOL_MUTED = ['#CC6677', '#332288', '#DDCC77', '#117733', '#88CCEE', '#882255', '#44AA99', '#999933', '#AA4499'] as const;
/** Paul Tol, same note, “light”. */
export const TOL_LIGHT = ['#77AADD', '#EE8866', '#EEDD88', '#FFAABB', '#99DDFF', '#44BB99', '#BBCC33', '#AAAA00', '#DDDDDD'] as const;
/** Tableau 20 of 2016, pairs of a dark and a light tone. */
export const TABLEAU_20 = [
  '#4e79a7', '#a0cbe8', '#f28e2b', '#ffbe7d', '#59a14f', '#8cd17d', '#b6992d', '#f1ce63', '#499894', '#86bcb6',
  '#e15759', '#ff9d9a', '#79706e', '#bab0ac', '#d37295', '#fabfd2', '#b07aa1', '#d4a6c8', '#9d7660', '#d7b5a6',
] as const;

/** How the classes of a map are coloured anew. `original` gives each class the colour of its scheme. */
export const PALETTES = ['original', 'distinct', 'hierarchical', 'muted', 'tableau'] as const;
export type PaletteName = (typeof PALETTES)[number];

/**
 * Colours for classes, by code. Palettes with fewer colours than classes go on with the most distinct ones that are left.
 * @param classes in the order of the legend; only what is shown should be asked for, since the first get the best colours
 */
export function paletteColours(name: PaletteName, classes: readonly CropClass[]): ReadonlyMap<string, string> {
  if (name === 'original') return new Map(classes.map(({ code, colour }) => [code, colour]));
  if (name === 'hierarchical') return hierarchicalColours(classes);
  const start = { distinct: OKABE_ITO.slice(0, 7), muted: TOL_MUTED, tableau: TABLEAU_20 }[name];
  const colours = distinctColours(classes.length, start);
  return new Map(classes.map(({ code }, i) => [code, colours[i] ?? '#888888']));
}

/** Candidates for further colours: 24 hues at five lightnesses and two chromas, and greys. */
const CANDIDATES = [0.38, 0.52, 0.65, 0.78, 0.9].flatMap((lightness) => [
  ...[0.16, 0.08].flatMap((chroma) => Array.from({ length: 24 }, (_, i) => hexOfHue(lightness, chroma, i * 15))),
  hexOfHue(lightness, 0, 0),
]);

/**
 * `count` colours: those of `start`, then again and again the candidate that stays farthest from all chosen ones with
 * whichever vision takes it nearest (farthest-point choice over normal, protan, deutan and tritan).
 */
export function distinctColours(count: number, start: readonly string[]): string[] {
  const chosen = start.slice(0, count);
  if (chosen.length === count) return chosen;
  const seen = CANDIDATES.map((colour) => VISIONS.map((vision) => seenAs(colour, vision)));
  const nearest = CANDIDATES.map(() => Infinity);
  const take = (colour: string): void => {
    const views = VISIONS.map((vision) => seenAs(colour, vision));
    seen.forEach((candidate, i) => {
      const distance = Math.min(...candidate.map((view, k) => oklabDistance(view, views[k] as Oklab)));
      nearest[i] = Math.min(nearest[i] ?? 0, distance);
    });
  };
  chosen.forEach(take);
  while (chosen.length < count) {
    const best = nearest.indexOf(Math.max(...nearest));
    const colour = CANDIDATES[best] ?? '#888888';
    chosen.push(colour);
    take(colour);
  }
  return chosen;
}

/** A hue for each top class and a lightness for each class below it, so that a family of crops is seen as one. */
function hierarchicalColours(classes: readonly CropClass[]): ReadonlyMap<string, string> {
  const parents = new Map(classes.map(({ code, parent }) => [code, parent]));
  const families = new Map<string, string[]>();
  for (const { code } of classes) {
    const root = rootOf(code, parents);
    families.set(root, [...(families.get(root) ?? []), code]);
  }
  const colours = new Map<string, string>();
  [...families.values()].forEach((members, family) => {
    const hue = 85 + (family * 360) / families.size;
    members.forEach((code, i) => {
      // A family of one alternates with its neighbours instead, or close hues would be all that tells them apart.
      const place = members.length > 1 ? i / (members.length - 1) : (family % 3) / 2;
      colours.set(code, hexOfHue(0.86 - 0.42 * place, 0.13, hue));
    });
  });
  return colours;
}

function rootOf(code: string, parents: ReadonlyMap<string, string | null>): string {
  const passed = new Set<string>();
  let current = code;
  for (let next = parents.get(current) ?? null; next !== null && !passed.has(next); next = parents.get(next) ?? null) {
    passed.add(next);
    current = next;
  }
  return current;
}
