import { encodeModel } from '../../onnx/writer/model.ts';
import type { ClassifierFile, ClassifierFileSpec } from '../families/trainer.ts';
import type { Layer } from './layers/layer.ts';
import { type Network, type Placed, feedsOf, forward, parametersOf, statisticsOf } from './network.ts';
import type { SharedFeeds } from './rows.ts';
import { NETWORK_OPERATOR_SETS } from './step-graph.ts';
import { Tape, type Variable } from './tape.ts';

/** A network with what comes before it. */
export interface DesignedNetwork {
  /** Name of the file's input tensor. */
  readonly input: string;
  /** Sizes of a row as it is given, NaN = missing. */
  readonly shape: readonly number[];
  /** Layers without parameters that make of it what the network takes. */
  readonly prelude: readonly Layer[];
  readonly network: Network;
  readonly shared: SharedFeeds;
}

/** Weights and statistics as they lie in their vectors. */
export interface NetworkValues {
  readonly weights: Float32Array;
  readonly statistics: Float32Array;
}

const OUTPUTS = { label: 'label', probabilities: 'probabilities' } as const;

/**
 * The ONNX file of a trained network: raw rows in, NaN = missing; prelude, network with its running statistics, softmax;
 * `probabilities` float32 [rows, classes] and `label` int64 [rows] out. Standard operators of set 17 only.
 */
export function encodeInference(designed: DesignedNetwork, values: NetworkValues, spec: Omit<ClassifierFileSpec, 'schemeTitle' | 'periods'> & { readonly description: string }): ClassifierFile {
  const { network, input, shape } = designed;
  const tape = new Tape({ mode: 'infer' });
  provideConstants(tape, parametersOf(network), values.weights);
  provideConstants(tape, statisticsOf(network), values.statistics);
  for (const { name, shape: sides, source } of feedsOf(network)) {
    if (source.kind === 'data') tape.provide(name, { name: tape.constant(name, [1, ...sides], designed.shared[name] ?? new Float32Array(0)), shape: [1, ...sides], isTracked: false });
  }
  const prepared = prepare(tape, designed);
  const logits = forward(tape, network, { name: prepared, shape: [-1, ...network.input], isTracked: false });
  tape.graph.node('Softmax', [logits.name], { attributes: { axis: { int: -1 } }, outputs: [OUTPUTS.probabilities] });
  const best = tape.node('ArgMax', [OUTPUTS.probabilities], { axis: { int: -1 }, keepdims: { int: 0 } });
  tape.graph.node('Gather', [tape.places('class_values', [spec.labels.length], spec.labels), best], { attributes: { axis: { int: 0 } }, outputs: [OUTPUTS.label] });
  const bytes = encodeModel({
    name: spec.name,
    description: spec.description,
    nodes: tape.graph.nodes,
    constants: tape.graph.constants,
    inputs: [{ name: input, type: 'float32', shape: ['rows', ...shape] }],
    outputs: [
      { name: OUTPUTS.label, type: 'int64', shape: ['rows'] },
      { name: OUTPUTS.probabilities, type: 'float32', shape: ['rows', network.classes] },
    ],
    operatorSets: NETWORK_OPERATOR_SETS,
    metadata: spec.metadata,
  });
  return { bytes, input, ...OUTPUTS };
}

/** Name of what {@link encodePrelude} gives. */
export const PREPARED = 'prepared';

/** The prelude alone: raw rows in, `prepared` out, for training on. */
export function encodePrelude(designed: DesignedNetwork): Uint8Array {
  const { input, shape, network } = designed;
  const tape = new Tape({ mode: 'infer' });
  tape.graph.node('Identity', [prepare(tape, designed)], { outputs: [PREPARED] });
  return encodeModel({
    name: 'prelude',
    description: 'Part of a training in Furrow',
    nodes: tape.graph.nodes,
    constants: tape.graph.constants,
    inputs: [{ name: input, type: 'float32', shape: ['rows', ...shape] }],
    outputs: [{ name: PREPARED, type: 'float32', shape: ['rows', ...network.input] }],
    operatorSets: NETWORK_OPERATOR_SETS,
    metadata: {},
  });
}

function prepare(tape: Tape, { input, shape, prelude }: DesignedNetwork): string {
  const given: Variable = { name: input, shape: [-1, ...shape], isTracked: false };
  return prelude.reduce((value, layer) => layer.forward(tape, value), given).name;
}

function provideConstants(tape: Tape, specs: readonly Placed<{ readonly name: string; readonly shape: readonly number[] }>[], values: Float32Array): void {
  for (const { spec, offset, size } of specs) {
    tape.provide(spec.name, { name: tape.constant(spec.name, spec.shape, values.subarray(offset, offset + size)), shape: spec.shape, isTracked: false });
  }
}
