import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { appError } from '../../../../shared/errors/app-error.ts';
import { message, type Told } from '../../../../shared/messages/message.ts';
import { openSession } from '../../onnx/session.ts';
import { implementTask } from '../../pool/rpc.ts';
import { sha256File, writeFileAtomic, writeJsonAtomic } from '../../workspace/atomic.ts';
import { readCheckpoint } from '../checkpoint/read-checkpoint.ts';
import { prestoCard } from './card.ts';
import { encodePresto } from './encoder-graph.ts';
import { publishedCheckpoint } from './published.ts';
import { convertPrestoTask } from './tasks.rpc.ts';
import type { NdviRule } from './tokens.ts';
import { prestoWeights, type PrestoWeights } from './weights.ts';

/** See {@link convertPrestoTask}. */
export const convertPresto = implementTask(convertPrestoTask, async (input, context) => {
  const checkpointSha256 = await sha256File(input.checkpoint);
  const weights = prestoWeights(await readCheckpoint(input.checkpoint), input.checkpoint);
  const ndvi = ndviRule(weights, input.ndvi, input.checkpoint);
  context.progress(0.4);
  const published = publishedCheckpoint(checkpointSha256);
  const licence = input.licence ?? published?.licence ?? 'Not known: the checkpoint does not say. As its publisher has it.';
  const metadata = { network: 'presto', checkpoint: weights.family, ndvi, licence, checkpoint_sha256: checkpointSha256, converted_by: `Furrow ${input.furrow}` };
  const bytes = encodePresto(weights, input.attention, metadata);
  // What ONNX Runtime refuses must not be registered.
  await (await openSession(bytes, { name: 'model.onnx' }))[Symbol.asyncDispose]();
  const card = prestoCard({
    weights,
    ndvi,
    licence,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    provenance: { checkpoint: basename(input.checkpoint), checkpointSha256, source: published?.source ?? 'not a published checkpoint that Furrow knows', attention: input.attention, furrow: input.furrow },
  });
  const [model, cardFile] = [join(input.folder, 'model.onnx'), join(input.folder, 'card.json')];
  await writeFileAtomic(model, bytes);
  await writeJsonAtomic(cardFile, card);
  return { card, title: published?.title ?? null, warnings: warningsOf(weights, ndvi, published?.warnings ?? []), files: [model, cardFile] };
});

function ndviRule(weights: PrestoWeights, wanted: 'auto' | NdviRule, file: string): NdviRule {
  if (wanted !== 'auto') return wanted;
  if (weights.ndvi !== null) return weights.ndvi;
  throw appError('CHECKPOINT_NDVI_UNSAID', { file, remedy: message('TELL_NDVI_RULE') });
}

function warningsOf(weights: PrestoWeights, ndvi: NdviRule, known: readonly Told[]): Told[] {
  const isOwnRule = weights.ndvi === null || weights.ndvi === ndvi;
  const left = weights.ignored.filter((part) => part !== 'decoder');
  return [
    ...known,
    ...(isOwnRule ? [] : [message('NDVI_RULE_OTHER', { trained: weights.ndvi ?? '', chosen: ndvi })]),
    ...(left.length > 0 ? [message('CHECKPOINT_PARTS_LEFT', { parts: left })] : []),
  ];
}
