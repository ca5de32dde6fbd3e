import { AppError } from '../../../shared/errors/app-error.ts';
import { message, writtenParams } from '../../../shared/messages/message.ts';
import { encodeModel } from './writer/model.ts';
import { type ProviderName, builtProviders, onnxRuntimeVersion, openSession } from './session.ts';

/** What the trial of a provider found. */
export interface ProviderTrial {
  readonly works: boolean;
  /** In words: why not, or how close to the CPU. */
  readonly finding: string;
}

/** Largest difference from the CPU that counts as equal: the probe's values are 0…1, GPUs round differently. */
const TOLERANCE = 1e-3;
const ROWS = 64;
const WIDTH = 32;
const CLASSES = 8;

/**
 * Tries a provider with a small network and compares what it gives with the CPU. Never throws for a provider that does
 * not work: that is what it finds out.
 */
export async function tryProvider(provider: ProviderName): Promise<ProviderTrial> {
  const built = builtProviders();
  if (!built.includes(provider)) {
    return { works: false, finding: message('PROCESSOR_NOT_BUILT', { version: onnxRuntimeVersion(), platform: process.platform, machine: process.arch }).text };
  }
  const expected = await runProbe('cpu');
  if (provider === 'cpu') return { works: true, finding: message('PROCESSOR_CPU').text };
  try {
    const found = await runProbe(provider);
    const difference = found.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (expected[i] as number))), 0);
    // A NaN must not pass for a small difference.
    if (!(difference <= TOLERANCE)) return { works: false, finding: message('PROCESSOR_DIFFERS', { difference: difference.toPrecision(2) }).text };
    return { works: true, finding: message('PROCESSOR_EQUAL', { difference: difference.toExponential(0) }).text };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return { works: false, finding: inWords(provider, String(writtenParams(thrown.params)['problem'] ?? thrown.message)) };
  }
}

/** ONNX Runtime's message for a provider that failed, as a sentence that says what is missing. */
function inWords(provider: ProviderName, told: string): string {
  if (/adapter/i.test(told)) return message('PROCESSOR_NO_ADAPTER').text;
  if (/providers_shared|shared library|libcu|\.dll|\.so/i.test(told)) {
    return message(provider === 'cuda' ? 'PROCESSOR_NO_CUDA' : 'PROCESSOR_NO_LIBRARIES').text;
  }
  if (/no CUDA-capable device|CUDA failure|driver/i.test(told)) return message('PROCESSOR_NO_DEVICE', { detail: firstLine(told) }).text;
  return message('PROCESSOR_FAILED', { detail: firstLine(told) }).text;
}

function firstLine(told: string): string {
  return (told.split('\n')[0] ?? '').trim().slice(0, 200);
}

async function runProbe(provider: ProviderName): Promise<Float32Array> {
  await using session = await openSession(probeModel(), { provider, name: `probe of ${provider}` });
  const results = await session.run({ x: { data: wave(ROWS * WIDTH, 0.37), shape: [ROWS, WIDTH] } });
  const data = results['y']?.data;
  return data instanceof Float32Array ? data : new Float32Array(0);
}

/** A network of two layers with fixed weights: matrix product, sum, rectifier, softmax. */
function probeModel(): Uint8Array {
  return encodeModel({
    name: 'probe',
    description: 'Tries a processor',
    nodes: [
      { operator: 'MatMul', inputs: ['x', 'w1'], outputs: ['a'] },
      { operator: 'Add', inputs: ['a', 'b1'], outputs: ['b'] },
      { operator: 'Relu', inputs: ['b'], outputs: ['c'] },
      { operator: 'MatMul', inputs: ['c', 'w2'], outputs: ['d'] },
      { operator: 'Softmax', inputs: ['d'], outputs: ['y'], attributes: { axis: { int: -1 } } },
    ],
    constants: [
      { name: 'w1', shape: [WIDTH, WIDTH], data: wave(WIDTH * WIDTH, 0.71) },
      { name: 'b1', shape: [WIDTH], data: wave(WIDTH, 0.13) },
      { name: 'w2', shape: [WIDTH, CLASSES], data: wave(WIDTH * CLASSES, 0.29) },
    ],
    inputs: [{ name: 'x', type: 'float32', shape: [ROWS, WIDTH] }],
    outputs: [{ name: 'y', type: 'float32', shape: [ROWS, CLASSES] }],
    operatorSets: { '': 17 },
    metadata: {},
  });
}

/** Numbers between −0.5 and 0.5 that look random and are always the same. */
function wave(length: number, step: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.sin(i * step * 12.9898) / 2);
}
