import { describe, expect, it } from 'vitest';
import { describeProcessors } from '../../src/main/engine/onnx/processors.ts';
import { tryProvider } from '../../src/main/engine/onnx/providers.ts';
import { processorTask } from '../../src/main/engine/onnx/processors.rpc.ts';
import type { WorkerPool } from '../../src/main/engine/pool/rpc.ts';
import { appError } from '../../src/shared/errors/app-error.ts';

/** A pool whose workers find what the test says. */
function poolThat(find: (provider: string) => { works: boolean; finding: string }): WorkerPool {
  return {
    size: 1,
    peakMemoryMB: 0,
    run: (spec, input) => Promise.resolve().then(() => spec.output.parse(find(processorTask.input.parse(input).provider))),
    runNamed: () => Promise.reject(new Error('not used')),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

describe('processors', () => {
  it('always have the CPU, and say of every other in words why it cannot be used', async () => {
    expect(await tryProvider('cpu')).toMatchObject({ works: true });
    for (const provider of ['cuda', 'dml', 'coreml', 'webgpu'] as const) {
      const trial = await tryProvider(provider);
      expect(trial.finding.length).toBeGreaterThan(15);
      expect(trial.finding).not.toMatch(/\n|Error:/);
    }
  });

  it('are chosen in order of preference, and those passed over say what goes before them', async () => {
    const reports = await describeProcessors(poolThat((provider) => ({ works: provider !== 'cuda', finding: `trial of ${provider}` })));
    expect(reports.filter((report) => report.used).map((report) => report.name)).toEqual(['DirectML']);
    expect(reports.find((report) => report.name === 'CUDA')).toEqual({ name: 'CUDA', used: false, reason: 'trial of cuda' });
    expect(reports.find((report) => report.name === 'CPU')?.reason).toContain('DirectML goes before it');
  });

  it('survive a driver that crashes the worker that tries it', async () => {
    const reports = await describeProcessors(
      poolThat((provider) => {
        if (provider === 'webgpu') throw appError('WORKER_CRASHED', { detail: 'SIGSEGV', task: 'onnx.processors' });
        return { works: provider === 'cpu', finding: 'as it is' };
      }),
    );
    expect(reports.find((report) => report.name === 'WebGPU')?.reason).toContain('SIGSEGV');
    expect(reports.find((report) => report.name === 'CPU')?.used).toBe(true);
  });
});
