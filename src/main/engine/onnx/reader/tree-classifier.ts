import { appError } from '../../../../shared/errors/app-error.ts';
import type { TreeEnsemble } from '../tree-ensemble.ts';
import { type AttributeProto, type ModelProto, type NodeProto, decodeModel } from './model.ts';

/** A tree classifier out of an ONNX file. */
export interface TreeClassifier {
  readonly ensemble: TreeEnsemble;
  /** Label per class, as the file gives it. */
  readonly labels: readonly number[];
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * Reads the trees of an ONNX file that is one TreeEnsembleClassifier, whoever wrote it, or scores with a softmax behind them
 * as Furrow writes them, and puts their nodes in preorder.
 * @param bytes the file
 * @param name of the file, for the message
 * @param columns of the feature matrix that it will be given
 * @throws AppError MODEL_UNUSABLE when it is damaged or asks for something the tree kernel does not do
 */
export function decodeTreeClassifier(bytes: Uint8Array, name: string, columns: number): TreeClassifier {
  try {
    const model = decodeModel(bytes);
    const metadata = model.metadata;
    const scores = scoreNode(model);
    if (scores) return { ensemble: scoreEnsemble(scores, columns), labels: labelsOf(metadata), metadata };
    const node = soleNode(model);
    return { ensemble: new Relayed(node, columns, 'votes').ensemble(), labels: listOf(node, 'classlabels_int64s').ints, metadata };
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    throw appError('MODEL_UNUSABLE', { file: name, problem: thrown.message }, { cause: thrown });
  }
}

/** True for a file that {@link decodeTreeClassifier} is for, whether or not it can be used: trees and nothing but what makes probabilities of them. */
export function isTreeClassifier(model: ModelProto): boolean {
  return model.nodes.every(({ operator }) => operator === 'TreeEnsembleClassifier') || operatorsOf(model) === SCORE_OPERATORS;
}

const SCORE_OPERATORS = 'TreeEnsembleRegressor Softmax ArgMax Gather';

function operatorsOf({ nodes }: ModelProto): string {
  return nodes.map(({ operator }) => operator).join(' ');
}

const EMPTY: AttributeProto = { int: 0, float: 0, text: '', ints: [], floats: new Float32Array(0), texts: [], tensors: [], graphs: [] };

function soleNode(model: ModelProto): NodeProto {
  const [node, second] = model.nodes;
  if (!node || second || node.operator !== 'TreeEnsembleClassifier') throw new RangeError('it is not one TreeEnsembleClassifier');
  const transform = listOf(node, 'post_transform').text;
  if (transform !== '' && transform !== 'NONE') throw new RangeError(`post_transform ${transform} is not summed votes`);
  if (listOf(node, 'base_values').floats.length > 0) throw new RangeError('base_values are not summed votes');
  if (listOf(node, 'nodes_missing_value_tracks_true').ints.some((tracks) => tracks !== 0)) throw new RangeError('missing values take the branch of “≤”');
  return node;
}

/** The regressor of a file of scores: TreeEnsembleRegressor → Softmax → ArgMax → Gather; null for any other file. */
function scoreNode(model: ModelProto): NodeProto | null {
  const [node] = model.nodes;
  if (!node || operatorsOf(model) !== SCORE_OPERATORS) return null;
  if (!['', 'NONE'].includes(listOf(node, 'post_transform').text)) throw new RangeError(`post_transform ${listOf(node, 'post_transform').text} is not summed scores`);
  if (!['', 'SUM'].includes(listOf(node, 'aggregate_function').text)) throw new RangeError(`aggregate_function ${listOf(node, 'aggregate_function').text} is not summed scores`);
  return node;
}

function scoreEnsemble(node: NodeProto, columns: number): TreeEnsemble {
  const ensemble = new Relayed(node, columns, 'scores').ensemble();
  const base = listOf(node, 'base_values').floats;
  if (base.length !== 0 && base.length !== ensemble.classes) throw new RangeError(`${base.length} base_values for ${ensemble.classes} classes`);
  return { ...ensemble, base: base.length > 0 ? base : new Float32Array(ensemble.classes) };
}

/** Labels of a file of scores, which has them in a constant and, for whoever reads it, in its metadata. */
function labelsOf(metadata: ReadonlyMap<string, string>): number[] {
  const text = metadata.get('class_values') ?? '';
  return /^\[\d+(?:,\d+)*\]$/.test(text) ? text.slice(1, -1).split(',').map(Number) : [];
}

function listOf(node: NodeProto, attribute: string): AttributeProto {
  return node.attributes.get(attribute) ?? EMPTY;
}

/** Follows the references of the file's node lists once, tree by tree, and lays the nodes out anew. */
class Relayed {
  readonly #columns: number;
  readonly #classes: number;
  readonly #modes: readonly string[];
  readonly #columnIds: readonly number[];
  readonly #values: Float32Array;
  readonly #yes: readonly number[];
  readonly #no: readonly number[];
  readonly #treeIds: readonly number[];
  readonly #rows: ReadonlyMap<number, number>;
  /** Votes by row of the node lists. */
  readonly #votes = new Map<number, [classIndex: number, weight: number][]>();
  #isComplement = false;
  readonly #roots: number[] = [];
  readonly #feature: number[] = [];
  readonly #threshold: number[] = [];
  readonly #otherwise: number[] = [];
  readonly #leafStart: number[] = [0];
  readonly #leafClass: number[] = [];
  readonly #leafWeight: number[] = [];

  constructor(node: NodeProto, columns: number, leaves: 'votes' | 'scores') {
    this.#columns = columns;
    this.#classes = leaves === 'scores' ? listOf(node, 'n_targets').int : Math.max(listOf(node, 'classlabels_int64s').ints.length, listOf(node, 'classlabels_strings').texts.length);
    this.#modes = listOf(node, 'nodes_modes').texts;
    this.#columnIds = listOf(node, 'nodes_featureids').ints;
    this.#values = listOf(node, 'nodes_values').floats;
    this.#yes = listOf(node, 'nodes_truenodeids').ints;
    this.#no = listOf(node, 'nodes_falsenodeids').ints;
    this.#treeIds = listOf(node, 'nodes_treeids').ints;
    const ids = listOf(node, 'nodes_nodeids').ints;
    const lengths = [this.#columnIds, this.#values, this.#yes, this.#no, this.#treeIds, ids].map((list) => list.length);
    if (this.#classes < 2 || lengths.some((length) => length !== this.#modes.length)) throw new RangeError('its lists of nodes differ in length');
    this.#rows = new Map(ids.map((id, row) => [nodeKey(this.#treeIds[row] as number, id), row]));
    this.#collectVotes(node, leaves);
  }

  ensemble(): TreeEnsemble {
    // The first node listed of a tree is its root.
    this.#treeIds.forEach((tree, row) => {
      if (tree !== this.#treeIds[row - 1]) this.#addTree(tree, row);
    });
    return {
      columns: this.#columns,
      classes: this.#classes,
      roots: Int32Array.from(this.#roots),
      feature: Int32Array.from(this.#feature),
      threshold: Float32Array.from(this.#threshold),
      otherwise: Int32Array.from(this.#otherwise),
      leafStart: Int32Array.from(this.#leafStart),
      leafClass: Uint16Array.from(this.#leafClass),
      leafWeight: Float32Array.from(this.#leafWeight),
    };
  }

  #addTree(tree: number, rootRow: number): void {
    this.#roots.push(this.#feature.length);
    const pending = [{ row: rootRow, parent: -1 }];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const index = this.#feature.length;
      // Each node is reached once in a tree; a file whose references run in a circle would be followed for ever.
      if (index >= this.#modes.length) throw new RangeError('its nodes refer to each other in a circle');
      if (next.parent >= 0) this.#otherwise[next.parent] = index;
      if (this.#modes[next.row] === 'LEAF') {
        this.#addLeaf(next.row);
        continue;
      }
      this.#addBranch(next.row);
      pending.push({ row: this.#rowOf(tree, this.#no[next.row] as number), parent: index });
      pending.push({ row: this.#rowOf(tree, this.#yes[next.row] as number), parent: -1 });
    }
  }

  #addBranch(row: number): void {
    if (this.#modes[row] !== 'BRANCH_LEQ') throw new RangeError(`nodes of mode ${this.#modes[row]}`);
    const column = this.#columnIds[row] as number;
    if (column >= this.#columns) throw new RangeError(`it asks for column ${column} of ${this.#columns}`);
    this.#feature.push(column);
    this.#threshold.push(this.#values[row] as number);
    this.#otherwise.push(-1);
  }

  #addLeaf(row: number): void {
    this.#feature.push(-1);
    this.#threshold.push(0);
    this.#otherwise.push(this.#leafStart.length - 1);
    const votes = this.#votes.get(row) ?? [];
    for (const [c, weight] of this.#isComplement ? this.#withComplement(votes) : votes) {
      if (weight === 0) continue;
      this.#leafClass.push(c);
      this.#leafWeight.push(weight);
    }
    this.#leafStart.push(this.#leafClass.length);
  }

  /** Weights of both classes from those of the second: the first tree hands out 1, and each takes its votes off again. */
  #withComplement(votes: readonly [number, number][]): [number, number][] {
    const second = votes.reduce((sum, [, weight]) => sum + weight, 0);
    return [
      [0, (this.#roots.length === 1 ? 1 : 0) - second],
      [1, second],
    ];
  }

  #collectVotes(node: NodeProto, leaves: 'votes' | 'scores'): void {
    const list = leaves === 'scores' ? 'target' : 'class';
    const ids = listOf(node, `${list}_nodeids`).ints;
    const trees = listOf(node, `${list}_treeids`).ints;
    const classes = listOf(node, `${list}_ids`).ints;
    const weights = listOf(node, `${list}_weights`).floats;
    if ([trees, classes, weights].some((list) => list.length !== ids.length)) throw new RangeError('its lists of leaf weights differ in length');
    this.#isComplement = leaves === 'votes' && complementary(classes, weights, this.#classes);
    ids.forEach((id, i) => {
      const row = this.#rowOf(trees[i] as number, id);
      const c = classes[i] as number;
      if (c >= this.#classes) throw new RangeError(`a leaf votes for class ${c} of ${this.#classes}`);
      const votes = this.#votes.get(row) ?? [];
      votes.push([c, weights[i] as number]);
      this.#votes.set(row, votes);
    });
  }

  #rowOf(tree: number, id: number): number {
    const row = this.#rows.get(nodeKey(tree, id));
    if (row === undefined) throw new RangeError(`tree ${tree} has no node ${id}`);
    return row;
  }
}

/** True for a model of two classes with weights for one only: they are the second's, and the first has what is left of 1. */
function complementary(classes: readonly number[], weights: Float32Array, count: number): boolean {
  const single = new Set(classes).size === 1;
  if (single && (count !== 2 || weights.some((weight) => weight < 0))) throw new RangeError('its leaves have weights for one class only');
  // ONNX Runtime's labels then follow other rules than its probabilities.
  if (!single && count === 2) throw new RangeError('it has weights for both of two classes');
  return single;
}

/** One number for a node of a tree; both stay exact below 2²⁶. */
function nodeKey(tree: number, id: number): number {
  if (tree >= 2 ** 26 || id >= 2 ** 26) throw new RangeError(`node ${id} of tree ${tree} is beyond any real model`);
  return tree * 2 ** 26 + id;
}
