import { join } from 'node:path';
import { type Engine, openEngine } from '../../../src/main/engine/engine.ts';
import { initWorkspace } from '../../../src/main/engine/init-workspace.ts';
import { toMap } from '../../../src/shared/geo/affine.ts';
import type { Composite } from '../../../src/shared/records/composite.ts';
import { SEASON_BANDS, seasonScenes, writeSeason } from '../composite/season.ts';
import { type Benchmark, type BenchContext, type Figure, middleOf } from '../figure.ts';

const TARGET_MS = 300;
const CLICKS = 9;

/** What a user waits for after a click: the season's curve from kept observations, the composite's alone, a look at one pixel. */
export const clickBench: Benchmark = {
  name: 'click',
  summary: 'milliseconds to get ready for clicks, then from a click to the curve of 72 dates × 10 bands with kept observations, to 12 composites, and to one value',
  peers: [],
  async run(context) {
    const workspace = join(context.folder, 'workspace');
    await initWorkspace(workspace);
    await composited(context, workspace);
    const figures: Figure[] = [];
    // Anew, so that no worker has a file open or a block in memory from making them.
    await using engine = await openEngine({ folder: workspace });
    const [composite] = engine.services.catalog.composite.list();
    if (!composite) throw new Error('the composite was not registered');
    // As every host with a window does when it has opened the workspace.
    figures.push(await wakeFigure(engine));
    // Awaited here: the engine closes when this function is left.
    return [...figures, ...(await figuresOf(engine, composite))];
  },
};

/** Makes composites on a grid of another zone, so that every date is kept as an observation. */
async function composited({ folder, small, note }: BenchContext, workspace: string): Promise<void> {
  const [side, dates] = small ? [128, 12] : [512, 72];
  note(`writing ${dates} dates and compositing them …`);
  const season = await writeSeason(join(folder, 'scenes'), side, dates);
  await using engine = await openEngine({ folder: workspace });
  for (const scene of seasonScenes(season, dates)) engine.services.catalog.scene.insert(scene);
  const params = { bands: SEASON_BANDS, from: '2023-01-01', to: '2023-12-31', crs: 'EPSG:3035', resolution: 10, observations: 'keep' };
  const { finished } = await engine.services.jobs.start('composite', params);
  const job = await finished;
  if (job.state !== 'done') throw new Error(`the job ended ${job.state}: ${job.error?.message ?? ''}`);
}

async function wakeFigure(engine: Engine): Promise<Figure> {
  const value = await milliseconds(() => engine.wake());
  return { name: 'click.wake', value, unit: 'ms', peer: null, ratio: null, target: 'in the background, before the first click', met: true };
}

async function figuresOf(engine: Engine, composite: Composite): Promise<Figure[]> {
  const place = (i: number): { x: number; y: number; crs: string } => {
    // From corner to corner, so that each click falls into blocks of its own.
    const share = 0.2 + (0.6 * i) / CLICKS;
    const [x, y] = toMap(composite.grid.affine, composite.grid.width * share, composite.grid.height * share);
    return { x, y, crs: composite.grid.crs };
  };
  const first: number[] = [];
  const again: number[] = [];
  const look: number[] = [];
  let dates = 0;
  for (let i = 0; i < CLICKS; i++) {
    first.push(await milliseconds(async () => { dates = (await engine.call('values.series', { ...place(i), composite: composite.id })).dates.length; }));
    again.push(await milliseconds(() => engine.call('values.series', { ...place(i), composite: composite.id })));
    look.push(await milliseconds(() => engine.call('values.identify', { ...place(i), records: [composite.id], period: 5 })));
  }
  if (dates !== composite.sceneIds.length) throw new Error(`the curve has ${dates} of ${composite.sceneIds.length} dates`);
  const figure = (name: string, value: number, target: number): Figure => ({ name: `click.${name}`, value, unit: 'ms', peer: null, ratio: null, target: `< ${target} ms`, met: value < target });
  return [
    figure('curve-very-first', first[0] ?? NaN, TARGET_MS),
    figure('curve', middleOf(first.slice(1)), TARGET_MS),
    figure('curve-again', middleOf(again), TARGET_MS),
    figure('value', middleOf(look), TARGET_MS / 3),
  ];
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
