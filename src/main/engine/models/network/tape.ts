import { ELEMENT_TYPES } from '../../onnx/writer/model.ts';
import { GraphBuilder, type NodeOptions } from '../../onnx/writer/graph.ts';

/** Numbers that a graph calculates with. float64 is for checking gradients. */
export type NumberType = 'float32' | 'float64';

/** `train`: values are dropped and batches normalised by themselves; `infer`: neither. */
export type TapeMode = 'train' | 'infer';

/** A tensor on a tape. */
export interface Variable {
  readonly name: string;
  /** Sizes; −1, only in front, where they vary: the rows of the batch, or rows × steps. */
  readonly shape: readonly number[];
  /** Whether the loss depends on a parameter through it, so that a gradient must be worked out. */
  readonly isTracked: boolean;
}

/** Writes the gradients of an operation's inputs, given the name of its output's; hands each to `give`. */
export type Backward = (gradient: string, give: (variable: Variable, gradient: string) => void) => void;

interface Step {
  readonly output: Variable;
  readonly backward: Backward;
}

/** What a tape is written for. */
export interface TapeOptions {
  readonly mode: TapeMode;
  readonly type?: NumberType;
}

/**
 * A network as it is written into a graph, with what is needed to write its gradients after it: reverse-mode automatic
 * differentiation where the derivative is more operators of the same graph (Griewank and Walther 2008, chapter 3).
 * The operations that it is written in are in `operations.ts`.
 */
export class Tape {
  readonly graph = new GraphBuilder();
  readonly mode: TapeMode;
  readonly type: NumberType;
  readonly #steps: Step[] = [];
  readonly #named = new Map<string, Variable>();
  readonly #observed = new Map<string, string>();
  readonly #stored = new Map<string, string>();

  constructor(options: TapeOptions) {
    this.mode = options.mode;
    this.type = options.type ?? 'float32';
  }

  /** Gives a tensor that layers ask for by its name: a parameter, a statistic or a feed. */
  provide(name: string, variable: Variable): void {
    this.#named.set(name, variable);
  }

  /** What {@link provide} gave. */
  provided(name: string): Variable {
    const variable = this.#named.get(name);
    if (!variable) throw new RangeError(`nothing is called ${name}`);
    return variable;
  }

  /** Says what a batch has for a statistic: a running value moves towards it. */
  observe(statistic: string, seen: string): void {
    this.#observed.set(statistic, seen);
  }

  /** What {@link observe} said; the present value where no layer looked. */
  observed(statistic: string): string {
    return this.#observed.get(statistic) ?? this.provided(statistic).name;
  }

  /** ONNX's code of the tape's numbers, for casts. */
  get elementCode(): number {
    return ELEMENT_TYPES[this.type];
  }

  /** A constant in the tape's numbers. @returns its name */
  constant(name: string, shape: readonly number[], values: ArrayLike<number>): string {
    return this.graph.constant(name, shape, this.type === 'float32' ? Float32Array.from(values) : Float64Array.from(values));
  }

  /** What `write` names, written the first time and the same from then on. */
  once(key: string, write: () => string): string {
    const name = this.#stored.get(key) ?? write();
    this.#stored.set(key, name);
    return name;
  }

  /** One number; the same one is stored once. @returns its name */
  number(value: number): string {
    return this.once(`number ${value}`, () => this.constant(`number_${value}`, [], [value]));
  }

  /** Whole numbers of any shape, such as the places that a gather reads; the same name is stored once. @returns its name */
  places(name: string, shape: readonly number[], values: readonly number[]): string {
    return this.once(`places ${name}`, () => this.graph.constant(name, shape, BigInt64Array.from(values, BigInt)));
  }

  /** Adds an operator. @returns the name of its output */
  node(operator: string, inputs: readonly string[], attributes?: NodeOptions['attributes']): string {
    return this.graph.node(operator, inputs, attributes === undefined ? {} : { attributes });
  }

  /** Makes a variable of an operator's output. `backward` is kept only if a gradient must pass. */
  record(name: string, shape: readonly number[], inputs: readonly Variable[], backward: Backward): Variable {
    const isTracked = inputs.some((input) => input.isTracked);
    const output = { name, shape, isTracked };
    if (isTracked) this.#steps.push({ output, backward });
    return output;
  }

  /**
   * Writes the gradients of what has been recorded.
   * @param loss a variable and the name of the gradient that it begins with
   * @returns a function that names the gradient of a variable
   */
  differentiate(loss: Variable, gradient: string): (variable: Variable) => string {
    const parts = new Map<Variable, string[]>([[loss, [gradient]]]);
    const sum = (variable: Variable): string | null => {
      const given = parts.get(variable);
      if (!given?.[0]) return null;
      const total = given.length === 1 ? given[0] : this.node('Sum', given);
      parts.set(variable, [total]);
      return total;
    };
    const give = (variable: Variable, part: string): void => {
      if (variable.isTracked) parts.set(variable, [...(parts.get(variable) ?? []), part]);
    };
    for (const { output, backward } of this.#steps.toReversed()) {
      const arrived = sum(output);
      if (arrived !== null) backward(arrived, give);
    }
    return (variable) => {
      const total = sum(variable);
      if (total === null) throw new RangeError(`the loss does not depend on ${variable.name}`);
      return total;
    };
  }
}
