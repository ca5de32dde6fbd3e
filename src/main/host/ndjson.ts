import type { Catalog, CatalogEvent } from '../engine/catalog/contract.ts';

/** Seconds between signs of life on a quiet stream, so that a proxy or a sleeping window does not cut it. */
const HEARTBEAT_MS = 15_000;

/**
 * The event stream: first what happened since `since`, then each event as it happens, one JSON document a line.
 * A reader that comes back gives the last `seq` it saw and misses nothing; one that comes for the first time gives null and
 * hears only what happens from now on. An empty line is a sign of life.
 */
export function eventStream(catalog: Catalog, since: number | null, signal: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = (): void => undefined;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let last = since ?? -1;
      const send = (event: CatalogEvent): void => {
        if (event.seq <= last) return;
        last = event.seq;
        controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`));
      };
      const unsubscribe = catalog.onEvent(send);
      for (const event of since === null ? [] : catalog.eventsSince(since)) send(event);
      const heartbeat = setInterval(() => controller.enqueue(encoder.encode('\n')), HEARTBEAT_MS);
      heartbeat.unref();
      stop = () => {
        clearInterval(heartbeat);
        unsubscribe();
      };
      signal.addEventListener('abort', () => {
        stop();
        closeQuietly(controller);
      });
    },
    cancel() {
      stop();
    },
  });
}

function closeQuietly(controller: ReadableStreamDefaultController): void {
  try {
    controller.close();
  } catch {
    // The reader closed it first.
  }
}
