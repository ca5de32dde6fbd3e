import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Augmentation, EmbeddingFacts } from '../../../../shared/contract/embeddings.ts';
import { appError } from '../../../../shared/errors/app-error.ts';
import type { Model, SampleSet } from '../../../../shared/records/learning.ts';
import { message } from '../../../../shared/messages/message.ts';
import type { EngineContext } from '../../context.ts';
import type { JobPlace, JobStage } from '../../jobs/definition.ts';
import { sha256File } from '../../workspace/atomic.ts';
import { type EmbedFit, fitEmbedding } from '../presto/embed-source.ts';
import { encoderSpeed } from '../presto/speed.ts';
import { requireIntact } from '../intact.ts';
import { npyHeaderBytes } from '../presto/npy-header.ts';
import { beginEmbeddingTask } from '../presto/tasks.rpc.ts';
import { EMBEDDING_FILE, EMBEDDINGS, embeddingOfKey } from './product.ts';
import { type CopiesRecipe, embedCopiesTask, keepEmbeddingTask } from './tasks.rpc.ts';

/** Samples of one piece of work: some seconds. */
const ROWS_PER_PIECE = 2048;
/** Raised when the numbers of the same inputs change, so that older files are not taken for them. */
const FORMAT = 2;
const MONTHS = 12;
const DEKADS = 36;
const DAY_MS = 86_400_000;

/** Embeddings that a training needs. */
export interface EmbeddingRequest {
  /** Id of the encoder. */
  readonly encoder: string;
  /** One embedding a row, or one per timestep. */
  readonly output: 'embedding' | 'steps';
  /** Bands to treat as missing. */
  readonly without: readonly string[];
  readonly augmentation: (Augmentation & { readonly seed: number }) | null;
}

/** Embeddings of a sample set that lie in the workspace, or will when the stages are done. */
export interface PlannedEmbeddings {
  /** Absolute path of the float32 `.npy`: [copies × rows, 128] or [copies × rows, timesteps, 128], the unchanged rows first. */
  readonly path: string;
  readonly shape: readonly number[];
  /** Changed copies of each row in the file. */
  readonly repeats: number;
  /** Empty where the workspace has them already. */
  readonly stages: readonly JobStage[];
  /** Files that decide the numbers besides the samples. */
  readonly inputs: readonly string[];
  /** Seconds of one core. */
  readonly seconds: number;
  readonly encoder: Model;
  /** What embeds rows again. */
  readonly recipe: Pick<CopiesRecipe, 'encoder' | 'output' | 'crs' | 'window'>;
  readonly fit: EmbedFit;
  /** Periods of an unchanged row. */
  readonly periods: readonly { readonly start: string; readonly end: string }[];
}

/**
 * Plans the embeddings of a sample set: none of the work where the workspace has those of the same samples, encoder, bands,
 * periods and augmentation already (`embeddings/<id>`, found by checksum).
 * @throws AppError RECORD_NOT_FOUND naming the encoder, INVALID_INPUT for a model that is none, MODEL_INPUT, MODEL_UNUSABLE
 */
export async function planEmbeddings(engine: EngineContext, samples: SampleSet, request: EmbeddingRequest, place: JobPlace): Promise<PlannedEmbeddings> {
  const { workspace } = engine;
  const encoder = engine.catalog.model.get(request.encoder);
  const window = windowOf(samples.periods);
  const periods = samples.periods.slice(window.start, window.start + window.steps);
  const fit = fitEmbedding(encoder, { ...samples, periods }, { from: null, to: null, without: [...request.without], output: request.output });
  await requireIntact(engine, encoder);
  if (samples.rows === 0) throw appError('SAMPLES_NONE', { why: message('ROWS_NONE', { samples: samples.id }), remedy: message('CHOOSE_OTHER_SET') });
  const copies = 1 + (request.augmentation?.repeats ?? 0);
  const shape = [samples.rows * copies, ...(request.output === 'steps' ? [window.steps] : []), fit.card.dimensions];
  const facts: EmbeddingFacts = {
    model: encoder.id, modelSha256: encoder.card.sha256, samples: samples.id, output: request.output, shape,
    bands: fit.bands.map(({ band }) => band), periods, empty: 0, licence: encoder.card.licence, augmentation: request.augmentation, key: null, sha256: null,
  };
  const key = await keyOf(engine, samples, facts, fit);
  const known = await embeddingOfKey(workspace, key);
  const folder = workspace.absolute(`${EMBEDDINGS}/${encoder.id}-${samples.id}-${key.slice(0, 8)}`);
  const target = join(workspace.absolute(place.workFolder), EMBEDDING_FILE);
  const recipe: CopiesRecipe = {
    encoder: { model: workspace.absolute(`${encoder.folder}/model.onnx`), card: fit.card, bands: [...fit.bands] },
    output: request.output, samples: workspace.absolute(samples.path), crs: samples.crs, window, augmentation: request.augmentation, target, headerBytes: npyHeaderBytes(shape),
  };
  return {
    path: known ? workspace.absolute(known.path) : join(folder, EMBEDDING_FILE),
    shape,
    repeats: copies - 1,
    stages: known ? [] : stagesOf(samples, recipe, shape, { folder, facts: { ...facts, key } }),
    inputs: [`${encoder.folder}/model.onnx`],
    seconds: known ? 0 : (samples.rows * copies * (fit.tokens + 1)) / encoderSpeed(engine),
    encoder,
    recipe: { encoder: recipe.encoder, output: recipe.output, crs: recipe.crs, window },
    fit,
    periods,
  };
}

/** Work of a training before its own; its weights sum to 0.5. */
function stagesOf(samples: SampleSet, recipe: CopiesRecipe, shape: readonly number[], keep: { readonly folder: string; readonly facts: EmbeddingFacts }): JobStage[] {
  const pieces = Array.from({ length: Math.ceil(samples.rows / ROWS_PER_PIECE) }, (_, piece) => {
    const first = piece * ROWS_PER_PIECE;
    const count = Math.min(ROWS_PER_PIECE, samples.rows - first);
    return { key: `embed ${first + 1}–${first + count}`, task: embedCopiesTask.name, input: { recipe, first, count } };
  });
  return [
    { name: 'Make room', unit: 'files', units: [{ key: 'room', task: beginEmbeddingTask.name, input: { target: recipe.target, shape: [...shape] } }], weight: 0.01, mayFail: false },
    { name: 'Embed', unit: 'pieces', units: pieces, weight: 0.48, mayFail: false },
    { name: 'Keep the embeddings', unit: 'files', units: [{ key: 'kept', task: keepEmbeddingTask.name, input: { target: recipe.target, ...keep } }], weight: 0.01, mayFail: false },
  ];
}

/** Checksum of all that decides the numbers. */
async function keyOf(engine: EngineContext, samples: SampleSet, facts: EmbeddingFacts, fit: EmbedFit): Promise<string> {
  const decides = { format: FORMAT, samples: await sha256File(engine.workspace.absolute(samples.path)), crs: samples.crs, model: facts.modelSha256, output: facts.output, bands: fit.bands, periods: facts.periods, augmentation: facts.augmentation };
  return createHash('sha256').update(JSON.stringify(decides)).digest('hex');
}

/** The year in the middle of a series: twelve months or 36 dekads, or the whole where it is no longer. */
export function windowOf(periods: readonly { readonly start: string; readonly end: string }[]): CopiesRecipe['window'] {
  const days = periods.reduce((sum, { start, end }) => sum + (Date.parse(end) - Date.parse(start)) / DAY_MS + 1, 0) / Math.max(1, periods.length);
  const year = days > 20 ? MONTHS : DEKADS;
  const steps = Math.min(periods.length, year);
  return { steps, start: Math.floor((periods.length - steps) / 2) };
}
