import { appError } from '../../../../shared/errors/app-error.ts';
import type { Checkpoint } from '../checkpoint/read-checkpoint.ts';
import { GROUPS, type NdviRule } from './tokens.ts';

/** Sizes of the published encoder. */
export const WIDTH = 128;
export const HEADS = 8;
export const HIDDEN = 512;
export const MONTH_WIDTH = 32;
export const CHANNEL_WIDTH = 32;
export const POSITION_WIDTH = 64;
/** Rows of the channel embedding: the nine groups and Dynamic World, which is always missing here. */
const CHANNELS = 10;
const MONTHS = 12;

/**
 * Which code a checkpoint belongs to: `presto` (nasaharvest, with its decoder), `presto-worldcereal` (24 timesteps and a
 * cropland head), `prometheo` (72 timesteps), or an `encoder` alone, which does not show it.
 */
export type PrestoFamily = 'presto' | 'presto-worldcereal' | 'prometheo' | 'encoder';

/** The weights of an encoder whose shapes were checked. */
export interface PrestoWeights {
  readonly family: PrestoFamily;
  /** The rule that the weights were trained with; null where the checkpoint does not show it. */
  readonly ndvi: NdviRule | null;
  /** Most timesteps: rows of the position table. */
  readonly maxSteps: number;
  readonly blocks: number;
  /** A tensor of the encoder by its name there, row-major. */
  readonly tensor: (name: string) => Float32Array;
  /** Cropland head: 128 weights and one bias; null where there is none. */
  readonly head: { readonly weight: Float32Array; readonly bias: Float32Array } | null;
  /** Parts of the file that are of no use here. */
  readonly ignored: readonly string[];
}

/**
 * Checks a state dict against the architecture.
 * @param file for messages
 * @throws AppError CHECKPOINT_MISMATCH naming the first tensor that is missing, has another shape or is not known
 */
export function prestoWeights(checkpoint: Checkpoint, file: string): PrestoWeights {
  const mismatch = (problem: string): Error => appError('CHECKPOINT_MISMATCH', { file, architecture: 'Presto encoder', problem });
  const prefix = encoderPrefix(checkpoint);
  if (prefix === null) throw mismatch('it has no encoder.pos_embed');
  const maxSteps = checkpoint.get(`${prefix}pos_embed`)?.shape[1] ?? 0;
  const blocks = countBlocks(checkpoint, prefix);
  if (blocks === 0 || maxSteps === 0) throw mismatch('it has no transformer blocks or no positions');
  const expected = expectedShapes(maxSteps, blocks);
  for (const [name, shape] of expected) {
    const found = checkpoint.get(prefix + name);
    if (!found) throw mismatch(`it lacks ${prefix}${name}`);
    if (found.shape.join() !== shape.join()) throw mismatch(`${prefix}${name} has the shape [${found.shape.join(', ')}], not [${shape.join(', ')}]`);
    if (!(found.data instanceof Float32Array) || !found.data.every(Number.isFinite)) throw mismatch(`${prefix}${name} holds numbers that are none`);
  }
  const others = [...checkpoint.keys()].filter((name) => !(name.startsWith(prefix) && expected.has(name.slice(prefix.length))));
  const unknown = prefix === '' ? undefined : others.find((name) => name.startsWith(prefix));
  if (unknown !== undefined) throw mismatch(`it has ${unknown}, which the encoder does not have`);
  const head = croplandHead(checkpoint);
  return {
    ...familyOf(checkpoint, maxSteps, head !== null),
    maxSteps,
    blocks,
    tensor: (name) => checkpoint.get(prefix + name)?.data as Float32Array,
    head,
    ignored: [...new Set(others.filter((name) => head === null || !HEAD_TENSORS.includes(name)).map((name) => name.split('.')[0] ?? name))],
  };
}

/** Prefixes that the encoder's tensors have in the published files. */
const PREFIXES = ['encoder.', 'backbone.encoder.', 'model.encoder.', ''];

function encoderPrefix(checkpoint: Checkpoint): string | null {
  return PREFIXES.find((prefix) => checkpoint.has(`${prefix}pos_embed`)) ?? null;
}

function countBlocks(checkpoint: Checkpoint, prefix: string): number {
  let count = 0;
  while (checkpoint.has(`${prefix}blocks.${count}.norm1.weight`)) count += 1;
  return count;
}

/** Every tensor of the encoder with its shape. */
function expectedShapes(maxSteps: number, blocks: number): Map<string, readonly number[]> {
  const linear = (name: string, out: number, into: number): [string, number[]][] => [[`${name}.weight`, [out, into]], [`${name}.bias`, [out]]];
  const norm = (name: string): [string, number[]][] => [[`${name}.weight`, [WIDTH]], [`${name}.bias`, [WIDTH]]];
  return new Map([
    ['pos_embed', [1, maxSteps, POSITION_WIDTH]],
    ['month_embed.weight', [MONTHS, MONTH_WIDTH]],
    ['channel_embed.weight', [CHANNELS, CHANNEL_WIDTH]],
    ['dw_embed.weight', [CHANNELS, WIDTH]],
    ...GROUPS.flatMap(({ name, values }) => linear(`eo_patch_embed.${name}`, WIDTH, values.length)),
    ...linear('latlon_embed', WIDTH, 3),
    ...Array.from({ length: blocks }, (_, i) => `blocks.${i}`).flatMap((block) => [
      ...norm(`${block}.norm1`),
      ...linear(`${block}.attn.qkv`, 3 * WIDTH, WIDTH),
      ...linear(`${block}.attn.proj`, WIDTH, WIDTH),
      ...norm(`${block}.norm2`),
      ...linear(`${block}.mlp.fc1`, HIDDEN, WIDTH),
      ...linear(`${block}.mlp.fc2`, WIDTH, HIDDEN),
    ]),
    ...norm('norm'),
  ]);
}

const HEAD_TENSORS = ['head.linear.weight', 'head.linear.bias'];

function croplandHead(checkpoint: Checkpoint): PrestoWeights['head'] {
  const [weight, bias] = HEAD_TENSORS.map((name) => checkpoint.get(name));
  if (!(weight?.data instanceof Float32Array) || !(bias?.data instanceof Float32Array)) return null;
  return weight.shape.join() === `1,${WIDTH}` && bias.shape.join() === '1' ? { weight: weight.data, bias: bias.data } : null;
}

/** Timesteps of the position table in the code of 2024 and in prometheo. */
const PROMETHEO_STEPS = 72;

function familyOf(checkpoint: Checkpoint, maxSteps: number, hasHead: boolean): Pick<PrestoWeights, 'family' | 'ndvi'> {
  if (maxSteps === PROMETHEO_STEPS) return { family: 'prometheo', ndvi: 'with-its-bands' };
  if ([...checkpoint.keys()].some((name) => name.startsWith('decoder.'))) return { family: 'presto', ndvi: 'with-its-bands' };
  if (hasHead) return { family: 'presto-worldcereal', ndvi: 'never-missing' };
  return { family: 'encoder', ndvi: null };
}
