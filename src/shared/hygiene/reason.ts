import type { Flag, FlagKind } from './finding.ts';

type Facts = Flag['facts'];

const percent = (value: string | number | undefined): string => `${Math.round(Number(value ?? 0) * 100)} %`;
const one = (value: string | number | undefined): string => String(Math.round(Number(value ?? 0) * 10) / 10);

/** English sentences of the flags, for the command line and the documents; the window has its own words for each kind. */
const SENTENCES: { readonly [K in FlagKind]: (facts: Facts) => string } = {
  som: (f) => f['verdict'] === 'analyze' ? `among series like it, ${percent(f['own'])} have its class, but few beside them on the map do: ${percent(f['posterior'])} smoothed` : `among series like it, ${percent(f['own'])} have its class and ${percent(f['otherShare'])} are ${String(f['other'])}`,
  neighbours: (f) => `${percent(f['otherShare'])} of its ${String(f['k'])} nearest series elsewhere are ${String(f['other'])}, ${percent(f['own'])} have its class`,
  far: (f) => `its series is ${one(f['times'])} times as far from its class as is usual`,
  'same-place': (f) => `at the same place as ${String(f['first'])}`,
  'same-series': (f) => `has the very series of ${String(f['first'])}`,
  conflict: (f) => `has the ${f['by'] === 'series' ? 'series' : 'place'} of ${String(f['other'])}, which is ${String(f['otherClass'])}`,
  edge: (f) => `${one(f['metres'])} m from the edge of its parcel: its pixel reaches over`,
  outside: () => 'lies in no parcel',
  clouds: (f) => `${String(f['clear'])} of ${String(f['periods'])} periods have a clear observation, the longest gap is ${String(f['gapDays'])} days`,
};

/** Why a sample is doubted, in one English sentence without its full stop. */
export function flagReason(flag: Flag): string {
  return SENTENCES[flag.kind](flag.facts);
}
