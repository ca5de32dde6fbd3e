import { InferenceSession, Tensor, env, listSupportedBackends } from 'onnxruntime-node';
import { appError } from '../../../shared/errors/app-error.ts';

/** Providers by ONNX Runtime's names. */
export type ProviderName = 'cuda' | 'webgpu' | 'dml' | 'coreml' | 'cpu';

/** A tensor that goes in: row-major float32, float64, or int64 as BigInt64Array, and its shape. */
export interface InputTensor {
  readonly data: Float32Array | Float64Array | BigInt64Array;
  readonly shape: readonly number[];
}

/** What comes out: float32, float64, or int64 as BigInt64Array. */
export interface OutputTensor {
  readonly data: Float32Array | Float64Array | BigInt64Array;
  readonly shape: readonly number[];
}

export interface SessionOptions {
  readonly provider?: ProviderName;
  /** Threads of one run. Default 1: the workers are the parallelism. */
  readonly threads?: number;
  /** What to call the model in errors where it is given as bytes. */
  readonly name?: string;
}

/** An ONNX model that is loaded. A run blocks the thread from start to end and cannot be interrupted. */
export interface OnnxSession extends AsyncDisposable {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** @throws AppError MODEL_UNUSABLE when the tensors do not fit */
  run(feeds: Readonly<Record<string, InputTensor>>): Promise<Record<string, OutputTensor>>;
  /**
   * The same, writing into tensors of the caller: nothing is made or copied, as a loop of many short runs wants. The
   * outputs named in `into` are worked out, the others are not. No tensor may be both fed and written.
   * @throws AppError MODEL_UNUSABLE when the tensors do not fit
   */
  runInto(feeds: Readonly<Record<string, InputTensor>>, into: Readonly<Record<string, InputTensor>>): Promise<void>;
}

// What it says matters where it throws; on standard error it would stand between the lines of a progress bar.
env.logLevel = 'fatal';
const LOG_FATAL = 4;

/**
 * Loads an ONNX file, or the bytes of one. With a provider that is not the CPU, operators it lacks run on the CPU.
 * @throws AppError MODEL_UNUSABLE when ONNX Runtime refuses it, with what it says
 */
export async function openSession(model: string | Uint8Array, options: SessionOptions = {}): Promise<OnnxSession> {
  const name = typeof model === 'string' ? model : (options.name ?? 'model.onnx');
  const provider = options.provider ?? 'cpu';
  const settings: InferenceSession.SessionOptions = {
    executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
    intraOpNumThreads: options.threads ?? 1,
    interOpNumThreads: 1,
    logSeverityLevel: LOG_FATAL,
  };
  const session = await refused(name, () => (typeof model === 'string' ? InferenceSession.create(model, settings) : InferenceSession.create(model, settings)));
  return {
    inputs: session.inputNames,
    outputs: session.outputNames,
    run: async (feeds) => {
      const results = await refused(name, () => session.run(tensorsOf(feeds)));
      return Object.fromEntries(Object.entries(results).map(([key, tensor]) => [key, outputOf(name, key, tensor)]));
    },
    runInto: async (feeds, into) => {
      await refused(name, () => session.run(tensorsOf(feeds), tensorsOf(into)));
    },
    [Symbol.asyncDispose]: () => session.release(),
  };
}

/** Providers that this build of ONNX Runtime knows for this system; their libraries may still be missing. */
export function builtProviders(): string[] {
  return listSupportedBackends().map((backend) => backend.name);
}

/** Version of ONNX Runtime. */
export function onnxRuntimeVersion(): string {
  return env.versions.node ?? env.versions.common;
}

function tensorsOf(feeds: Readonly<Record<string, InputTensor>>): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(feeds).map(([name, feed]) => [name, tensorOf(feed)]));
}

function tensorOf({ data, shape }: InputTensor): Tensor {
  if (data instanceof Float32Array) return new Tensor('float32', data, shape);
  return data instanceof Float64Array ? new Tensor('float64', data, shape) : new Tensor('int64', data, shape);
}

function outputOf(model: string, name: string, tensor: Tensor): OutputTensor {
  const { data } = tensor;
  if (data instanceof Float32Array || data instanceof Float64Array || data instanceof BigInt64Array) return { data, shape: tensor.dims };
  throw appError('MODEL_UNUSABLE', { file: model, problem: `its output ${name} is ${tensor.type}` });
}

async function refused<T>(name: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    throw appError('MODEL_UNUSABLE', { file: name, problem: thrown instanceof Error ? thrown.message : String(thrown) }, { cause: thrown });
  }
}
