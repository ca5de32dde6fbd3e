import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type EmbedParams, embedParamsSchema } from '../../../../shared/contract/jobs/embed.ts';
import { appError, toAppError } from '../../../../shared/errors/app-error.ts';
import { tileWindows } from '../../../../shared/geo/grid.ts';
import type { Composite } from '../../../../shared/records/composite.ts';
import type { Model, SampleSet } from '../../../../shared/records/learning.ts';
import { message, type Told } from '../../../../shared/messages/message.ts';
import { recordId } from '../../../../shared/records/record-id.ts';
import type { EngineContext } from '../../context.ts';
import type { JobDefinition, JobPlace, JobPlan, UnitResults, WorkUnit } from '../../jobs/definition.ts';
import { sha256File, writeJsonAtomic } from '../../workspace/atomic.ts';
import { type EmbedFit, type EmbedSource, fitEmbedding } from './embed-source.ts';
import { requireIntact } from '../intact.ts';
import { pieceSide } from './piece-side.ts';
import { encoderSpeed } from './speed.ts';
import { npyHeaderBytes } from './npy-header.ts';
import { beginEmbeddingTask, embedSamplesTask, embedWindowTask, type EmbedRecipe } from './tasks.rpc.ts';

const FILE = 'embedding.npy';
const FACTS = 'embedding.json';
/** Samples of one piece of work: some seconds. */
const ROWS_PER_PIECE = 8192;
/** Embeds a sample set or a composite: `embeddings/<id>/embedding.npy`, and `embedding.json` that says what it is. */
export const embedJob: JobDefinition<EmbedParams> = {
  kind: 'embed',
  params: embedParamsSchema,
  record: null,

  output(engine, params) {
    // Nothing is registered for an embedding; the models' ids make sure that two jobs at once do not get the same folder.
    const id = params.id ?? engine.catalog.model.freeId(recordId(`${params.model}-${params.samples ?? params.composite ?? ''}`));
    const folder = `embeddings/${id}`;
    if (params.id !== null && existsSync(engine.workspace.absolute(`${folder}/${FILE}`))) throw appError('RECORD_EXISTS', { kind: 'embedding', id });
    return { id, folder };
  },

  async plan(engine, params, place) {
    const model = engine.catalog.model.get(params.model);
    const source = params.samples === null ? engine.catalog.composite.get(params.composite ?? '') : engine.catalog.samples.get(params.samples);
    const fit = fitEmbedding(model, source, params);
    await requireIntact(engine, model);
    const sides = source.kind === 'composite' ? [source.grid.height, source.grid.width] : [source.rows];
    if (sides.includes(0)) throw appError('SAMPLES_NONE', { why: message('ROWS_NONE', { samples: source.id }), remedy: message('CHOOSE_OTHER_SET') });
    const shape = [...sides, ...valueShape(params, fit)];
    const target = join(engine.workspace.absolute(place.workFolder), FILE);
    const recipe: EmbedRecipe = { model: engine.workspace.absolute(`${model.folder}/model.onnx`), card: fit.card, bands: [...fit.bands], output: params.output, target, headerBytes: npyHeaderBytes(shape) };
    const windowPx = source.kind === 'composite' ? (params.windowPx ?? pieceSide(source.grid)) : 0;
    const units = source.kind === 'composite' ? windowUnits(engine, recipe, source, fit, windowPx) : rowUnits(engine, recipe, source, fit);
    const pixels = sides.reduce((product, side) => product * side, 1);
    return {
      title: `Embed ${source.title} with ${model.title}`,
      stages: [
        { name: 'Make room', unit: 'files', units: [{ key: 'file', task: beginEmbeddingTask.name, input: { target, shape } }], weight: 0.01, mayFail: false },
        { name: 'Embed', unit: source.kind === 'composite' ? 'windows' : 'pieces', units, weight: 0.99, mayFail: false },
      ],
      inputs: [`${model.folder}/model.onnx`, ...(source.kind === 'composite' ? fit.periods.flatMap((i) => source.periods[i]?.path ?? []) : [source.path])],
      estimate: estimateOf(engine, { pixels, numbers: shape.reduce((product, side) => product * side, 1), fit, piecePx: source.kind === 'composite' ? windowPx ** 2 : ROWS_PER_PIECE }),
      seed: null,
      carry: { facts: factsOf({ model, source, fit, params, shape }), rows: pixels, dimensions: shape.slice(sides.length).at(-1) ?? 1, units: units.map(({ key }) => key), warnings: fit.warnings, tokens: fit.tokens + 1, simulated: model.simulated || source.simulated } satisfies JobPlan['carry'],
    };
  },

  async finish(engine, _job, plan, place, results) {
    const path = `${place.outputFolder}/${FILE}`;
    await moveInto(engine, place, path);
    const pieces = piecesOf(plan, results);
    const empty = pieces.reduce((sum, piece) => sum + piece.empty, 0);
    const facts = `${place.outputFolder}/${FACTS}`;
    await writeJsonAtomic(engine.workspace.absolute(facts), { ...(plan.carry['facts'] as object), empty, sha256: await sha256File(engine.workspace.absolute(path)) });
    const sum = (of: 'read' | 'embed' | 'write'): number => pieces.reduce((total, { seconds }) => total + seconds[of], 0);
    return {
      record: null,
      outputs: [path, facts],
      result: {
        id: place.outputId,
        path,
        rows: plan.carry['rows'],
        dimensions: plan.carry['dimensions'],
        ...(plan.carry['facts'] as object),
        empty,
        paths: { embedding: path, facts },
        tokensPerCoreSecond: Math.round((Number(plan.carry['tokens']) * (Number(plan.carry['rows']) - empty)) / Math.max(sum('embed'), 1e-3)),
        secondsPerStage: { read: sum('read'), embed: sum('embed'), write: sum('write') },
        simulated: plan.carry['simulated'],
        warnings: [...(plan.carry['warnings'] as Told[]), ...(empty > 0 ? [message('EMBED_EMPTY', { count: empty, total: Number(plan.carry['rows']) })] : [])],
      },
    };
  },
};

/** Sides of the numbers of one pixel. */
function valueShape({ output }: EmbedParams, { card, periods }: ReturnType<typeof fitEmbedding>): number[] {
  switch (output) {
    case 'embedding':
      return [card.dimensions];
    case 'steps':
      return [periods.length, card.dimensions];
    case 'logit':
    case 'probability':
      return [1];
  }
}

function rowUnits(engine: EngineContext, recipe: EmbedRecipe, { rows, path, crs }: SampleSet, fit: EmbedFit): WorkUnit[] {
  return Array.from({ length: Math.ceil(rows / ROWS_PER_PIECE) }, (_, piece) => {
    const first = piece * ROWS_PER_PIECE;
    const count = Math.min(ROWS_PER_PIECE, rows - first);
    return { key: `rows ${first + 1}–${first + count}`, task: embedSamplesTask.name, input: { recipe, samples: engine.workspace.absolute(path), crs, first, count, periods: [...fit.periods] } };
  });
}

function windowUnits(engine: EngineContext, recipe: EmbedRecipe, composite: Composite, fit: EmbedFit, windowPx: number): WorkUnit[] {
  const periods = fit.periods.flatMap((i) => composite.periods[i] ?? []).map(({ start, end, path }) => ({ start, end, path: engine.workspace.absolute(path) }));
  const from = fit.bands.map(({ band }) => ({ band, index: composite.bands.findIndex((candidate) => candidate.band === band) + 1 }));
  return tileWindows(composite.grid, windowPx).map((window) => ({ key: `window ${window.column},${window.row}`, task: embedWindowTask.name, input: { recipe, periods, from, grid: composite.grid, window } }));
}

function estimateOf(engine: EngineContext, { pixels, numbers, fit, piecePx }: { readonly pixels: number; readonly numbers: number; readonly fit: EmbedFit; readonly piecePx: number }): JobPlan['estimate'] {
  const planes = fit.bands.length * fit.periods.length;
  return {
    seconds: Math.ceil((pixels * (fit.tokens + 1)) / (encoderSpeed(engine) * engine.settings.workers) + 2),
    diskBytes: numbers * 4,
    memoryMB: Math.ceil(250 + (Math.min(pixels, piecePx) * (planes * 2 + (numbers / pixels) * 4 + fit.periods.length * 9)) / 1e6),
    readBytes: pixels * planes * 2,
    processor: 'CPU',
    workers: engine.settings.workers,
    warnings: [...fit.warnings],
  };
}

/** What `embedding.json` says: enough to use the file without Furrow. */
function factsOf({ model, source, fit, params, shape }: { readonly model: Model; readonly source: EmbedSource & (SampleSet | Composite); readonly fit: EmbedFit; readonly params: EmbedParams; readonly shape: readonly number[] }): Record<string, unknown> {
  return {
    model: model.id,
    modelSha256: model.card.sha256,
    [source.kind]: source.id,
    output: params.output,
    shape,
    bands: fit.bands.map(({ band }) => band),
    periods: fit.periods.flatMap((i) => source.periods[i] ?? []).map(({ start, end }) => ({ start, end })),
    ...(source.kind === 'composite' ? { grid: source.grid } : {}),
    licence: model.card.licence,
  };
}

/** Gives the finished file its place. A job that was stopped after that has it there already. */
async function moveInto(engine: EngineContext, place: JobPlace, path: string): Promise<void> {
  const [from, to] = [join(engine.workspace.absolute(place.workFolder), FILE), engine.workspace.absolute(path)];
  if (!existsSync(from) && existsSync(to)) return;
  try {
    await mkdir(engine.workspace.absolute(place.outputFolder), { recursive: true });
    await rename(from, to);
  } catch (thrown) {
    throw toAppError(thrown, to);
  }
}

function piecesOf(plan: JobPlan, results: UnitResults): ReturnType<typeof embedSamplesTask.output.parse>[] {
  return (plan.carry['units'] as string[]).map((key) => embedSamplesTask.output.parse(results.get(key)));
}
