import type { SourceCode } from '../../../shared/contract/schemes.ts';
import { classMapper } from '../../../shared/raster/class-mapping.ts';
import type { ClassScheme } from '../../../shared/raster/class-scheme.ts';
import type { SampleSet } from '../../../shared/records/learning.ts';
import type { EngineServices } from '../handler.ts';
import { countCodesTask } from './code-counts.rpc.ts';
import { legendOf } from './legend.ts';

/** The source codes of a set: where they come from, and how often each occurs. */
export interface SetCodes {
  readonly source: string;
  readonly codes: readonly { readonly code: string; readonly label: string; readonly count: number }[];
}

/**
 * The source codes of a parcel set or of what a sample set was made from, before its versions: the extraction, or the parcels. A sample set of
 * another origin has the codes of its classes.
 * @throws RECORD_NOT_FOUND, FILE_NOT_FOUND, COLUMN_MISSING, METADATA_INVALID
 */
export async function codesOfSet(services: EngineServices, kind: 'parcels' | 'samples', id: string, signal?: AbortSignal): Promise<SetCodes> {
  const { catalog, workspace, lookups } = services;
  if (kind === 'parcels') return parcelCodes(catalog.parcels.get(id));
  const samples = firstVersion(catalog, catalog.samples.get(id));
  const [first] = samples.sources;
  if (samples.settings['origin'] === 'worldcereal-extraction' && first !== undefined) {
    const { codes } = await lookups.run(countCodesTask, { path: workspace.absolute(first) }, signal ? { signal } : {});
    return { source: 'worldcereal', codes: codes.map((counted) => ({ ...counted, label: legendOf('worldcereal').get(counted.code) ?? '' })) };
  }
  const parcels = samples.sources.map((source) => catalog.parcels.find(source)).find((set) => set !== null);
  return parcels ? parcelCodes(parcels) : { source: 'own', codes: Object.entries(samples.byClass).map(([code, count]) => ({ code, label: '', count })) };
}

/** The set that a set is a version of, and so on to the one that was made from data. */
function firstVersion(catalog: EngineServices['catalog'], samples: SampleSet): SampleSet {
  const seen = new Set([samples.id]);
  let found = samples;
  for (let before = catalog.samples.find(found.sources[0] ?? ''); before && !seen.has(before.id); before = catalog.samples.find(found.sources[0] ?? '')) {
    seen.add(before.id);
    found = before;
  }
  return found;
}

/** The codes, most frequent first, each with what a scheme makes of it. */
export function judgeCodes({ source, codes }: SetCodes, scheme: ClassScheme | null): SourceCode[] {
  const classOf = scheme ? classMapper(scheme, source) : null;
  return codes
    .map(({ code, label, count }) => {
      const mapped = classOf?.(code) ?? null;
      return { code, label, count, outcome: mapped?.outcome ?? null, classCode: mapped?.outcome === 'class' ? mapped.code : null };
    })
    .toSorted((a, b) => b.count - a.count || a.code.localeCompare(b.code));
}

function parcelCodes({ codeSource, codes }: { readonly codeSource: string; readonly codes: readonly { readonly code: string; readonly label: string; readonly count: number }[] }): SetCodes {
  return { source: codeSource, codes: codes.map(({ code, label, count }) => ({ code, label, count })) };
}
