import { EngineError } from '../client/call.ts';
import { useStore } from './store.ts';

/** Waits for work that nobody else waits for: what the engine refuses is shown in the notice of the window. */
export function report(work: Promise<unknown>): void {
  work.catch((thrown: unknown) => {
    if (thrown instanceof EngineError) useStore.getState().fail(thrown.document);
    else if (!(thrown instanceof DOMException && thrown.name === 'AbortError') && !(thrown instanceof TypeError)) throw thrown;
    // A TypeError is fetch's way to say that the engine is away: the window shows that by its connection.
  });
}
