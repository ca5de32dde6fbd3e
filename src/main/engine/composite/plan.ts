import { join } from 'node:path';
import { appError } from '../../../shared/errors/app-error.ts';
import type { CompositeParams } from '../../../shared/contract/jobs/composite.ts';
import { intersects } from '../../../shared/geo/bounds.ts';
import { pixelSize, tileWindows } from '../../../shared/geo/grid.ts';
import type { Scene } from '../../../shared/records/scene.ts';
import { message, type Told } from '../../../shared/messages/message.ts';
import type { EngineContext } from '../context.ts';
import type { JobPlace, JobPlan, JobStage, WorkUnit } from '../jobs/definition.ts';
import { maskMargin } from '../mask/clear.ts';
import { assemblePeriodTask } from './windows/assemble.rpc.ts';
import { calendarPeriods, periodNames } from './calendar.ts';
import { chooseScenes, type SceneChoice } from './choose-scenes.ts';
import { type CompositeWork, estimateComposite } from './estimate.ts';
import { type CompositeGrid, compositeGridTask } from './grid.rpc.ts';
import { type ObserveChoice, observeScenes } from './observe/observe-plan.ts';
import { passesOf } from './pass.ts';
import { prepareCompositeTask } from './prepare.rpc.ts';
import type { Recipe } from './recipe.ts';
import { overviewLevels } from './windows/halve.ts';
import { maskSettings } from './mask-settings.ts';
import { qualityAsset } from './observe/observation-store.ts';
import { bandAsset } from './scene-source.ts';
import { compositeWindowTask } from './windows/windows.rpc.ts';

/** What `finish` needs again. */
export interface CompositeCarry {
  readonly footprint: readonly (readonly [number, number, number, number])[];
  readonly recipePath: string;
  readonly sceneIds: readonly string[];
  readonly scenesPerPeriod: readonly number[];
  readonly warnings: readonly Told[];
  readonly simulated: boolean;
  readonly recipe: Recipe;
}

/** Side of the blocks of the COGs. */
const BLOCK_PX = 512;
/** Bytes of a window's series at most; longer series get smaller windows. */
const SERIES_BYTES = 256 * 1024 * 1024;

/** Freezes a composite: which scenes make which period, on which grid, read how, in which windows. */
export async function planComposite(engine: EngineContext, params: CompositeParams, place: JobPlace): Promise<JobPlan> {
  const choice = chooseScenes(engine.catalog, params);
  const { target, scenes } = await gridFor(engine, params, choice);
  const work = engine.workspace.absolute(place.workFolder);
  const frame = recipeFrame(params, choice, target);
  const observed = observeScenes(engine.workspace, { scenes, params, target, work, margin: maskMargin(maskSettings(frame)) });
  const recipe = { ...frame, periods: fillPeriods(frame, scenes, observed) };
  const carry: CompositeCarry = {
    footprint: target.footprint,
    recipePath: join(work, 'recipe.json'),
    sceneIds: usedScenes(recipe),
    scenesPerPeriod: recipe.periods.map(({ observations }) => observations.reduce((sum, observation) => sum + observation.scenes.length, 0)),
    warnings: [...choice.warnings, ...observed.warnings, ...unmasked(scenes, params)],
    simulated: scenes.some(({ simulated }) => simulated),
    recipe,
  };
  const windowPx = windowSide(engine.settings.windowPx, recipe);
  const stages = stagesOf(engine, carry, observed, place, work, windowPx);
  return {
    title: params.title ?? titleOf(params, choice),
    stages,
    inputs: inputsOf(scenes, params, recipe),
    estimate: estimateComposite({ ...workOf(recipe, observed, windowPx), workers: engine.settings.workers }),
    seed: null,
    carry: { ...carry },
    resolvedParams: { ...params, sceneIds: choice.scenes.map(({ id }) => id) },
  };
}

async function gridFor(engine: EngineContext, params: CompositeParams, choice: SceneChoice): Promise<{ target: CompositeGrid; scenes: readonly Scene[] }> {
  const gridOf = (scenes: readonly Scene[]): Promise<CompositeGrid> =>
    engine.pool.run(compositeGridTask, { area: params.area, crs: params.crs, resolution: params.resolution, sources: scenes.map((scene) => finestGrid(scene, params.bands)) });
  const target = await gridOf(choice.scenes);
  if (params.area === null) return { target, scenes: choice.scenes };
  const scenes = choice.scenes.filter(({ footprint }) => footprint.some((box) => target.footprint.some((other) => intersects(box, other))));
  if (scenes.length === 0) throw appError('GRID_EMPTY', { area: target.footprint.map((box) => box.map((value) => value.toFixed(4)).join(', ')).join('; ') });
  return { target: scenes.length === choice.scenes.length ? target : await gridOf(scenes), scenes };
}

function finestGrid(scene: Scene, bands: readonly string[]): Scene['assets'][number]['grid'] {
  const grids = bands.map((band) => bandAsset(scene, band).grid);
  return grids.reduce((finest, grid) => (pixelSize(grid) < pixelSize(finest) ? grid : finest));
}

type Frame = Omit<Recipe, 'periods'> & { readonly periods: readonly Omit<Recipe['periods'][number], 'observations'>[] };

function recipeFrame(params: CompositeParams, choice: SceneChoice, target: CompositeGrid): Frame {
  const periods = calendarPeriods(choice.from, choice.to, params.period);
  if (periods.length === 0) throw appError('NOTHING_TO_DO', { why: message('PERIODS_NONE'), remedy: message('CHECK_DATES') });
  const names = periodNames(periods, params.period);
  return {
    grid: target.grid,
    bands: [...params.bands],
    periods: periods.map(({ start, end }, i) => ({ name: names[i] ?? start, start, end })),
    mask: { setting: params.mask, erodeM: params.erodeM, dilateM: params.dilateM },
    reducer: params.reducer,
    percentile: params.percentile,
    gap: { mode: params.gap, maxGapPeriods: params.maxGapPeriods },
    resampling: params.resampling,
    compression: params.compression,
    pixelM: target.pixelM,
  };
}

function fillPeriods(frame: Frame, scenes: readonly Scene[], observed: ObserveChoice): Recipe['periods'] {
  const passes = passesOf(scenes);
  return frame.periods.map((period) => ({
    ...period,
    observations: passes
      .filter(({ date }) => period.start <= date && date <= period.end)
      .map(({ date, scenes: members }) => ({ date, scenes: members.map(({ id }) => observed.sources.get(id)).filter((source) => source !== undefined) })),
  }));
}

function stagesOf(engine: EngineContext, carry: CompositeCarry, observed: ObserveChoice, place: JobPlace, work: string, windowPx: number): JobStage[] {
  const { recipe, recipePath } = carry;
  const windows = tileWindows(recipe.grid, windowPx).map((window) => ({ path: join(work, 'windows', `${window.row}_${window.column}.tif`), window }));
  const unit = (key: string, task: { readonly name: string }, input: unknown): WorkUnit => ({ key, task: task.name, input });
  const output = engine.workspace.absolute(place.outputFolder);
  const wanted = overviewLevels(recipe.grid.width, recipe.grid.height, BLOCK_PX);
  // A window that does not halve evenly cannot make its part of an overview: then GDAL does.
  const levels = windowPx % 2 ** wanted === 0 ? wanted : 0;
  const periods = recipe.periods.map(({ name }, period) =>
    unit(`period ${name}`, assemblePeriodTask, { recipe: recipePath, period, target: join(output, `${name}.tif`), windows, levels, simulated: carry.simulated }),
  );
  const windowUnits = windows.map(({ path, window }) => unit(`window ${window.row}_${window.column}`, compositeWindowTask, { recipe: recipePath, window, target: path, levels }));
  return [
    { name: 'prepare', unit: 'steps', units: [unit('recipe', prepareCompositeTask, { path: recipePath, recipe })], weight: 0.01, mayFail: false },
    { name: 'observe', unit: 'scenes', units: observed.units, weight: observed.weight, mayFail: true },
    { name: 'windows', unit: 'windows', units: windowUnits, weight: 0.6, mayFail: true },
    { name: 'assemble', unit: 'periods', units: periods, weight: 0.3, mayFail: false },
  ];
}

function windowSide(wanted: number, recipe: Recipe): number {
  const bytesPerPixel = recipe.periods.length * (recipe.bands.length + 1) * 2;
  let side = wanted;
  while (side > 64 && side * side * bytesPerPixel > SERIES_BYTES) side = Math.ceil(side / 2 / 16) * 16;
  return side;
}

function workOf(recipe: Recipe, observed: ObserveChoice, windowPx: number): Omit<CompositeWork, 'workers'> {
  const pixels = recipe.grid.width * recipe.grid.height;
  const scenes = recipe.periods.reduce((sum, { observations }) => sum + observations.reduce((inner, observation) => inner + observation.scenes.length, 0), 0);
  const most = Math.max(1, ...recipe.periods.map(({ observations }) => observations.length));
  const written = pixels * recipe.periods.length * (recipe.bands.length + 1);
  const window = Math.min(windowPx, recipe.grid.width) * Math.min(windowPx, recipe.grid.height) * 2;
  return {
    windowReads: scenes * pixels * (recipe.bands.length + 0.5),
    ...observed.pixels,
    written,
    keptBytes: observed.keptBytes,
    scratchBytes: written * 2 + observed.scratchBytes,
    windowBytes: window * (recipe.periods.length * (recipe.bands.length + 1) + Math.min(most * recipe.bands.length, (384 * 2 ** 20) / window)),
  };
}

/** Every file that decides the pixels, as the scenes' assets name it. */
function inputsOf(scenes: readonly Scene[], params: CompositeParams, recipe: Recipe): string[] {
  const used = new Set(usedScenes(recipe));
  const paths = scenes
    .filter(({ id }) => used.has(id))
    .flatMap((scene) => [...params.bands.map((band) => bandAsset(scene, band).path), ...(params.mask === 'none' ? [] : [qualityAsset(scene)?.path ?? null])]);
  return [...new Set(paths.filter((path) => path !== null))];
}

function usedScenes(recipe: Recipe): string[] {
  return [...new Set(recipe.periods.flatMap(({ observations }) => observations.flatMap(({ scenes }) => scenes.map(({ id }) => id))))];
}

function unmasked(scenes: readonly Scene[], params: CompositeParams): Told[] {
  if (params.mask === 'none') return [];
  return scenes.filter((scene) => qualityAsset(scene) === null).map(({ id }) => message('SCENE_WITHOUT_QUALITY', { scene: id }));
}

function titleOf(params: CompositeParams, { from, to }: SceneChoice): string {
  const period = typeof params.period === 'string' ? params.period : `${params.period.length} periods`;
  return `${params.reducer} by ${period}, ${from} … ${to}`;
}

