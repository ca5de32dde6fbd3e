import { basename, extname, join } from 'node:path';
import { extractionOptionsSchema } from '../../../../shared/contract/jobs/samples.ts';
import type { SampleSet } from '../../../../shared/records/learning.ts';
import { type Message, message } from '../../../../shared/messages/message.ts';
import { recordId } from '../../../../shared/records/record-id.ts';
import { loadScheme } from '../class-scheme/shipped.ts';
import { openParquet } from '../parquet-file.ts';
import type { Draft, Find, IngestTools, Product } from '../product.ts';
import { extractionFactsTask, pivotExtractionTask } from './extraction.rpc.ts';
import { LABEL_COLUMNS } from './extraction-table.ts';

/** A column of reflectance, in the long and in the wide layout. */
const BAND_COLUMN = /^(S2-L2A|OPTICAL)-B\d/;

/**
 * WorldCereal's Parquet extractions, long (one row per sample and date) or wide (one row per sample). Imported with the land-cover classes and the
 * season of most labels; `samples from-extractions` labels and cuts them in another way.
 */
export const worldcerealExtraction: Product = {
  name: 'worldcereal-extraction',
  title: 'WorldCereal extractions (Parquet, long or wide)',
  async recognise(listing) {
    const finds: Find[] = [];
    for (const name of listing.files) {
      const path = join(listing.folder, name);
      if (/\.(geo)?parquet$/i.test(name) && (await isExtraction(path))) finds.push({ path, claims: [path] });
    }
    return finds;
  },
  inspect: async (find, tools) => ({ drafts: [await draftOf(find, tools)], skipped: [] }),
};

/** Any column of labels beside bands will do, so that a file that lacks another one hears its name. */
async function isExtraction(path: string): Promise<boolean> {
  try {
    const { columns } = await openParquet(path);
    const labels = LABEL_COLUMNS.filter((name) => columns.includes(name)).length;
    return labels === LABEL_COLUMNS.length || (labels > 0 && columns.some((name) => BAND_COLUMN.test(name)));
  } catch {
    // Recognising never fails: another product takes the damaged file and says so.
    return false;
  }
}

async function draftOf(find: Find, { engine, options, signal }: IngestTools): Promise<Draft> {
  const facts = await engine.pool.run(extractionFactsTask, { path: find.path }, { signal });
  const title = basename(find.path, extname(find.path));
  const source = engine.workspace.stored(find.path);
  const settings = extractionOptionsSchema.parse({});
  return {
    kind: 'samples',
    id: recordId(title),
    identity: 'file',
    title,
    datetime: null,
    crs: 'EPSG:4326',
    bands: facts.bands,
    warnings: [],
    source,
    async register(target) {
      const path = `samples/${target.id}/samples.parquet`;
      const scheme = loadScheme(target.engine.catalog, settings.scheme);
      const input = { path: find.path, target: target.engine.workspace.place(path), options: settings, scheme, bands: null };
      const { bySplit, centreMonth, ...found } = await target.engine.pool.run(pivotExtractionTask, input, target);
      const record: SampleSet = {
        kind: 'samples',
        id: target.id,
        title,
        createdAt: target.engine.now().toISOString(),
        simulated: options.simulated ?? false,
        path,
        crs: 'EPSG:4326',
        schemeId: scheme.id,
        settings: { ...settings, centreMonth, bySplit, origin: 'worldcereal-extraction', split: `blocks of ${settings.blockM} m` },
        sources: [source],
        ...found,
        warnings: [...leftOut(found.rows, found.rejected), ...found.warnings],
      };
      return record;
    },
  };
}

/** Says how many samples fell and why most of them did; nothing where none did. */
function leftOut(rows: number, rejected: SampleSet['rejected']): Message[] {
  const count = rejected.reduce((sum, reason) => sum + reason.count, 0);
  const [most] = rejected.toSorted((a, b) => b.count - a.count);
  return most ? [message('EXTRACTION_LEFT_OUT', { count, total: rows + count, times: most.count, reason: most.reason })] : [];
}
