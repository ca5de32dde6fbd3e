import { useEffect, useState } from 'react';
import type { CallInput, CallName, CallOutput } from '../../../shared/contract/contract.ts';
import { call } from '../../client/call.ts';
import { report } from '../../state/report.ts';

/**
 * The answer to a question about a sample set; the one before stays while a new one of the same call is formed, so that
 * nothing flickers. Null while there is none.
 * @param input null asks nothing
 */
export function useAnswer<N extends CallName>(name: N, input: CallInput<N> | null): { readonly answer: CallOutput<N> | null; readonly isStale: boolean } {
  const [found, setFound] = useState<{ readonly key: string; readonly answer: CallOutput<N> } | null>(null);
  const key = JSON.stringify(input);
  useEffect(() => {
    const question = JSON.parse(key) as CallInput<N> | null;
    if (question === null) return undefined;
    const aborter = new AbortController();
    report(call(name, question, aborter.signal).then((answer) => { setFound({ key, answer }); }));
    return () => { aborter.abort(); };
  }, [name, key]);
  return { answer: found?.answer ?? null, isStale: found?.key !== key };
}
