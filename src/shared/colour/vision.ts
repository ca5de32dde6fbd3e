import { linearRgbOf, type LinearRgb, type Oklab, oklabDistance, oklabOf } from './oklab.ts';

/** Kinds of colour vision that the check looks through, each at full severity. */
export const VISIONS = ['normal', 'protan', 'deutan', 'tritan'] as const;
export type Vision = (typeof VISIONS)[number];

type Matrix = readonly [LinearRgb, LinearRgb, LinearRgb];

/**
 * What a colour looks like to the three dichromacies, in linear light: Machado, Oliveira and Fernandes 2009, “A
 * physiologically-based model for simulation of color vision deficiency”, severity 1.0.
 */
const MATRICES: Readonly<Record<Exclude<Vision, 'normal'>, Matrix>> = {
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

/** `#rrggbb` as it looks with this vision, in OKLab. */
export function seenAs(colour: string, vision: Vision): Oklab {
  const rgb = linearRgbOf(colour);
  if (vision === 'normal') return oklabOf(rgb);
  const [red, green, blue] = MATRICES[vision];
  const seen: LinearRgb = [dot(red, rgb), dot(green, rgb), dot(blue, rgb)];
  return oklabOf([cut(seen[0]), cut(seen[1]), cut(seen[2])]);
}

/** Distance of two colours as this vision sees them, OKLab × 100. */
export function distanceSeen(a: string, b: string, vision: Vision): number {
  return oklabDistance(seenAs(a, vision), seenAs(b, vision));
}

/** Below this distance two fills are hard to tell apart in small patches. Our threshold, no standard. */
export const CONFUSABLE_BELOW = 6;

/** Two classes that one kind of vision can hardly tell apart. */
export interface ConfusablePair {
  readonly vision: Vision;
  readonly a: string;
  readonly b: string;
  readonly distance: number;
}

/** Every pair of colours that some vision cannot tell apart, the closest first. @param colours `#rrggbb` by name */
export function confusablePairs(colours: ReadonlyMap<string, string>, below: number = CONFUSABLE_BELOW): ConfusablePair[] {
  const names = [...colours.keys()];
  const pairs = VISIONS.flatMap((vision) => {
    const seen = names.map((name) => seenAs(colours.get(name) ?? '#000000', vision));
    return names.flatMap((a, i) =>
      names.slice(i + 1).flatMap((b, k) => {
        const distance = oklabDistance(seen[i] as Oklab, seen[i + 1 + k] as Oklab);
        return distance < below ? [{ vision, a, b, distance }] : [];
      }),
    );
  });
  return pairs.sort((x, y) => x.distance - y.distance);
}

/** The smallest distance between any two of the colours; Infinity for fewer than two. */
export function smallestDistance(colours: readonly string[], vision: Vision): number {
  const seen = colours.map((colour) => seenAs(colour, vision));
  let smallest = Infinity;
  seen.forEach((a, i) => {
    for (const b of seen.slice(i + 1)) smallest = Math.min(smallest, oklabDistance(a, b));
  });
  return smallest;
}

function dot(row: LinearRgb, rgb: LinearRgb): number {
  return row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2];
}

function cut(channel: number): number {
  return Math.min(1, Math.max(0, channel));
}
