import { cpus, totalmem } from 'node:os';

/** One figure of the benchmark, as `npm run bench -- --json` prints it. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it is measured against in the same run; null where there is none, or none is installed. */
  readonly peer: { readonly name: string; readonly value: number } | null;
  /** How many times as good as the peer where more is better, how many times its cost where less is; null without a peer. */
  readonly ratio: number | null;
  /** In words, such as `≥ 40 × numpy`. */
  readonly target: string;
  readonly met: boolean;
}

/** What a benchmark may use. */
export interface BenchContext {
  /** Smaller inputs that show whether a benchmark works; its figures do not count. */
  readonly small: boolean;
  /** An empty folder of its own on the disk of temporary files. */
  readonly folder: string;
  /** The system's Python, which Debian's python3-numpy and the other peers belong to; null where there is none. */
  readonly python: string | null;
  /** A line for the person who waits. */
  note(line: string): void;
}

/** One benchmark; it may print several figures. One file each, one line in `registry.ts`. */
export interface Benchmark {
  /** As given on the command line; figures are named `<name>.<what>`. */
  readonly name: string;
  readonly summary: string;
  /** Debian packages of its peers. */
  readonly peers: readonly string[];
  run(context: BenchContext): Promise<readonly Figure[]>;
}

/** The machine in a few words. */
export function machineWords(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}, Node ${process.version}`;
}

/** The median of some measurements. */
export function middleOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}
