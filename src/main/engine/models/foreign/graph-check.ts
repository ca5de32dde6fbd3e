import { appError } from '../../../../shared/errors/app-error.ts';
import { message } from '../../../../shared/messages/message.ts';
import { type GraphProto, type ModelProto, type NodeProto, standardDomain } from '../../onnx/reader/model.ts';
import { NEWEST_IR, OPERATOR_DOMAINS } from '../../onnx/reader/operators.ts';
import type { TensorProto } from '../../onnx/reader/tensor.ts';

/** Most numbers that a constant may have; ONNX Runtime makes room for them before it looks whether they are there. */
const MOST_NUMBERS = 2 ** 31;
/** Most nodes of a graph; the largest published networks have some ten thousand. */
const MOST_NODES = 200_000;

/**
 * Refuses what must not come to ONNX Runtime, or what it would refuse with words of its own: data in other files, operators
 * that are custom code, versions it does not know, constants larger than the file.
 * @param file for the message
 * @throws AppError MODEL_EXTERNAL_DATA, MODEL_OPERATOR, MODEL_TOO_NEW, MODEL_TOO_LARGE
 */
export function requireLoadable(model: ModelProto, file: string): void {
  requireKnownVersions(model, file);
  const own = new Set(model.functions.map(({ domain, name }) => `${domain} ${name}`));
  let nodes = 0;
  for (const { node, graph } of everything(model)) {
    if (graph) for (const tensor of graph.initializers) requireHeld(tensor, file);
    if (!node) continue;
    nodes += 1;
    if (nodes > MOST_NODES) throw appError('MODEL_TOO_LARGE', { file, what: message('MORE_OPERATORS', { number: MOST_NODES }) });
    for (const { tensors } of node.attributes.values()) for (const tensor of tensors) requireHeld(tensor, file);
    const domain = standardDomain(node.domain);
    if (own.has(`${domain} ${node.operator}`)) continue;
    if (!OPERATOR_DOMAINS.get(domain)?.operators.has(node.operator)) throw appError('MODEL_OPERATOR', { file, operator: domain === '' ? node.operator : `${domain}:${node.operator}` });
  }
}

function requireKnownVersions({ irVersion, operatorSets, functions }: ModelProto, file: string): void {
  if (irVersion > NEWEST_IR) throw appError('MODEL_TOO_NEW', { file, what: message('ONNX_FORMAT'), version: irVersion, newest: NEWEST_IR });
  if (operatorSets.size === 0) throw appError('MODEL_NOT_ONNX', { file, problem: message('OPERATORS_UNSAID') });
  const own = new Set(functions.map(({ domain }) => domain));
  for (const [domain, version] of operatorSets) {
    const known = OPERATOR_DOMAINS.get(domain);
    // A domain that no operator is taken from does no harm: exporters name several.
    if (known && !own.has(domain) && version > known.newest) throw appError('MODEL_TOO_NEW', { file, what: message('ONNX_OPERATORS', { domain: domain === '' ? 'ai.onnx' : domain }), version, newest: known.newest });
  }
}

function requireHeld({ name, element, shape, bytes, external }: TensorProto, file: string): void {
  if (external !== null) throw appError('MODEL_EXTERNAL_DATA', { file, tensor: name === '' ? message('UNNAMED_CONSTANT') : name, place: external });
  const numbers = shape.reduce((product, size) => product * size, 1);
  // A number takes a bit at least, a text its length: what claims more is made up.
  if (!(numbers <= MOST_NUMBERS) || (element !== 'string' && numbers > bytes * 8)) throw appError('MODEL_TOO_LARGE', { file, what: message('CONSTANT_TOO_LARGE', { name, shape: shape.join(' × '), bytes }) });
}

interface Visited {
  readonly node?: NodeProto;
  readonly graph?: GraphProto;
}

/** Every node and graph of a file, in functions and in the bodies of operators too. */
function* everything(model: ModelProto): Generator<Visited> {
  yield* inGraph(model.graph);
  for (const { nodes } of model.functions) for (const node of nodes) yield* inNode(node);
}

function* inGraph(graph: GraphProto): Generator<Visited> {
  yield { graph };
  for (const node of graph.nodes) yield* inNode(node);
}

function* inNode(node: NodeProto): Generator<Visited> {
  yield { node };
  for (const { graphs } of node.attributes.values()) for (const graph of graphs) yield* inGraph(graph);
}
