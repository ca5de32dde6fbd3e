import { compositeJobBench } from './composite/job-bench.ts';
import { compositeKernelBench } from './composite/kernel-bench.ts';
import type { Benchmark } from './figure.ts';

/** Every benchmark; one line each. */
export const BENCHMARKS: readonly Benchmark[] = [
  compositeKernelBench,
  compositeJobBench,
];
