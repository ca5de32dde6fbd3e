import { useEffect } from 'react';
import { type EngineEvent, listen } from '../client/events.ts';
import { useDemo } from '../state/jobs/demo.ts';
import { useJobs } from '../state/jobs/jobs.ts';
import { report } from '../state/report.ts';
import { useStore } from '../state/store.ts';

/** Events come in bursts (an import of forty scenes, the log that is read again after a reload): one look answers them all. */
const GATHER_MS = 120;
/** What happens after a time of quiet is looked at as soon as what was told with it is there too. */
const FIRST_MS = 10;

type Topic = 'records' | 'jobs' | 'demo';

const READ: Readonly<Record<Topic, () => Promise<unknown>>> = {
  records: () => useStore.getState().refresh(),
  jobs: () => useJobs.getState().refresh(),
  demo: () => useDemo.getState().refresh(),
};

/** Keeps what the window knows true: reads it when the stream opens and again when events say that it changed. */
export function useEngineEvents(): void {
  useEffect(() => {
    const aborter = new AbortController();
    const waiting = new Set<Topic>();
    const reading = new Set<Topic>();
    let timer: ReturnType<typeof setTimeout> | null = null;
    let flushedAt = -Infinity;
    const flush = (): void => {
      timer = null;
      flushedAt = performance.now();
      // What is being read is read again once it is there: an answer that began before a change may lack it.
      for (const topic of [...waiting].filter((item) => !reading.has(item))) {
        waiting.delete(topic);
        reading.add(topic);
        const read = READ[topic]().finally(() => {
          reading.delete(topic);
          if (waiting.size > 0) timer ??= setTimeout(flush, GATHER_MS);
        });
        report(read);
      }
    };
    const want = (...topics: readonly Topic[]): void => {
      for (const topic of topics) waiting.add(topic);
      timer ??= setTimeout(flush, performance.now() - flushedAt > GATHER_MS ? FIRST_MS : GATHER_MS);
    };
    listen(
      (event) => {
        handle(event, want);
      },
      (state) => {
        useStore.getState().connected(state);
        if (state === 'live') want('records', 'jobs', 'demo');
      },
      aborter.signal,
    );
    return () => {
      aborter.abort();
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
}

function handle(event: EngineEvent, want: (...topics: readonly Topic[]) => void): void {
  if (event.type === 'job.progressed') useJobs.getState().progressed(event);
  else if (event.type.startsWith('job.')) want('jobs');
  else if (event.type.startsWith('demo.')) want('demo', 'jobs');
  else if (/^(record|basemap)\./.test(event.type)) want('records');
}
