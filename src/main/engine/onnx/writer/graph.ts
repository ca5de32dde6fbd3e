import type { AttributeValue, ConstantSpec, NodeSpec } from './model.ts';

/** How a node of {@link GraphBuilder} differs from a plain one. */
export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  /** Operator set; the standard one by default. */
  readonly domain?: string;
  /** Names of the outputs, for those that leave the graph or that errors should name; made up by default. */
  readonly outputs?: readonly string[];
}

/**
 * Collects the nodes and constants of a graph and gives every intermediate tensor a name. Deterministic: the same calls
 * give the same names. `nodes` and `constants` go into a `ModelSpec`.
 */
export class GraphBuilder {
  readonly nodes: NodeSpec[] = [];
  readonly constants: ConstantSpec[] = [];
  readonly #names = new Set<string>();

  /** Adds a constant. @returns its name */
  constant(name: string, shape: readonly number[], data: ConstantSpec['data']): string {
    const size = shape.reduce((product, side) => product * side, 1);
    if (size !== data.length) throw new RangeError(`${name}: ${data.length} values for the shape [${shape.join(', ')}]`);
    this.constants.push({ name: this.#claim(name), shape, data });
    return name;
  }

  /** A list of whole numbers, as shapes and axes are given; the same list is stored once. @returns its name */
  ints(values: readonly number[]): string {
    const name = `ints_${values.join('_').replaceAll('-', 'm')}`;
    if (!this.#names.has(name)) this.constant(name, [values.length], BigInt64Array.from(values, BigInt));
    return name;
  }

  /** One float32 without dimensions; the same number is stored once. @returns its name */
  float(value: number): string {
    const name = `float_${value}`;
    if (!this.#names.has(name)) this.constant(name, [], Float32Array.of(value));
    return name;
  }

  /** Adds an operator with one output. @returns the output's name */
  node(operator: string, inputs: readonly string[], options: NodeOptions = {}): string {
    const [output = this.#claim(`${operator}_${this.nodes.length}`)] = options.outputs ?? [];
    this.operator(operator, inputs, { ...options, outputs: [output] });
    return output;
  }

  /** Adds an operator with any number of outputs, which must be named. */
  operator(operator: string, inputs: readonly string[], options: NodeOptions & { readonly outputs: readonly string[] }): void {
    const { attributes, domain, outputs } = options;
    for (const output of outputs) this.#names.add(output);
    this.nodes.push({ operator, inputs, outputs, ...(domain === undefined ? {} : { domain }), ...(attributes === undefined ? {} : { attributes }) });
  }

  #claim(name: string): string {
    if (this.#names.has(name)) throw new RangeError(`two tensors are called ${name}`);
    this.#names.add(name);
    return name;
  }
}
