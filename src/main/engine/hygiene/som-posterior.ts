import type { SelfOrganisingMap } from './som.ts';

/** How classes share a neuron. */
export interface NeuronClass {
  readonly code: string;
  /** Share of the neuron's samples that have the class. */
  readonly prior: number;
  /** The same, drawn towards the neighbouring neurons where those are of one mind and this one is not. */
  readonly posterior: number;
}

/**
 * Classes of each neuron with prior and posterior probability, after sits (Santos et al. 2021, section 3.2): with prior p
 * of a class, mean m and variance v (n − 1) of its prior in the neurons within `radius` on the map, and
 * η = |0.9999999 − the greatest prior of the neuron|, the posterior is v/(η + v) · p + η/(η + v) · m; the prior where fewer
 * than two neighbours have samples. Two departures: all neurons within the radius are neighbours, not only those at
 * exactly that distance, and neurons without samples are no neighbours, because they say nothing about classes.
 * @returns per neuron its classes, the likeliest first
 */
export function neuronClasses(map: SelfOrganisingMap, classes: readonly string[], radius: number): NeuronClass[][] {
  const priors = priorsOf(map, classes);
  return priors.map((own, neuron) => {
    if (own.size === 0) return [];
    const around = neighboursOf(neuron, map.side, radius).flatMap((other) => (priors[other]?.size ? [priors[other]] : []));
    const eta = Math.abs(0.9999999 - Math.max(...own.values()));
    return [...own]
      .map(([code, prior]) => ({ code, prior, posterior: smoothed(prior, around.map((shares) => shares.get(code) ?? 0), eta) }))
      .toSorted((a, b) => b.prior - a.prior || b.posterior - a.posterior || (a.code < b.code ? -1 : 1));
  });
}

function priorsOf({ side, neuronOf }: SelfOrganisingMap, classes: readonly string[]): Map<string, number>[] {
  const counts = Array.from({ length: side * side }, () => new Map<string, number>());
  neuronOf.forEach((neuron, row) => {
    const of = counts[neuron];
    const code = classes[row] ?? '';
    of?.set(code, (of.get(code) ?? 0) + 1);
  });
  return counts.map((of) => {
    const total = [...of.values()].reduce((sum, count) => sum + count, 0);
    return new Map([...of].map(([code, count]) => [code, count / total]));
  });
}

function neighboursOf(neuron: number, side: number, radius: number): number[] {
  const [column, row] = [neuron % side, Math.floor(neuron / side)];
  const found: number[] = [];
  for (let y = Math.max(0, row - radius); y <= Math.min(side - 1, row + radius); y++) {
    for (let x = Math.max(0, column - radius); x <= Math.min(side - 1, column + radius); x++) {
      if (x !== column || y !== row) found.push(y * side + x);
    }
  }
  return found;
}

function smoothed(prior: number, around: readonly number[], eta: number): number {
  if (around.length < 2) return prior;
  const mean = around.reduce((sum, value) => sum + value, 0) / around.length;
  const variance = around.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (around.length - 1);
  return (variance / (eta + variance)) * prior + (eta / (eta + variance)) * mean;
}
