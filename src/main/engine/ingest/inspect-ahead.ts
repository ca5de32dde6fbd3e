import { appError, toAppError } from '../../../shared/errors/app-error.ts';
import type { Discovery } from './discover.ts';
import type { IngestTools, Inspection } from './product.ts';

/** A find with what inspecting it gave, or why it failed. */
export interface Inspected {
  readonly discovery: Discovery;
  readonly inspection: Inspection | Error;
}

/**
 * Inspects finds, at most `size` at once, and gives them in their order, so that the outcome does not depend on which
 * worker was quicker. Leaving the loop stops what has not begun.
 */
export async function* inspectAhead(found: readonly Discovery[], tools: IngestTools, size: number): AsyncGenerator<Inspected> {
  const running: Promise<Inspected>[] = [];
  for (let next = 0, given = 0; given < found.length; given++) {
    while (next < found.length && next < given + Math.max(1, size)) {
      const discovery = found[next];
      if (discovery) running.push(inspectOne(discovery, tools));
      next += 1;
    }
    if (tools.signal.aborted) throw appError('CANCELLED');
    const inspected = await running[given];
    if (inspected) yield inspected;
  }
}

async function inspectOne(discovery: Discovery, tools: IngestTools): Promise<Inspected> {
  try {
    return { discovery, inspection: await discovery.product.inspect(discovery.find, tools) };
  } catch (thrown) {
    return { discovery, inspection: toAppError(thrown, discovery.find.path) };
  }
}
