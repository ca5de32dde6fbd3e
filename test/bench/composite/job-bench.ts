import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openEngine } from '../../../src/main/engine/engine.ts';
import { initWorkspace } from '../../../src/main/engine/init-workspace.ts';
import type { Benchmark, BenchContext, Figure } from '../figure.ts';
import { SEASON_BANDS, type Season, seasonScenes, writeSeason } from './season.ts';

const WORKERS = 2;
const TARGET = 1.5;
const MEMORY_MB = 1000;
const COUNTS = [36, 72, 144];

/** The whole composite job from COGs, beside a bare GDAL read of the same files by as many processes; and its memory. */
export const compositeJobBench: Benchmark = {
  name: 'composite-job',
  summary: '12 monthly medians from 72 dates × 10 bands of COGs, beside a bare GDAL read of the same bytes; memory at 36, 72 and 144 dates',
  peers: [],
  async run(context) {
    const side = context.small ? 512 : 1000;
    const dates = context.small ? 12 : 72;
    context.note(`writing ${dates} dates …`);
    const season = await writeSeason(join(context.folder, 'scenes'), side, dates);
    const bare = await bareRead(context, season);
    context.note(`bare read ${bare.toFixed(2)} s`);
    const figures: Figure[] = [];
    for (const count of COUNTS) {
      const { seconds, memoryMB, stages } = await runJob(context, season, context.small ? Math.ceil(count / 6) : count);
      context.note(`${count} dates: ${seconds.toFixed(2)} s, ${memoryMB.toFixed(0)} MB a worker, ${stages}`);
      if (count === 72) {
        const ratio = seconds / bare;
        figures.push({ name: 'composite-job.time', value: seconds, unit: 's', peer: { name: 'bare GDAL read', value: bare }, ratio, target: `≤ ${TARGET} times the read`, met: ratio <= TARGET });
      }
      figures.push({ name: `composite-job.memory-${count}`, value: memoryMB, unit: 'MB', peer: null, ratio: null, target: `< ${MEMORY_MB} MB a worker`, met: memoryMB < MEMORY_MB });
    }
    return figures;
  },
};

async function bareRead({ folder }: BenchContext, season: Season): Promise<number> {
  const files = season.paths.flat();
  const script = fileURLToPath(new URL('bare-read.ts', import.meta.url));
  const began = performance.now();
  await Promise.all(
    Array.from({ length: WORKERS }, async (_, worker) => {
      const list = join(folder, `files-${worker}.txt`);
      writeFileSync(list, files.filter((__, i) => i % WORKERS === worker).join('\n'));
      const child = spawn(process.execPath, [script, list], { stdio: ['ignore', 'ignore', 'inherit'] });
      const [status] = (await once(child, 'exit')) as [number];
      if (status !== 0) throw new Error(`the bare read ended with status ${status}`);
    }),
  );
  return (performance.now() - began) / 1000;
}

async function runJob({ folder }: BenchContext, season: Season, count: number): Promise<{ seconds: number; memoryMB: number; stages: string }> {
  const workspace = join(folder, `workspace-${count}`);
  await initWorkspace(workspace);
  await using engine = await openEngine({ folder: workspace, settings: { workers: WORKERS } });
  for (const scene of seasonScenes(season, count)) engine.services.catalog.scene.insert(scene);
  const began = performance.now();
  const { finished } = await engine.services.jobs.start('composite', { bands: SEASON_BANDS, from: '2023-01-01', to: '2023-12-31' });
  const job = await finished;
  const seconds = (performance.now() - began) / 1000;
  if (job.state !== 'done') throw new Error(`the job ended ${job.state}: ${job.error?.message ?? ''}`);
  return { seconds, memoryMB: engine.services.pool.peakMemoryMB, stages: JSON.stringify(job.result?.['secondsPerStage'] ?? {}) };
}
