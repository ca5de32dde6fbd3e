import type { GraphBuilder } from '../../onnx/writer/graph.ts';
import type { AttentionForm } from './encoder-graph.ts';
import { HEADS, HIDDEN, type PrestoWeights, WIDTH } from './weights.ts';

/** What the blocks of an encoder share. Between blocks the tokens of the batch lie flat: [batch × tokens, 128]. */
export interface BlockContext {
  readonly graph: GraphBuilder;
  readonly weights: PrestoWeights;
  readonly attention: AttentionForm;
  /** Name of the shape [batch, tokens, 128]. */
  readonly shape: string;
}

const EPSILON = 1e-5;
const HEAD_WIDTH = WIDTH / HEADS;

/** A pre-norm transformer block: tokens + attention(norm(tokens)), then + MLP(norm(…)). @returns the flat tokens */
export function addBlock(context: BlockContext, flat: string, index: number): string {
  const { graph, weights } = context;
  const attended = addAttentionPart(context, flat, index);
  const hidden = addHidden(context, attended, index);
  return graph.node('Add', [attended, addLinear(graph, hidden, weights, `blocks.${index}.mlp.fc2`, [HIDDEN, WIDTH])]);
}

/**
 * The last block and the pooling after it, the other way round: pooling is linear, and so is the MLP's second layer, which
 * is then applied to the few pooled rows instead of every token. Rows whose weights sum to 1 come out as in the original;
 * a row of zeros does not, and is the caller's to overwrite.
 * @returns [batch, rows, 128]
 */
export function addLastBlock(context: BlockContext, flat: string, index: number, pool: string): string {
  const { graph, weights } = context;
  const attended = addAttentionPart(context, flat, index);
  const hidden = addHidden(context, attended, index);
  const pooled = graph.node('MatMul', [pool, graph.node('Reshape', [attended, context.shape])]);
  const pooledHidden = graph.node('MatMul', [pool, graph.node('Reshape', [hidden, batchShape(context, [HIDDEN])])]);
  const name = `blocks.${index}.mlp.fc2`;
  const product = graph.node('MatMul', [pooledHidden, graph.constant(`${name}.weight`, [HIDDEN, WIDTH], transposed(weights.tensor(`${name}.weight`), WIDTH, HIDDEN))]);
  return graph.node('Add', [pooled, graph.node('Add', [product, graph.constant(`${name}.bias`, [WIDTH], weights.tensor(`${name}.bias`))])]);
}

/** Layer normalisation with the weights of that name. */
export function addNorm({ graph, weights }: BlockContext, input: string, name: string, output?: string): string {
  const parts = ['weight', 'bias'].map((part) => graph.constant(`${name}.${part}`, [WIDTH], weights.tensor(`${name}.${part}`)));
  return graph.node('LayerNormalization', [input, ...parts], { attributes: { axis: { int: -1 }, epsilon: { float: EPSILON } }, ...(output === undefined ? {} : { outputs: [output] }) });
}

/** A linear layer on flat rows. PyTorch stores weights as [out, in]; here they lie as they are multiplied. */
export function addLinear(graph: GraphBuilder, input: string, weights: PrestoWeights, name: string, [into, out]: readonly [number, number]): string {
  const weight = graph.constant(`${name}.weight`, [into, out], transposed(weights.tensor(`${name}.weight`), out, into));
  return graph.node('Gemm', [input, weight, graph.constant(`${name}.bias`, [out], weights.tensor(`${name}.bias`))]);
}

function addAttentionPart(context: BlockContext, flat: string, index: number): string {
  const { graph, weights, attention } = context;
  const normed = addNorm(context, flat, `blocks.${index}.norm1`);
  const attended = attention === 'fused' ? addFusedAttention(context, normed, index) : addStandardAttention(context, normed, index);
  return graph.node('Add', [flat, addLinear(graph, attended, weights, `blocks.${index}.attn.proj`, [WIDTH, WIDTH])]);
}

/** The MLP up to its activation, the exact GELU. */
function addHidden(context: BlockContext, flat: string, index: number): string {
  const { graph, weights } = context;
  const normed = addNorm(context, flat, `blocks.${index}.norm2`);
  return graph.node('Gelu', [addLinear(graph, normed, weights, `blocks.${index}.mlp.fc1`, [WIDTH, HIDDEN])]);
}

/** Scaled dot-product attention by ONNX Runtime's MultiHeadAttention, which does the heads and the softmax in one go. */
function addFusedAttention(context: BlockContext, normed: string, index: number): string {
  const { graph, weights } = context;
  const packed = graph.node('Reshape', [addLinear(graph, normed, weights, `blocks.${index}.attn.qkv`, [WIDTH, 3 * WIDTH]), batchShape(context, [3 * WIDTH])]);
  const parts = ['query', 'key', 'value'].map((part) => `blocks.${index}.${part}`);
  graph.operator('Split', [packed], { outputs: parts, attributes: { axis: { int: -1 }, num_outputs: { int: 3 } } });
  const attended = graph.node('MultiHeadAttention', parts, { domain: 'com.microsoft', attributes: { num_heads: { int: HEADS } } });
  return graph.node('Reshape', [attended, graph.ints([-1, WIDTH])]);
}

/** The same in standard operators. The scale 1/√16 is part of the query's weights. */
function addStandardAttention(context: BlockContext, normed: string, index: number): string {
  const { graph } = context;
  const heads = batchShape(context, [HEADS, HEAD_WIDTH]);
  const [query = '', key = '', value = ''] = [[0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]].map((order, part) => {
    const projected = graph.node('Reshape', [addProjection(context, normed, index, part), heads]);
    return graph.node('Transpose', [projected], { attributes: { perm: { ints: order } } });
  });
  const shares = graph.node('Softmax', [graph.node('MatMul', [query, key])], { attributes: { axis: { int: -1 } } });
  const attended = graph.node('Transpose', [graph.node('MatMul', [shares, value])], { attributes: { perm: { ints: [0, 2, 1, 3] } } });
  return graph.node('Reshape', [attended, graph.ints([-1, WIDTH])]);
}

/** One of query, key and value (0, 1, 2): a third of the packed layer. */
function addProjection({ graph, weights }: BlockContext, normed: string, index: number, part: number): string {
  const name = `blocks.${index}.attn.qkv`;
  const scale = part === 0 ? 1 / Math.sqrt(HEAD_WIDTH) : 1;
  const weight = weights.tensor(`${name}.weight`).subarray(part * WIDTH * WIDTH, (part + 1) * WIDTH * WIDTH).map((value) => value * scale);
  const bias = weights.tensor(`${name}.bias`).subarray(part * WIDTH, (part + 1) * WIDTH).map((value) => value * scale);
  return graph.node('Gemm', [normed, graph.constant(`${name}.${part}.weight`, [WIDTH, WIDTH], transposed(weight, WIDTH, WIDTH)), graph.constant(`${name}.${part}.bias`, [WIDTH], bias)]);
}

/** The shape [batch, tokens, …sizes]. */
function batchShape({ graph, shape }: BlockContext, sizes: readonly number[]): string {
  return graph.node('Concat', [graph.node('Slice', [shape, graph.ints([0]), graph.ints([2])]), graph.ints(sizes)], { attributes: { axis: { int: 0 } } });
}

function transposed(matrix: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from({ length: rows * columns }, (_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)] as number);
}
