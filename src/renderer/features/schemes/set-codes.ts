import { useEffect, useMemo, useState } from 'react';
import type { CallOutput } from '../../../shared/contract/contract.ts';
import { classMapper, IGNORED, normalCode } from '../../../shared/raster/class-mapping.ts';
import type { ClassScheme } from '../../../shared/raster/class-scheme.ts';
import { call } from '../../client/call.ts';
import { useRecords } from '../../state/records.ts';
import { report } from '../../state/report.ts';

/** A set whose source codes can be looked at. */
export interface CodeSet {
  readonly kind: 'parcels' | 'samples';
  readonly id: string;
  readonly title: string;
}

/** One source code: how often the set has it, and what the scheme makes of it. */
export interface CodeRow {
  readonly code: string;
  readonly label: string;
  /** Null for a code that only the scheme knows. */
  readonly count: number | null;
  /** Code of its class, `ignore`, or null while it is unmapped. */
  readonly target: string | null;
  /** The mapping is that of a branch above the code. */
  readonly inherited: boolean;
}

/** The parcel sets and sample sets of the workspace. */
export function useCodeSets(): readonly CodeSet[] {
  const { parcels, samples } = useRecords();
  return useMemo(() => [...parcels, ...samples].map(({ kind, id, title }) => ({ kind, id, title })), [parcels, samples]);
}

type SetCodes = CallOutput<'schemes.codes'>;

/** The source codes of a set; null while they are read and where no set is chosen. */
export function useSetCodes(set: CodeSet | null): SetCodes | null {
  const [found, setFound] = useState<{ readonly set: CodeSet; readonly codes: SetCodes } | null>(null);
  useEffect(() => {
    if (!set) return undefined;
    const aborter = new AbortController();
    report(call('schemes.codes', { set: { kind: set.kind, id: set.id } }, aborter.signal).then((codes) => { setFound({ set, codes }); }));
    return () => { aborter.abort(); };
  }, [set]);
  return found && found.set === set ? found.codes : null;
}

/** The codes of one source: unmapped ones first, those of the set by their counts before those that only the scheme knows. */
export function codeRows(scheme: ClassScheme, source: string, found: SetCodes['codes']): CodeRow[] {
  const classOf = classMapper(scheme, source);
  const own = scheme.mappings[source] ?? {};
  const waiting = scheme.unmapped?.[source] ?? {};
  const rowOf = (code: string, label: string, count: number | null): CodeRow => {
    const mapped = classOf(code);
    const target = mapped.outcome === 'class' ? mapped.code : mapped.outcome === 'ignored' ? IGNORED : null;
    return { code, label, count, target, inherited: target !== null && own[normalCode(source, code)] === undefined };
  };
  const counted = new Set(found.map(({ code }) => normalCode(source, code)));
  const known = [...Object.keys(own), ...Object.keys(waiting)].filter((code) => !counted.has(code));
  const rows = [...found.map(({ code, label, count }) => rowOf(code, label === '' ? (waiting[normalCode(source, code)] ?? '') : label, count)), ...known.map((code) => rowOf(code, waiting[code] ?? '', null))];
  return rows.toSorted((a, b) => Number(b.target === null) - Number(a.target === null) || (b.count ?? -1) - (a.count ?? -1) || a.code.localeCompare(b.code));
}
