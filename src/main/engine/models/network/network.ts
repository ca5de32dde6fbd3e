import type { FeedSpec, Layer, ParameterSpec, StatisticSpec } from './layers/layer.ts';
import type { Tape, Variable } from './tape.ts';

/** A network as a chain of layers that ends in one number per class, before the softmax. */
export interface Network {
  /** Shape of a row of the input: [columns] or [steps, columns]. */
  readonly input: readonly number[];
  readonly layers: readonly Layer[];
  readonly classes: number;
}

/** Where a parameter or statistic lies in the vector of all of them. */
export interface Placed<Spec> {
  readonly spec: Spec;
  readonly offset: number;
  readonly size: number;
}

/** Parameters of all layers, as they lie one after the other in one vector. */
export function parametersOf(network: Network): Placed<ParameterSpec>[] {
  return placed(network.layers.flatMap((layer) => layer.parameters));
}

/** Statistics of all layers, in the same way. */
export function statisticsOf(network: Network): Placed<StatisticSpec>[] {
  return placed(network.layers.flatMap((layer) => layer.statistics));
}

/** Tensors that are fed besides the input. */
export function feedsOf(network: Network): FeedSpec[] {
  return network.layers.flatMap((layer) => layer.feeds);
}

/** Length of a vector of parameters or statistics. */
export function lengthOf(specs: readonly Placed<unknown>[]): number {
  const last = specs.at(-1);
  return last ? last.offset + last.size : 0;
}

/** Writes the layers one after the other. @returns [rows, classes] */
export function forward(tape: Tape, network: Network, input: Variable): Variable {
  return network.layers.reduce((value, layer) => layer.forward(tape, value), input);
}

function placed<Spec extends { readonly name: string; readonly shape: readonly number[] }>(specs: readonly Spec[]): Placed<Spec>[] {
  let offset = 0;
  const names = new Set<string>();
  return specs.map((spec) => {
    if (names.has(spec.name)) throw new RangeError(`two tensors are called ${spec.name}`);
    names.add(spec.name);
    const size = spec.shape.reduce((product, side) => product * side, 1);
    const place = { spec, offset, size };
    offset += size;
    return place;
  });
}
