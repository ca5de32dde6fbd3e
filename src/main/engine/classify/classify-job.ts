import { join } from 'node:path';
import { type ClassifyParams, classifyParamsSchema } from '../../../shared/contract/jobs/classify.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import { type PixelWindow, tileWindows } from '../../../shared/geo/grid.ts';
import { classesOfCodes, mapEncoding, mapLegend } from '../../../shared/legend/legend.ts';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import { MAP_NODATA } from '../../../shared/raster/nodata.ts';
import type { Composite } from '../../../shared/records/composite.ts';
import type { CroplandMask, Model } from '../../../shared/records/learning.ts';
import { type FallbackTree, planFallback } from '../../../shared/schemes/fallback.ts';
import { levelOf, levelsOf } from '../../../shared/schemes/tree.ts';
import { recordId } from '../../../shared/records/record-id.ts';
import { derivedTitle } from '../../../shared/text/derived-title.ts';
import type { EngineContext } from '../context.ts';
import type { JobDefinition, JobPlan, JobStage, WorkUnit } from '../jobs/definition.ts';
import { requireIntact } from '../models/intact.ts';
import { pieceSide } from '../models/presto/piece-side.ts';
import { encoderSpeed } from '../models/presto/speed.ts';
import { assembleMapTask } from './assemble.rpc.ts';
import { finishMap } from './finish.ts';
import { fitModel, type ModelFit } from './fit.ts';
import { MAP_FILES } from './map-files.ts';
import { CHECK, type MapRecipe, checkModelTask, classifyWindowTask } from './window.rpc.ts';

/** Most that the series of a window may take in a worker. */
const SERIES_BYTES = 200e6;
const SMALLEST_WINDOW = 64;
/** Pixels a second that one worker classifies, for the estimate: measured with 100 trees and 150 features. */
const PIXELS_PER_SECOND = 60_000;
const PRODUCTS = ['map', 'confidence', 'probabilities'] as const;

/** Makes a crop map of a composite with a model: class, confidence and one probability per class. */
export const classifyJob: JobDefinition<ClassifyParams> = {
  kind: 'classify',
  params: classifyParamsSchema,
  record: 'map',

  output(engine, params) {
    const id = params.id ?? engine.catalog.map.freeId(recordId(`${params.composite}-${params.model}`));
    return { id, folder: `maps/${id}` };
  },

  async plan(engine, params, place) {
    const model = engine.catalog.model.get(params.model);
    const composite = engine.catalog.composite.get(params.composite);
    const cropland = params.cropland === null ? null : engine.catalog.mask.get(params.cropland);
    const fit = fitModel(model, composite, engine.catalog.model.list());
    await requireIntact(engine, model);
    if (fit.encoder) await requireIntact(engine, fit.encoder);
    const recipe = recipeOf(engine, model, composite, { fit, cropland, fallback: fallbackOf(model, params) });
    const planes = recipe.bandIndexes.length * recipe.periods.length;
    const windows = tileWindows(composite.grid, windowSide(params.windowPx ?? (fit.encoder ? pieceSide(composite.grid) : engine.settings.windowPx), planes));
    const scratch = engine.workspace.absolute(place.workFolder);
    const units = windows.map((window) => windowUnit(recipe, window, scratch));
    const simulated = model.simulated || composite.simulated || cropland?.simulated === true;
    return {
      title: `Map ${composite.title} with ${model.title}`,
      stages: [
        { name: 'Check the model', unit: 'models', units: [{ key: CHECK, task: checkModelTask.name, input: { recipe } }], weight: 0.01, mayFail: false },
        { name: 'Classify', unit: 'windows', units, weight: fit.encoder ? 0.97 : 0.84, mayFail: true },
        assembleStage(engine, recipe, { model, cropland, simulated, folder: place.outputFolder, units: units.map((unit, i) => ({ unit, window: windows[i] as PixelWindow })) }),
      ],
      inputs: [`${model.folder}/model.onnx`, ...(fit.encoder ? [`${fit.encoder.folder}/model.onnx`] : []), ...recipe.periods.map((period) => engine.workspace.stored(period.path)), ...(cropland ? [cropland.path] : [])],
      estimate: estimateOf(engine, recipe, { window: windows[0] as PixelWindow, fit }),
      seed: null,
      carry: {
        model: model.id,
        composite: composite.id,
        cropland: cropland?.id ?? null,
        title: params.title ?? derivedTitle(composite.title, ...model.title.split(' · ').slice(0, 2)),
        windows: units.map((unit) => unit.key),
        simulated,
        encoder: fit.encoder?.id ?? null,
        tokens: fit.tokens,
        warnings: [...fit.warnings],
        parents: parentsOf(recipe, model),
      } satisfies JobPlan['carry'],
    };
  },

  finish: finishMap,
};

/**
 * How the model's classes give way to their parents.
 * @throws AppError INVALID_INPUT for a level that its scheme does not have, or rules that hold for none of its classes
 */
function fallbackOf({ card }: Model, { fallback }: ClassifyParams): FallbackTree | null {
  if (fallback.length === 0) return null;
  const refuse = (problem: string): Error => appError('INVALID_INPUT', { call: 'classify', field: 'fallback', problem });
  const levels = levelsOf(card.scheme);
  const beyond = fallback.find(({ level }) => level > levels);
  if (beyond) throw refuse(`the scheme “${card.scheme.title}” has ${levels} level${levels === 1 ? '' : 's'} and no level ${beyond.level}`);
  const tree = planFallback(card.scheme, card.classes, fallback);
  if (!tree) throw refuse(`none of the model's classes lies at ${fallback.length === 1 ? 'that level' : 'those levels'}; they lie at level ${[...new Set(card.classes.map((code) => levelOf(card.scheme, code)))].join(', ')}`);
  return tree;
}

/** Codes of the parents that the map may have beside the model's classes. */
function parentsOf({ fallback }: MapRecipe, { card }: Model): string[] {
  return fallback?.codes.slice(card.classes.length) ?? [];
}

interface RecipeParts {
  readonly fit: ModelFit;
  readonly cropland: CroplandMask | null;
  readonly fallback: FallbackTree | null;
}

function recipeOf(engine: EngineContext, model: Model, composite: Composite, { fit, cropland, fallback }: RecipeParts): MapRecipe {
  const { card } = model;
  const classes = classesOfCodes(card.scheme, card.classes);
  return {
    model: engine.workspace.absolute(`${model.folder}/model.onnx`),
    features: card.features,
    source: card.source ?? 'features',
    inputShape: card.inputShape ?? [card.features.length],
    tensors: { input: card.input, probabilities: card.outputs.probabilities },
    encoder: fit.encoder?.card.embedding ? { model: engine.workspace.absolute(`${fit.encoder.folder}/model.onnx`), card: fit.encoder.card.embedding } : null,
    bands: [...fit.bands],
    values: classes.map((cropClass) => cropClass.value),
    fallback,
    encoding: mapEncoding(card.scheme),
    periods: composite.periods
      .slice(fit.firstPeriod, fit.firstPeriod + card.periods)
      .map(({ start, end, path }) => ({ start, end, path: engine.workspace.absolute(path) })),
    bandIndexes: [...fit.bandIndexes],
    grid: composite.grid,
    cropland: cropland ? { path: engine.workspace.absolute(cropland.path), values: cropland.croplandValues } : null,
  };
}

/** Halved until the series of a window fits; a multiple of the composite's blocks as long as may be. */
function windowSide(wanted: number, planes: number): number {
  let side = wanted;
  while (side > SMALLEST_WINDOW && side * side * planes * 2 > SERIES_BYTES) side = Math.ceil(side / 2);
  return side;
}

type WindowUnit = WorkUnit & { readonly input: { readonly map: string; readonly scores: string } };

function windowUnit(recipe: MapRecipe, window: PixelWindow, scratch: string): WindowUnit {
  const key = `window ${window.column},${window.row}`;
  const name = `${String(window.row).padStart(6, '0')}-${String(window.column).padStart(6, '0')}`;
  return { key, task: classifyWindowTask.name, input: { recipe, window, map: join(scratch, `${name}-map.tif`), scores: join(scratch, `${name}-scores.tif`) } as WindowUnit['input'] };
}

interface Assembly {
  readonly model: Model;
  readonly cropland: CroplandMask | null;
  readonly simulated: boolean;
  readonly folder: string;
  readonly units: readonly { readonly unit: WindowUnit; readonly window: PixelWindow }[];
}

function assembleStage(engine: EngineContext, recipe: MapRecipe, assembly: Assembly): JobStage {
  const { card } = assembly.model;
  const classes = classesOfCodes(card.scheme, card.classes);
  const hasMask = assembly.cropland !== null;
  const units = PRODUCTS.map((product) => ({
    key: product,
    task: assembleMapTask.name,
    input: {
      product,
      path: engine.workspace.absolute(`${assembly.folder}/${MAP_FILES[product]}`),
      grid: recipe.grid,
      windows: assembly.units.map(({ unit, window }) => ({ path: product === 'map' ? unit.input.map : unit.input.scores, window })),
      dtype: product === 'map' ? recipe.encoding.dtype : 'uint8',
      nodata: product === 'map' ? recipe.encoding.nodata : MAP_NODATA,
      legend: mapLegend(card.scheme, [...card.classes, ...parentsOf(recipe, assembly.model)], { hasMask }),
      labels: classes.map((cropClass) => classLabel(cropClass)),
      hasMask,
      metadata: { SOFTWARE: 'Furrow', MODEL: assembly.model.id, SCHEME: card.scheme.id, ...(assembly.simulated ? { NOTE: 'simulated landscape, not an observation' } : {}) },
    },
  }));
  return { name: 'Write the map', unit: 'files', units, weight: 0.15, mayFail: false };
}

function estimateOf(engine: EngineContext, recipe: MapRecipe, { window, fit: { tokens, warnings } }: { readonly window: PixelWindow; readonly fit: ModelFit }): JobPlan['estimate'] {
  const pixels = recipe.grid.width * recipe.grid.height;
  const planes = recipe.bandIndexes.length * recipe.periods.length;
  return {
    seconds: Math.ceil((pixels * (1 / PIXELS_PER_SECOND + tokens / encoderSpeed(engine))) / engine.settings.workers + 3),
    // Scratch files and the map itself: a byte per class, one for the class and one for the confidence, both times.
    diskBytes: pixels * (recipe.values.length + 2) * 2,
    memoryMB: Math.ceil((tokens > 0 ? 400 : 250) + (window.width * window.height * planes * 2) / 1e6),
    readBytes: pixels * planes * 2,
    processor: 'CPU',
    workers: engine.settings.workers,
    ...(warnings.length > 0 ? { warnings: [...warnings] } : {}),
  };
}
