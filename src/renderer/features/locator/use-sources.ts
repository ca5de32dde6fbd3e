import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRecords } from '../../state/records.ts';
import { useCropOf } from '../../state/samples/crop-words.ts';
import { report } from '../../state/report.ts';
import { type Found, parsedQuery } from './entries.ts';
import { SOURCES } from './sources.ts';

/** Pause after a letter before anyone is asked. */
const WAIT_MS = 120;

interface Streamed {
  readonly query: string;
  /** Answers by source, as they came in. */
  readonly answers: ReadonlyMap<string, readonly Found[]>;
}

/** What the sources outside the window find, each as soon as it has answered, in the order of the sources. */
export function useSources(query: string): { readonly found: readonly Found[]; readonly searching: boolean } {
  const { t, i18n } = useTranslation();
  const sets = useRecords((state) => state.parcels);
  const cropOf = useCropOf();
  const [streamed, setStreamed] = useState<Streamed>({ query: '', answers: new Map() });
  const { group, text } = parsedQuery(query);
  const asked = SOURCES.filter((source) => text.length >= source.from && (group === null ? source.from > 0 : group === source.group));
  const names = asked.map(({ id }) => id).join(' ');
  useEffect(() => {
    if (names === '') return undefined;
    const aborter = new AbortController();
    const { signal } = aborter;
    const take = (source: string, answer: readonly Found[]): void => {
      if (!signal.aborted) setStreamed((known) => ({ query, answers: new Map([...(known.query === query ? known.answers : []), [source, answer]]) }));
    };
    const timer = setTimeout(() => {
      for (const source of SOURCES.filter(({ id }) => names.split(' ').includes(id))) {
        report(source.find({ text, prefixed: group !== null, sets, cropOf, t, language: i18n.language, signal }).then((answer) => { take(source.id, answer); }, (thrown: unknown) => { take(source.id, []); throw thrown; }));
      }
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [query, text, group, names, sets, cropOf, t, i18n.language]);
  const answers = streamed.query === query ? streamed.answers : new Map<string, readonly Found[]>();
  return { found: asked.flatMap(({ id }) => answers.get(id) ?? []), searching: asked.some(({ id }) => !answers.has(id)) };
}
