import { useEffect, useMemo, useState } from 'react';
import type { Identified } from '../../../shared/contract/values.ts';
import type { Layer } from '../../layers/layer.ts';
import type { Place } from '../../state/map/places.ts';
import { report } from '../../state/report.ts';
import { call } from '../../client/call.ts';

/** What one record was asked, and its answer once it came. */
export interface Answer {
  readonly record: string;
  readonly title: string;
  readonly simulated: boolean;
  /** Index of the period that the map shows of it; 0 for what has no periods. */
  readonly period: number;
  readonly item: Identified | null;
}

type Asked = Pick<Answer, 'record' | 'title' | 'simulated' | 'period'>;

/** The records that the visible layers show, top first, each once. */
export function askedRecords(layers: readonly Layer[]): Asked[] {
  const asked = new Map<string, Asked>();
  for (const layer of layers) {
    if (!layer.visible || layer.recordId === '' || asked.has(layer.recordId)) continue;
    asked.set(layer.recordId, { record: layer.recordId, title: layer.title, simulated: layer.simulated, period: 'frame' in layer ? layer.frame : 0 });
  }
  return [...asked.values()];
}

/**
 * Asks every visible record what it holds at the place, each on its own, so that the quick ones need not wait for the
 * slow ones. All periods of a composite come at once: stepping through time asks nothing.
 */
export function useAnswers(place: Place | null, layers: readonly Layer[]): readonly Answer[] {
  const asked = useMemo(() => askedRecords(layers), [layers]);
  const [answers, setAnswers] = useState<{ readonly place: number; readonly items: ReadonlyMap<string, Identified> }>({ place: -1, items: new Map() });
  const records = asked.map(({ record }) => record).join('\n');
  useEffect(() => {
    if (!place || records === '') return undefined;
    const aborter = new AbortController();
    const { id, x, y, crs } = place;
    for (const record of records.split('\n')) {
      report(
        call('values.identify', { x, y, crs, records: [record] }, aborter.signal).then(({ items: [item] }) => {
          if (item) setAnswers((known) => ({ place: id, items: new Map(known.place === id ? known.items : []).set(record, item) }));
        }),
      );
    }
    return () => {
      aborter.abort();
    };
  }, [place, records]);
  const items = answers.place === place?.id ? answers.items : null;
  return asked.map((one) => ({ ...one, item: items?.get(one.record) ?? null }));
}
