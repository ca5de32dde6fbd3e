import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createCatalog, openCatalog } from '../../src/main/engine/catalog/catalog.ts';
import type { Catalog } from '../../src/main/engine/catalog/contract.ts';
import { assemblePeriod } from '../../src/main/engine/composite/windows/assemble.task.ts';
import { compositeGrid } from '../../src/main/engine/composite/grid.task.ts';
import { compositeJob } from '../../src/main/engine/composite/job.ts';
import { inspectSceneImplementation, observeScene } from '../../src/main/engine/composite/observe/observe.task.ts';
import { prepareComposite } from '../../src/main/engine/composite/prepare.task.ts';
import { compositeWindowImplementation } from '../../src/main/engine/composite/windows/windows.task.ts';
import type { EngineContext } from '../../src/main/engine/context.ts';
import { lonLatBoxes } from '../../src/main/engine/gdal/crs.ts';
import { describeRaster } from '../../src/main/engine/gdal/describe.ts';
import type { JobPlan } from '../../src/main/engine/jobs/definition.ts';
import type { TaskSpec, WorkerPool } from '../../src/main/engine/pool/rpc.ts';
import { Workspace } from '../../src/main/engine/workspace/workspace.ts';
import type { CompositeRequest } from '../../src/shared/contract/jobs/composite.ts';
import { compositeParamsSchema } from '../../src/shared/contract/jobs/composite.ts';
import { gridBounds } from '../../src/shared/geo/grid.ts';
import type { Job } from '../../src/shared/job/job.ts';
import type { Composite } from '../../src/shared/records/composite.ts';
import type { Asset, Scene } from '../../src/shared/records/scene.ts';

const IMPLEMENTATIONS = [compositeGrid, prepareComposite, observeScene, inspectSceneImplementation, compositeWindowImplementation, assemblePeriod];

interface FailedUnit {
  readonly key: string;
  readonly error: unknown;
}

/** Runs the tasks in this process, so that a test sees what they do without worker processes. */
class InProcessPool implements WorkerPool {
  readonly size = 1;
  readonly peakMemoryMB = 0;
  readonly ran: { readonly name: string; readonly input: unknown }[] = [];

  async run<I, O>(spec: TaskSpec<I, O>, input: I): Promise<O> {
    return (await this.runNamed(spec.name, input)) as O;
  }

  async runNamed(name: string, input: unknown): Promise<unknown> {
    const task = IMPLEMENTATIONS.find(({ spec }) => spec.name === name);
    if (!task) throw new Error(`no task ${name}`);
    this.ran.push({ name, input });
    const run = task.run as (input: unknown, context: unknown) => Promise<unknown>;
    return task.spec.output.parse(await run(task.spec.input.parse(JSON.parse(JSON.stringify(input))), { signal: new AbortController().signal, progress: () => undefined }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.resolve();
  }
}

/** A workspace in a temporary folder with a catalog and a pool that works in this process. */
export class CompositeBench implements Disposable {
  readonly folder: string;
  readonly engine: EngineContext;
  readonly pool = new InProcessPool();
  readonly #catalog: Catalog;
  #runs = 0;

  private constructor(folder: string, windowPx: number) {
    this.folder = folder;
    this.#catalog = openCatalog({ folder, now: () => new Date(0) });
    this.engine = { workspace: new Workspace(folder), catalog: this.#catalog, pool: this.pool, settings: { workers: 1, workerMemoryMB: 1024, windowPx }, now: () => new Date(0) };
  }

  static async open(windowPx = 128): Promise<CompositeBench> {
    const folder = mkdtempSync(join(tmpdir(), 'furrow-composite-'));
    await createCatalog(folder);
    return new CompositeBench(folder, windowPx);
  }

  async plan(request: CompositeRequest, run = `run-${(this.#runs += 1)}`): Promise<{ plan: JobPlan; place: Place }> {
    const params = compositeParamsSchema.parse(request);
    const { id, folder } = compositeJob.output(this.engine, params);
    const place = { runId: run, outputFolder: folder, workFolder: `runs/${run}/work`, outputId: id };
    return { plan: await compositeJob.plan(this.engine, params, place), place };
  }

  /** Plans, runs every unit in order, finishes and registers. Units of stages that may fail are listed when they do. */
  async composite(request: CompositeRequest): Promise<{ record: Composite; plan: JobPlan; paths: string[]; failed: FailedUnit[] }> {
    const { plan, place } = await this.plan(request);
    const frozen = JSON.parse(JSON.stringify(plan)) as JobPlan;
    const results = new Map<string, unknown>();
    const failed: FailedUnit[] = [];
    for (const stage of frozen.stages) {
      for (const unit of stage.units) {
        try {
          results.set(unit.key, await this.pool.runNamed(unit.task, unit.input));
        } catch (error) {
          if (!stage.mayFail) throw error;
          failed.push({ key: unit.key, error });
        }
      }
    }
    const job = { id: place.runId, params: compositeParamsSchema.parse(request) } as unknown as Job;
    const { record, outputs } = await compositeJob.finish(this.engine, job, frozen, place, results);
    if (record?.kind !== 'composite') throw new Error('a composite job makes a composite');
    this.#catalog.composite.insert(record);
    rmSync(join(this.folder, place.workFolder), { recursive: true, force: true });
    return { record, plan, failed, paths: outputs.map((path) => join(this.folder, path)) };
  }

  [Symbol.dispose](): void {
    this.#catalog[Symbol.dispose]();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

type Place = { readonly runId: string; readonly outputFolder: string; readonly workFolder: string; readonly outputId: string };

/** A scene whose bands are the bands of one GeoTIFF, named by their descriptions. */
export function stackScene(path: string, settings: { readonly datetime: string; readonly offset: number; readonly id?: string; readonly platform?: string; readonly tile?: string | null }): Scene {
  const file = describeRaster(path);
  if (!file.grid) throw new Error(`${path} has no grid`);
  const { grid } = file;
  const assets = file.bands.map(
    (band, i): Asset => ({
      band: band.description,
      path,
      bandIndex: i + 1,
      grid: { ...grid, affine: [...grid.affine] },
      dtype: band.dtype ?? 'uint16',
      nodata: band.nodata,
      quantity: band.description === 'SCL' || band.description === 'FMASK' ? 'quality' : 'reflectance',
      scale: band.description === 'SCL' ? 1 : 1e-4,
      offset: band.description === 'SCL' ? 0 : settings.offset,
      driver: file.driver,
      block: [...band.block],
    }),
  );
  return {
    kind: 'scene',
    id: settings.id ?? basename(path, '.tif'),
    title: basename(path),
    createdAt: '2024-01-01T00:00:00.000Z',
    simulated: false,
    warnings: [],
    product: 'geotiff-stack',
    datetime: settings.datetime,
    platform: settings.platform ?? null,
    tile: settings.tile ?? null,
    baseline: null,
    cloudCover: null,
    crs: grid.crs,
    footprint: lonLatBoxes(gridBounds(grid), grid.crs).map((box) => [...box]),
    source: path,
    assets,
  };
}
