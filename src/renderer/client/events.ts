/** A change that the engine tells of: `record.added`, `jobs.progressed`, … */
export interface EngineEvent {
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

const RETRY_MS = 1000;

/**
 * Listens to the engine's events from now on (whoever listens reads what there is when the stream opens), through restarts of the engine and sleeps of the machine: a cut stream
 * is opened again from the last event seen, so nothing is missed.
 * @param onState told `live` when the stream is open and `lost` when it was cut
 */
export function listen(onEvent: (event: EngineEvent) => void, onState: (state: 'live' | 'lost') => void, signal: AbortSignal): void {
  let since: number | 'now' = 'now';
  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        const response = await fetch(`/api/events?since=${since}`, { signal });
        if (!response.ok || !response.body) throw new Error(response.statusText);
        onState('live');
        for await (const event of lines(response.body)) {
          since = event.seq;
          onEvent(event);
        }
      } catch {
        // Cut: the engine restarts, or the window closes. Tell, wait, and open it again.
      }
      if (!signal.aborted) onState('lost');
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  };
  void loop();
}

async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<EngineEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) if (line !== '') yield JSON.parse(line) as EngineEvent;
  }
}
