import type { TaskImplementation } from '../pool/rpc.ts';

/** Every task that a worker can do; one line each. */
export const TASKS: readonly TaskImplementation[] = [
];
