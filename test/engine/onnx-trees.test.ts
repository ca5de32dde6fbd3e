import { describe, expect, it } from 'vitest';
import { binMatrix } from '../../src/main/engine/models/forest/bins.ts';
import { growTrees } from '../../src/main/engine/models/forest/grow.ts';
import { TreeKernel } from '../../src/main/engine/models/trees/kernel.ts';
import { decodeModel } from '../../src/main/engine/onnx/reader/model.ts';
import { decodeTreeClassifier } from '../../src/main/engine/onnx/reader/tree-classifier.ts';
import { openSession } from '../../src/main/engine/onnx/session.ts';
import type { TreeEnsemble } from '../../src/main/engine/onnx/tree-ensemble.ts';
import { MessageWriter } from '../../src/main/engine/onnx/writer/protobuf.ts';
import { encodeModel, type AttributeValue } from '../../src/main/engine/onnx/writer/model.ts';
import { encodeTreeClassifier } from '../../src/main/engine/onnx/writer/tree-classifier.ts';
import { forestOptionsSchema } from '../../src/shared/families/forest.ts';
import { likeliestClasses } from '../../src/shared/stats/decision.ts';
import { CLASSES, COLUMNS, TEST, TRAIN, goldenCrops } from '../golden/learning/crops.ts';

const { train, test } = goldenCrops();

function forest(trees: number, classes = CLASSES): TreeEnsemble {
  const labels = train.labels.map((label) => label % classes);
  return growTrees({ matrix: binMatrix(withGaps(train.matrix), TRAIN, COLUMNS), labels, classes, weights: new Float64Array(TRAIN).fill(1) }, { ...forestOptionsSchema.parse({ trees }), seed: 42 }, 0, trees).ensemble;
}

/** A tenth of the values missing, some infinite, and thresholds met exactly. */
function withGaps(matrix: Float32Array): Float32Array {
  return matrix.map((value, i) => (i % 10 === 3 ? NaN : i % 997 === 1 ? Infinity : value));
}

function encoded(ensemble: TreeEnsemble): Uint8Array {
  const labels = Array.from({ length: ensemble.classes }, (_, c) => 10 + c);
  return encodeTreeClassifier(ensemble, { name: 'crops', description: 'A forest', labels, metadata: { classes: '["wheat"]' } });
}

async function byOnnxRuntime(model: Uint8Array, features: Float32Array, rows: number): Promise<{ labels: number[]; probabilities: Float32Array }> {
  await using session = await openSession(model);
  const results = await session.run({ features: { data: features, shape: [rows, features.length / rows] } });
  return { labels: Array.from(results['label']?.data ?? [], Number), probabilities: results['probabilities']?.data as Float32Array };
}

describe('a forest written as ONNX', () => {
  it.each([
    { trees: 1, classes: 6 },
    { trees: 50, classes: 6 },
    // Two trees that disagree are a tie: the labels must be the same even so.
    { trees: 2, classes: 6 },
    { trees: 37, classes: 2 },
  ])('gives the same bits and labels in ONNX Runtime and in the kernel ($trees trees, $classes classes)', async ({ trees, classes }) => {
    const ensemble = forest(trees, classes);
    const features = withGaps(test.matrix);
    const model = encoded(ensemble);
    const expected = await byOnnxRuntime(model, features, TEST);
    const probabilities = new Float32Array(TEST * classes);
    new TreeKernel(decodeTreeClassifier(model, 'model.onnx', COLUMNS).ensemble).run(features, TEST, probabilities);
    expect(Buffer.from(probabilities.buffer).equals(Buffer.from(expected.probabilities.buffer, expected.probabilities.byteOffset, probabilities.byteLength))).toBe(true);
    expect(Array.from(likeliestClasses(probabilities, TEST, classes), (c) => c + 10)).toEqual(expected.labels);
  });

  it('is read back as it was, with its words', () => {
    const ensemble = forest(5);
    const read = decodeTreeClassifier(encoded(ensemble), 'model.onnx', COLUMNS);
    expect(read.ensemble).toEqual(ensemble);
    expect(read.labels).toEqual([10, 11, 12, 13, 14, 15]);
    expect(read.metadata.get('classes')).toBe('["wheat"]');
  });

  it('has the same bytes each time', () => {
    expect(Buffer.from(encoded(forest(3))).equals(Buffer.from(encoded(forest(3))))).toBe(true);
  });
});

/** Two trees whose nodes stand in no order and whose weights are no multiples of anything, as other programs write them. */
function foreign(change: Record<string, AttributeValue> = {}): Uint8Array {
  const attributes: Record<string, AttributeValue> = {
    nodes_treeids: { ints: [0, 0, 0, 0, 0, 1, 1, 1] },
    nodes_nodeids: { ints: [4, 2, 0, 1, 3, 0, 1, 2] },
    nodes_featureids: { ints: [1, 0, 0, 0, 0, 0, 0, 0] },
    nodes_modes: { texts: ['BRANCH_LEQ', 'LEAF', 'LEAF', 'BRANCH_LEQ', 'LEAF', 'BRANCH_LEQ', 'LEAF', 'LEAF'] },
    nodes_values: { floats: [0.5, 0, 0, -0.25, 0, 0.1, 0, 0] },
    nodes_truenodeids: { ints: [1, 0, 0, 2, 0, 2, 0, 0] },
    nodes_falsenodeids: { ints: [3, 0, 0, 0, 0, 1, 0, 0] },
    class_treeids: { ints: [0, 0, 0, 0, 1, 1] },
    class_nodeids: { ints: [2, 0, 0, 3, 1, 2] },
    class_ids: { ints: [0, 1, 0, 2, 2, 1] },
    class_weights: { floats: [0.3, 0.1, 0.2, 0.3, 0.7, 0.7] },
    classlabels_int64s: { ints: [1, 2, 3] },
    post_transform: { text: 'NONE' },
    ...change,
  };
  return encodeModel({
    name: 'foreign',
    description: '',
    nodes: [{ operator: 'TreeEnsembleClassifier', domain: 'ai.onnx.ml', inputs: ['features'], outputs: ['label', 'probabilities'], attributes }],
    inputs: [{ name: 'features', type: 'float32', shape: ['rows', 2] }],
    outputs: [
      { name: 'label', type: 'int64', shape: ['rows'] },
      { name: 'probabilities', type: 'float32', shape: ['rows', 3] },
    ],
    operatorSets: { '': 17, 'ai.onnx.ml': 3 },
    metadata: {},
  });
}

describe('a tree model from elsewhere', () => {
  it('is laid out anew and gives what ONNX Runtime gives', async () => {
    const features = Float32Array.of(-1, 0, 0, 0, 0, 1, NaN, NaN, 0.1, 0.5, -0.25, 0.4);
    const expected = await byOnnxRuntime(foreign(), features, 6);
    const probabilities = new Float32Array(18);
    new TreeKernel(decodeTreeClassifier(foreign(), 'foreign.onnx', 2).ensemble).run(features, 6, probabilities);
    probabilities.forEach((value, i) => expect(value).toBeCloseTo(expected.probabilities[i] as number, 6));
    expect(Array.from(likeliestClasses(probabilities, 6, 3), (c) => c + 1)).toEqual(expected.labels);
  });

  it.each<[string, Record<string, AttributeValue>, RegExp]>([
    ['nodes in a circle', { nodes_truenodeids: { ints: [4, 0, 0, 2, 0, 2, 0, 0] } }, /circle/],
    ['a child that is not there', { nodes_falsenodeids: { ints: [77, 0, 0, 0, 0, 1, 0, 0] } }, /no node 77/],
    ['a column beyond the matrix', { nodes_featureids: { ints: [9, 0, 0, 0, 0, 0, 0, 0] } }, /column 9 of 2/],
    ['a class beyond the labels', { class_ids: { ints: [0, 1, 0, 9, 2, 1] } }, /class 9 of 3/],
    ['lists that differ in length', { nodes_values: { floats: [0.5] } }, /differ in length/],
    ['another comparison', { nodes_modes: { texts: ['BRANCH_LT', 'LEAF', 'LEAF', 'BRANCH_LEQ', 'LEAF', 'BRANCH_LEQ', 'LEAF', 'LEAF'] } }, /BRANCH_LT/],
    ['a transform of the votes', { post_transform: { text: 'SOFTMAX' } }, /SOFTMAX/],
  ])('with %s is refused with the reason', (_, change, reason) => {
    expect(() => decodeTreeClassifier(foreign(change), 'foreign.onnx', 2)).toThrow(reason);
    expect(() => decodeTreeClassifier(foreign(change), 'foreign.onnx', 2)).toThrow(expect.objectContaining({ code: 'MODEL_UNUSABLE' }));
  });

  it('that is cut short at any length is refused and never half-read', () => {
    const whole = foreign();
    for (let length = 0; length < whole.length - 1; length++) {
      const cut = whole.subarray(0, length);
      // The operator sets stand last: a file without them still holds the whole graph.
      const hasGraph = length >= graphEnd(whole);
      if (hasGraph) continue;
      expect(() => decodeTreeClassifier(cut, 'cut.onnx', 2), `${length} bytes`).toThrow(expect.objectContaining({ code: 'MODEL_UNUSABLE' }));
    }
  });

  it('is refused by ONNX Runtime as a typed error when it is no model', async () => {
    await expect(openSession(Uint8Array.of(1, 2, 3), { name: 'broken.onnx' })).rejects.toMatchObject({ code: 'MODEL_UNUSABLE', params: { file: 'broken.onnx' } });
  });
});

function graphEnd(model: Uint8Array): number {
  const graph = decodeModel(model);
  expect(graph.nodes).toHaveLength(1);
  // Two operator sets: '' 17 and ai.onnx.ml 3.
  const sets = new MessageWriter().message(8, new MessageWriter().text(1, '').int(2, 17)).message(8, new MessageWriter().text(1, 'ai.onnx.ml').int(2, 3));
  return model.length - sets.finish().length;
}
