import { AppError } from '../../../../shared/errors/app-error.ts';
import { writtenParams } from '../../../../shared/messages/message.ts';
import { type OnnxSession, openSession } from '../../onnx/session.ts';
import { implementTask } from '../../pool/rpc.ts';
import { type AttentionForm, encodePresto, PRESTO_TENSORS } from './encoder-graph.ts';
import { poolAll } from './pooling.ts';
import { attentionTask } from './tasks.rpc.ts';
import { GROUPS, TERRAIN_GROUP, VALUES } from './tokens.ts';
import type { PrestoWeights } from './weights.ts';

/** A batch as the encoder gets it most often: a year of months with 75 tokens. */
const BATCH = 16;
const STEPS = 12;
const TOKENS = 75;
const ROUNDS = 9;
/** Largest difference that counts as the same embedding; its numbers are about 1. */
const TOLERANCE = 1e-4;

/** See {@link attentionTask}. Both forms run in turn, and the least processor time of each counts: others may be busy too. */
export const attentionTrial = implementTask(attentionTask, async () => {
  await using standard = await openSession(encodePresto(trialWeights(), 'standard'));
  const fused = await openFused();
  if (typeof fused === 'string') return { form: 'standard' as const, finding: `ONNX Runtime’s fused attention does not run here (${fused})` };
  await using open = fused;
  const difference = largestDifference(await answer(open), await answer(standard));
  // A NaN must not pass for a small difference.
  if (!(difference <= TOLERANCE)) return { form: 'standard' as const, finding: `ONNX Runtime’s fused attention differs from standard operators by ${difference.toPrecision(2)}` };
  const seconds: Record<AttentionForm, number> = { fused: Infinity, standard: Infinity };
  for (let round = 0; round < ROUNDS; round++) {
    seconds.fused = Math.min(seconds.fused, await processorSeconds(open));
    seconds.standard = Math.min(seconds.standard, await processorSeconds(standard));
  }
  const rate = (form: AttentionForm): string => `${Math.round(BATCH / seconds[form])} pixels a second of one core`;
  const form: AttentionForm = seconds.fused <= seconds.standard ? 'fused' : 'standard';
  return { form, finding: `fused attention gives ${rate('fused')}, standard operators ${rate('standard')}; both agree` };
});

async function openFused(): Promise<OnnxSession | string> {
  try {
    return await openSession(encodePresto(trialWeights(), 'fused'));
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return String(writtenParams(thrown.params)['problem'] ?? thrown.message).split('\n')[0]?.slice(0, 200) ?? '';
  }
}

async function processorSeconds(session: OnnxSession): Promise<number> {
  const before = process.cpuUsage();
  await answer(session);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function answer(session: OnnxSession): Promise<Float32Array> {
  const places = Array.from({ length: STEPS * GROUPS.length }, (_, place) => ({ group: place % GROUPS.length, step: Math.floor(place / GROUPS.length) }));
  const tokens = places.filter(({ group, step }) => group !== TERRAIN_GROUP || step === 0).slice(0, TOKENS);
  const kept = { groups: tokens.map(({ group }) => group), steps: tokens.map(({ step }) => step) };
  const result = await session.run({
    [PRESTO_TENSORS.values]: { data: wave(BATCH * STEPS * VALUES, 0.37), shape: [BATCH, STEPS, VALUES] },
    [PRESTO_TENSORS.months]: { data: BigInt64Array.from({ length: STEPS }, (_, i) => BigInt(i)), shape: [1, STEPS] },
    [PRESTO_TENSORS.latlon]: { data: wave(BATCH * 2, 0.11), shape: [BATCH, 2] },
    [PRESTO_TENSORS.groups]: { data: BigInt64Array.from(kept.groups, BigInt), shape: [TOKENS] },
    [PRESTO_TENSORS.steps]: { data: BigInt64Array.from(kept.steps, BigInt), shape: [TOKENS] },
    [PRESTO_TENSORS.pool]: { data: poolAll(kept).weights, shape: [1, TOKENS + 1] },
  });
  return result[PRESTO_TENSORS.embedding]?.data as Float32Array;
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (b[i] as number))), a.length === b.length ? 0 : NaN);
}

/** An encoder of the usual size with weights that look random and are always the same. */
function trialWeights(): PrestoWeights {
  const size = (name: string): number => SIZES.find(([pattern]) => pattern.test(name))?.[1] ?? 128 * 3;
  return { family: 'encoder', ndvi: null, maxSteps: 24, blocks: 2, head: null, ignored: [], tensor: (name) => wave(size(name), 0.71 + name.length / 100) };
}

const SIZES: readonly (readonly [RegExp, number])[] = [
  [/pos_embed/, 24 * 64], [/month_embed/, 12 * 32], [/channel_embed/, 10 * 32],
  [/qkv\.weight/, 384 * 128], [/qkv\.bias/, 384], [/proj\.weight/, 128 * 128], [/fc[12]\.weight/, 512 * 128], [/fc1\.bias/, 512],
  [/bias|norm/, 128],
];

function wave(length: number, step: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.sin(i * step * 12.9898) / 8);
}
