import { compositeJobBench } from './composite/job-bench.ts';
import { compositeKernelBench } from './composite/kernel-bench.ts';
import type { Benchmark } from './figure.ts';
import { classifyBench } from './learning/classify-bench.ts';
import { parcelBench } from './parcels/parcel-bench.ts';
import { clickBench } from './values/click-bench.ts';
import { boostingBench } from './learning/boosting-bench.ts';
import { forestBench } from './learning/forest-bench.ts';
import { headBench } from './learning/head-bench.ts';
import { tempCnnBench } from './learning/tempcnn-bench.ts';
import { prestoBench } from './learning/presto-bench.ts';
import { windowBench } from './window/window-bench.ts';

/** Every benchmark; one line each. */
export const BENCHMARKS: readonly Benchmark[] = [
  compositeKernelBench,
  compositeJobBench,
  classifyBench,
  forestBench,
  boostingBench,
  prestoBench,
  headBench,
  tempCnnBench,
  parcelBench,
  clickBench,
  windowBench,
];
