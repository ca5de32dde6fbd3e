import { GraphBuilder } from '../../onnx/writer/graph.ts';
import { encodeModel, type TensorSpec } from '../../onnx/writer/model.ts';
import { GROUPS, TERRAIN_GROUP, VALUES } from './tokens.ts';
import { addBlock, addLastBlock, addLinear, addNorm, type BlockContext } from './transformer.ts';
import { CHANNEL_WIDTH, MONTH_WIDTH, POSITION_WIDTH, type PrestoWeights, WIDTH } from './weights.ts';

/** How attention is written: ONNX Runtime's fused operator, or standard operators that every runtime has. */
export type AttentionForm = 'fused' | 'standard';

/** Names of the tensors of an encoder file. */
export const PRESTO_TENSORS = {
  /** float32 [batch, steps, 17], normalised; what is missing is 0. */
  values: 'values',
  /** int64 [1 or batch, steps], 0 = January. */
  months: 'months',
  /** float32 [batch, 2], latitude and longitude in degrees. */
  latlon: 'latlon',
  /** int64 [tokens] each: group and timestep of the tokens that are there, the same for the batch. */
  groups: 'groups',
  steps: 'steps',
  /** float32 [rows, tokens + 1]: weights by which tokens are averaged into rows; the place's token comes last. */
  pool: 'pool',
  /** float32 [batch, rows, 128]. */
  embedding: 'embedding',
  /** float32 [batch, rows], where the checkpoint has the cropland head: before the sigmoid. */
  logit: 'logit',
} as const;

const MONTHS = 12;
const OPSET = 20;

/**
 * The encoder as an ONNX file. Only tokens that are there enter, so the work is that of the tokens kept; one batch has
 * one pattern of them. The last linear layer is applied after pooling, which gives the same embedding (both are linear)
 * for a seventh less work.
 */
export function encodePresto(weights: PrestoWeights, attention: AttentionForm, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const graph = new GraphBuilder();
  const tokens = addTokens(graph, weights);
  const context: BlockContext = { graph, weights, attention, shape: graph.node('Shape', [tokens]) };
  let flat = graph.node('Reshape', [tokens, graph.ints([-1, WIDTH])]);
  for (let block = 0; block < weights.blocks - 1; block++) flat = addBlock(context, flat, block);
  const pooled = addLastBlock(context, flat, weights.blocks - 1, PRESTO_TENSORS.pool);
  addNorm(context, pooled, 'norm', PRESTO_TENSORS.embedding);
  if (weights.head) addHead(graph, weights.head);
  return encodeModel({
    name: 'presto',
    description: `Presto encoder (${weights.family}): ${VALUES} normalised numbers a timestep, months and place to an embedding of ${WIDTH} numbers per pooled row.`,
    nodes: graph.nodes,
    constants: graph.constants,
    inputs: INPUTS,
    outputs: [
      { name: PRESTO_TENSORS.embedding, type: 'float32', shape: ['batch', 'rows', WIDTH] },
      ...(weights.head ? [{ name: PRESTO_TENSORS.logit, type: 'float32', shape: ['batch', 'rows'] } satisfies TensorSpec] : []),
    ],
    operatorSets: attention === 'fused' ? { '': OPSET, 'com.microsoft': 1 } : { '': OPSET },
    metadata,
  });
}

const INPUTS: readonly TensorSpec[] = [
  { name: PRESTO_TENSORS.values, type: 'float32', shape: ['batch', 'steps', VALUES] },
  { name: PRESTO_TENSORS.months, type: 'int64', shape: ['months', 'steps'] },
  { name: PRESTO_TENSORS.latlon, type: 'float32', shape: ['batch', 2] },
  { name: PRESTO_TENSORS.groups, type: 'int64', shape: ['tokens'] },
  { name: PRESTO_TENSORS.steps, type: 'int64', shape: ['tokens'] },
  { name: PRESTO_TENSORS.pool, type: 'float32', shape: ['rows', 'tokens_and_place'] },
];

/** Embeds the tokens that are there and the place: [batch, tokens + 1, 128]. */
function addTokens(graph: GraphBuilder, weights: PrestoWeights): string {
  const { values, months, groups, steps } = PRESTO_TENSORS;
  const isTerrain = graph.node('Equal', [groups, graph.constant('terrain', [], BigInt64Array.of(BigInt(TERRAIN_GROUP)))]);
  const at = (name: string, beyond: number, index: string): string => graph.node('Where', [isTerrain, graph.constant(name, [], BigInt64Array.of(BigInt(beyond))), index]);
  const own = graph.node('Mul', [graph.node('Gather', [values, steps], { attributes: { axis: { int: 1 } } }), graph.node('Gather', [graph.constant('group_values', [GROUPS.length, VALUES], groupValues()), groups])]);
  const embedded = graph.node('MatMul', [own, graph.constant('patch_weight', [VALUES, WIDTH], patchWeight(weights))]);
  const channel = graph.node('Gather', [graph.constant('channel', [GROUPS.length, WIDTH], channelRows(weights)), groups]);
  const position = graph.node('Gather', [graph.constant('position', [weights.maxSteps + 1, WIDTH], positionRows(weights)), at('no_position', weights.maxSteps, steps)]);
  const monthOf = graph.node('Gather', [months, steps], { attributes: { axis: { int: 1 } } });
  const month = graph.node('Gather', [graph.constant('month', [MONTHS + 1, WIDTH], monthRows(weights)), at('no_month', MONTHS, monthOf)]);
  const what = graph.node('Add', [month, graph.node('Add', [channel, position])]);
  return graph.node('Concat', [graph.node('Add', [embedded, what]), addPlace(graph, weights)], { attributes: { axis: { int: 1 } } });
}

/** The token of the place: a linear layer of (cos lat·cos lon, cos lat·sin lon, sin lat). */
function addPlace(graph: GraphBuilder, weights: PrestoWeights): string {
  const radians = graph.node('Mul', [PRESTO_TENSORS.latlon, graph.float(Math.PI / 180)]);
  graph.operator('Split', [radians], { outputs: ['latitude', 'longitude'], attributes: { axis: { int: 1 }, num_outputs: { int: 2 } } });
  const [sinLat, cosLat, sinLon, cosLon] = [graph.node('Sin', ['latitude']), graph.node('Cos', ['latitude']), graph.node('Sin', ['longitude']), graph.node('Cos', ['longitude'])] as const;
  const unit = graph.node('Concat', [graph.node('Mul', [cosLat, cosLon]), graph.node('Mul', [cosLat, sinLon]), sinLat], { attributes: { axis: { int: 1 } } });
  return graph.node('Unsqueeze', [addLinear(graph, unit, weights, 'latlon_embed', [3, WIDTH]), graph.ints([1])]);
}

function addHead(graph: GraphBuilder, head: NonNullable<PrestoWeights['head']>): void {
  const logits = graph.node('MatMul', [PRESTO_TENSORS.embedding, graph.constant('head_weight', [WIDTH, 1], head.weight)]);
  graph.node('Squeeze', [graph.node('Add', [logits, graph.constant('head_bias', [1], head.bias)]), graph.ints([-1])], { outputs: [PRESTO_TENSORS.logit] });
}

/** 1 where a value belongs to a group: [groups, values]. */
function groupValues(): Float32Array {
  return Float32Array.from({ length: GROUPS.length * VALUES }, (_, i) => (GROUPS[Math.floor(i / VALUES)]?.values.includes(i % VALUES) ? 1 : 0));
}

/** The weights of all groups under each other, [values, width]: a token's other values are zero. */
function patchWeight(weights: PrestoWeights): Float32Array {
  const all = new Float32Array(VALUES * WIDTH);
  for (const { name, values } of GROUPS) {
    const weight = weights.tensor(`eo_patch_embed.${name}.weight`);
    values.forEach((value, i) => {
      for (let out = 0; out < WIDTH; out++) all[value * WIDTH + out] = weight[out * values.length + i] as number;
    });
  }
  return all;
}

/** Bias of each group's layer, with the channel embedding in its columns. */
function channelRows(weights: PrestoWeights): Float32Array {
  const rows = new Float32Array(GROUPS.length * WIDTH);
  const channels = weights.tensor('channel_embed.weight');
  GROUPS.forEach(({ name }, group) => {
    rows.set(weights.tensor(`eo_patch_embed.${name}.bias`), group * WIDTH);
    for (let i = 0; i < CHANNEL_WIDTH; i++) rows[group * WIDTH + MONTH_WIDTH + i] = (rows[group * WIDTH + MONTH_WIDTH + i] as number) + (channels[group * CHANNEL_WIDTH + i] as number);
  });
  return rows;
}

/** Position embeddings in their columns; the last row, for terrain, is zero. */
function positionRows(weights: PrestoWeights): Float32Array {
  const rows = new Float32Array((weights.maxSteps + 1) * WIDTH);
  const table = weights.tensor('pos_embed');
  for (let step = 0; step < weights.maxSteps; step++) rows.set(table.subarray(step * POSITION_WIDTH, (step + 1) * POSITION_WIDTH), step * WIDTH + MONTH_WIDTH + CHANNEL_WIDTH);
  return rows;
}

/** Month embeddings in their columns; the last row, for terrain, is zero. */
function monthRows(weights: PrestoWeights): Float32Array {
  const rows = new Float32Array((MONTHS + 1) * WIDTH);
  const table = weights.tensor('month_embed.weight');
  for (let month = 0; month < MONTHS; month++) rows.set(table.subarray(month * MONTH_WIDTH, (month + 1) * MONTH_WIDTH), month * WIDTH);
  return rows;
}
