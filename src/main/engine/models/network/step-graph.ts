import { type ModelSpec, type TensorSpec, encodeModel } from '../../onnx/writer/model.ts';
import { type AdamTensors, adamStep } from './adam.ts';
import { crossEntropy } from './loss.ts';
import { type Network, type Placed, feedsOf, forward, lengthOf, parametersOf, statisticsOf } from './network.ts';
import { type NumberType, Tape, type Variable } from './tape.ts';

/** Names of the tensors of a training or checking graph. Vectors hold all parameters, or all statistics, one after the other. */
export const STEP_TENSORS = {
  input: 'input',
  targets: 'targets',
  rowWeights: 'row_weights',
  weights: 'weights',
  moment1: 'moment1',
  moment2: 'moment2',
  statistics: 'statistics',
  rate: 'rate',
  epsilon: 'epsilon',
  keep: 'keep',
  loss: 'loss',
  gradient: 'gradient',
  logShares: 'log_shares',
} as const;

/** The name of what a step makes of one of the vectors. */
export function nextOf(name: string): string {
  return `${name}_next`;
}

export interface StepOptions {
  readonly type?: NumberType;
  /** L2 penalty of the weights: λ/2 Σ w² is added to the loss, though not to the loss that is told. */
  readonly penalty?: number;
}

/** Share of a batch in the running statistics: PyTorch's default. */
const MOMENTUM = 0.1;

/** The operator set: the newest that ONNX Runtime 1.10 and later know. */
export const NETWORK_OPERATOR_SETS = { '': 17 } as const;

/** One step of training as an ONNX file: forward, loss, backward and AdamW. Inputs and outputs: {@link STEP_TENSORS}. */
export function encodeTrainingStep(network: Network, options: StepOptions = {}): Uint8Array {
  const written = writeLoss(network, options);
  const { tape, type } = written;
  const gradient = gradientOf(written, network, options.penalty ?? 0);
  const before: AdamTensors = { weights: STEP_TENSORS.weights, moment1: STEP_TENSORS.moment1, moment2: STEP_TENSORS.moment2 };
  const after: AdamTensors = { weights: nextOf(before.weights), moment1: nextOf(before.moment1), moment2: nextOf(before.moment2) };
  adamStep(tape, { before, after, rates: STEP_TENSORS, gradient });
  const size = lengthOf(parametersOf(network));
  const outputs: TensorSpec[] = [before.weights, before.moment1, before.moment2].map((name) => ({ name: nextOf(name), type, shape: [size] }));
  const rates = [STEP_TENSORS.rate, STEP_TENSORS.epsilon, STEP_TENSORS.keep].map((name) => ({ name, type, shape: [] }));
  const moments = [STEP_TENSORS.moment1, STEP_TENSORS.moment2].map((name) => ({ name, type, shape: [size] }));
  return encodeModel(modelOf(written, { inputs: [...moments, ...rates], outputs: [...outputs, ...statisticsAfter(written, network)] }));
}

/** Loss and gradient alone, for those who check gradients. */
export function encodeGradient(network: Network, options: StepOptions = {}): Uint8Array {
  const written = writeLoss(network, options);
  const gradient = gradientOf(written, network, options.penalty ?? 0);
  written.tape.graph.node('Identity', [gradient], { outputs: [STEP_TENSORS.gradient] });
  const outputs = [{ name: STEP_TENSORS.gradient, type: written.type, shape: [lengthOf(parametersOf(network))] }];
  return encodeModel(modelOf(written, { inputs: [], outputs: [...outputs, ...statisticsAfter(written, network)] }));
}

/** The network as it infers, for validation: `log_shares` [rows, classes], the logarithm of the softmax. */
export function encodeChecking(network: Network, options: StepOptions = {}): Uint8Array {
  const type = options.type ?? 'float32';
  const tape = new Tape({ mode: 'infer', type });
  const inputs = provide(tape, network, type);
  const logits = forward(tape, network, input(network));
  tape.graph.node('LogSoftmax', [logits.name], { attributes: { axis: { int: -1 } }, outputs: [STEP_TENSORS.logShares] });
  return encodeModel(modelOf({ tape, type, inputs }, { inputs: [], outputs: [{ name: STEP_TENSORS.logShares, type, shape: ['rows', network.classes] }] }));
}

interface Written {
  readonly tape: Tape;
  readonly type: NumberType;
  readonly inputs: readonly TensorSpec[];
}

interface WrittenLoss extends Written {
  readonly loss: Variable;
}

function writeLoss(network: Network, options: StepOptions): WrittenLoss {
  const type = options.type ?? 'float32';
  const tape = new Tape({ mode: 'train', type });
  const given = provide(tape, network, type);
  const loss = crossEntropy(tape, forward(tape, network, input(network)), STEP_TENSORS.targets, STEP_TENSORS.rowWeights);
  tape.graph.node('Identity', [loss.name], { outputs: [STEP_TENSORS.loss] });
  const asked: TensorSpec[] = [
    { name: STEP_TENSORS.targets, type, shape: ['rows', network.classes] },
    { name: STEP_TENSORS.rowWeights, type, shape: ['rows', 1] },
  ];
  return { tape, type, inputs: [...given, ...asked], loss };
}

function input(network: Network): Variable {
  return { name: STEP_TENSORS.input, shape: [-1, ...network.input], isTracked: false };
}

/** Parts the vectors into what the layers ask for, and declares what is fed. */
function provide(tape: Tape, network: Network, type: NumberType): TensorSpec[] {
  const parameters = parametersOf(network);
  const statistics = statisticsOf(network);
  part(tape, STEP_TENSORS.weights, parameters, 'tracked');
  part(tape, STEP_TENSORS.statistics, statistics, 'untracked');
  const feeds = feedsOf(network).filter((feed) => tape.mode === 'train' || feed.source.kind === 'data');
  for (const { name, shape } of feeds) tape.provide(name, { name, shape: [-1, ...shape], isTracked: false });
  return [
    { name: STEP_TENSORS.input, type, shape: ['rows', ...network.input] },
    { name: STEP_TENSORS.weights, type, shape: [lengthOf(parameters)] },
    ...(statistics.length > 0 ? [{ name: STEP_TENSORS.statistics, type, shape: [lengthOf(statistics)] }] : []),
    // A season mask may be one row for all, so its rows have a name of their own.
    ...feeds.map(({ name, shape, source }) => ({ name, type, shape: [source.kind === 'data' ? `${name}_rows` : 'rows', ...shape] })),
  ];
}

function part(tape: Tape, vector: string, specs: readonly Placed<{ readonly name: string; readonly shape: readonly number[] }>[], tracking: 'tracked' | 'untracked'): void {
  if (specs.length === 0) return;
  const isFlat = (shape: readonly number[]): boolean => shape.length === 1;
  const names = specs.map(({ spec }) => (isFlat(spec.shape) ? spec.name : `${spec.name}.flat`));
  tape.graph.operator('Split', [vector, tape.graph.ints(specs.map(({ size }) => size))], { outputs: names, attributes: { axis: { int: 0 } } });
  specs.forEach(({ spec }, i) => {
    if (!isFlat(spec.shape)) tape.graph.node('Reshape', [names[i] ?? '', tape.graph.ints(spec.shape)], { outputs: [spec.name] });
    tape.provide(spec.name, { name: spec.name, shape: spec.shape, isTracked: tracking === 'tracked' });
  });
}

/** The gradient of all parameters as one vector, the penalty's included. */
function gradientOf({ tape, loss }: WrittenLoss, network: Network, penalty: number): string {
  const gradientFor = tape.differentiate(loss, tape.number(1));
  const parts = parametersOf(network).map(({ spec, size }) => {
    const variable = tape.provided(spec.name);
    const gradient = gradientFor(variable);
    const total = spec.isPenalised && penalty > 0 ? tape.node('Add', [gradient, tape.node('Mul', [variable.name, tape.number(penalty)])]) : gradient;
    return spec.shape.length === 1 ? total : tape.node('Reshape', [total, tape.graph.ints([size])]);
  });
  return tape.node('Concat', parts, { axis: { int: 0 } });
}

/** The running values move a tenth of the way to those of the batch, as in PyTorch. */
function statisticsAfter({ tape, type }: Written, network: Network): TensorSpec[] {
  const statistics = statisticsOf(network);
  if (statistics.length === 0) return [];
  const seen = tape.node('Concat', statistics.map(({ spec }) => tape.observed(spec.name)), { axis: { int: 0 } });
  const kept = tape.node('Mul', [STEP_TENSORS.statistics, tape.number(1 - MOMENTUM)]);
  const name = tape.graph.node('Add', [kept, tape.node('Mul', [seen, tape.number(MOMENTUM)])], { outputs: [nextOf(STEP_TENSORS.statistics)] });
  return [{ name, type, shape: [lengthOf(statistics)] }];
}

function modelOf({ tape, type, inputs }: Written, more: { readonly inputs: readonly TensorSpec[]; readonly outputs: readonly TensorSpec[] }): ModelSpec {
  const loss: TensorSpec[] = tape.mode === 'train' ? [{ name: STEP_TENSORS.loss, type, shape: [] }] : [];
  return {
    name: tape.mode === 'train' ? 'training-step' : 'check',
    description: 'Part of a training in Furrow',
    nodes: tape.graph.nodes,
    constants: tape.graph.constants,
    inputs: [...inputs, ...more.inputs],
    outputs: [...loss, ...more.outputs],
    operatorSets: NETWORK_OPERATOR_SETS,
    metadata: {},
  };
}
