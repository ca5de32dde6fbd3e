import { basename, extname, resolve } from 'node:path';
import type { z } from 'zod';
import { type ConvertParams, convertParamsSchema } from '../../../../shared/contract/jobs/convert.ts';
import { recordId } from '../../../../shared/records/record-id.ts';
import type { EngineContext } from '../../context.ts';
import type { JobDefinition } from '../../jobs/definition.ts';
import type { WorkerPool } from '../../pool/rpc.ts';
import { FURROW_VERSION } from '../../version.ts';
import { requireCheckpointFile } from '../checkpoint/checkpoint-file.ts';
import { attentionTask, convertPrestoTask } from './tasks.rpc.ts';

const CONVERT = 'model';

/** Converts a published checkpoint to ONNX and registers it: `models/<id>/model.onnx`, `card.json`. */
export const convertJob: JobDefinition<ConvertParams> = {
  kind: 'convert',
  namedFiles: ({ checkpoint }) => [checkpoint],
  params: convertParamsSchema,
  record: 'model',

  output(engine, params) {
    const id = params.id ?? engine.catalog.model.freeId(idOf(params.checkpoint));
    return { id, folder: `models/${id}` };
  },

  async plan(engine, params, place) {
    const checkpoint = resolve(params.checkpoint);
    const bytes = await requireCheckpointFile(checkpoint);
    const attention = params.attention === 'auto' ? await tryAttention(engine) : { form: params.attention, finding: 'as asked' };
    const input = {
      checkpoint,
      folder: engine.workspace.absolute(place.outputFolder),
      ndvi: params.ndvi,
      attention: attention.form,
      licence: params.licence,
      furrow: FURROW_VERSION,
    };
    return {
      title: `Convert ${basename(checkpoint)} to ONNX`,
      stages: [{ name: 'Convert', unit: 'models', units: [{ key: CONVERT, task: convertPrestoTask.name, input }], weight: 1, mayFail: false }],
      inputs: [engine.workspace.stored(checkpoint)],
      estimate: { seconds: 2, diskBytes: bytes * 2, memoryMB: Math.ceil(150 + (bytes * 4) / 1e6), readBytes: bytes, processor: 'CPU', workers: 1 },
      seed: null,
      carry: { title: params.title, file: basename(checkpoint), attention: `${attention.form} attention: ${attention.finding}` },
      // A replay writes the form that was found to be best here, wherever it runs.
      resolvedParams: { ...params, checkpoint, attention: attention.form },
    };
  },

  finish(engine, _job, plan, place, results) {
    const { card, title, warnings } = convertPrestoTask.output.parse(results.get(CONVERT));
    const folder = place.outputFolder;
    const files = { model: `${folder}/model.onnx`, card: `${folder}/card.json` };
    const chosen = plan.carry['title'];
    return Promise.resolve({
      record: {
        kind: 'model',
        id: place.outputId,
        title: typeof chosen === 'string' ? chosen : (title ?? `Presto from ${String(plan.carry['file'])}`),
        createdAt: engine.now().toISOString(),
        simulated: false,
        warnings,
        folder,
        family: card.family,
        card,
        sampleSetId: null,
        runId: place.runId,
      },
      outputs: Object.values(files),
      result: { id: place.outputId, card, warnings, paths: files },
      processors: [{ name: 'CPU', used: true, reason: String(plan.carry['attention']) }],
    });
  },
};

function idOf(checkpoint: string): string {
  return recordId(basename(checkpoint, extname(checkpoint)) || 'presto');
}

type Trial = z.infer<typeof attentionTask.output>;

/** The form of attention that is best here; tried once for a pool. */
function tryAttention({ pool }: EngineContext): Promise<Trial> {
  const known = tried.get(pool) ?? pool.run(attentionTask, {});
  tried.set(pool, known);
  // A trial that was cancelled is no finding: the next one who asks has it done again.
  known.catch(() => tried.delete(pool));
  return known;
}

const tried = new WeakMap<WorkerPool, Promise<Trial>>();
