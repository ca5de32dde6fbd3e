import { extname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ClassScheme } from '../../../../shared/raster/class-scheme.ts';
import type { SchemeRecord } from '../../../../shared/records/learning.ts';
import { recordId } from '../../../../shared/records/record-id.ts';
import type { EngineContext } from '../../context.ts';
import type { Draft, Find, IngestTools, Product } from '../product.ts';
import { parseCsv } from '../text-table/csv.ts';
import { readHead } from '../text-table/decode-text.ts';
import { isFurrowTable } from './furrow-table.ts';
import { readSchemes } from './read-scheme.ts';

const HEAD_BYTES = 2048;
/** Columns that a table of a scheme has. */
const CODES = /^(ewoc_code|hcat3_code|source_code|original_code|code)$/i;
const CLASSES = /class|hcat3_name/i;

/** Class schemes from JSON and mapping tables from CSV. Taken only from files the user named, or asked for with `as`. */
export const classScheme: Product = {
  name: 'class-scheme',
  title: 'class schemes (JSON, mapping CSV)',
  async recognise(listing, options) {
    if (!listing.named && options.as !== 'class-scheme') return [];
    const finds: Find[] = [];
    for (const name of listing.files) {
      const path = join(listing.folder, name);
      if (options.as === 'class-scheme' || (await looksLikeScheme(path))) finds.push({ path, claims: [path] });
    }
    return finds;
  },
  async inspect(find, tools) {
    const schemes = await readSchemes(find.path, tools.options.encoding);
    return { drafts: schemes.map((scheme) => draftOf(find.path, scheme, tools)), skipped: [] };
  },
};

async function looksLikeScheme(path: string): Promise<boolean> {
  const suffix = extname(path).toLowerCase();
  if (suffix !== '.json' && suffix !== '.csv') return false;
  const head = await readHead(path, HEAD_BYTES);
  if (suffix === '.json') return /"classes"\s*:\s*\[/.test(head) || /"[A-Z0-9_]+"\s*:\s*\{\s*"\d+"\s*:\s*"/.test(head);
  const { header } = parseCsv(head);
  return isFurrowTable(header) || (header.some((name) => CODES.test(name)) && header.some((name) => CLASSES.test(name)));
}

function draftOf(path: string, scheme: ClassScheme, { engine, options }: IngestTools): Draft {
  return {
    kind: 'scheme',
    id: recordId(scheme.id),
    identity: 'file',
    known: sameScheme(engine, scheme),
    title: scheme.title,
    datetime: null,
    crs: null,
    bands: [],
    warnings: [],
    source: engine.workspace.stored(path),
    async register(target) {
      const record: SchemeRecord = { kind: 'scheme', id: target.id, title: scheme.title, createdAt: target.engine.now().toISOString(), simulated: options.simulated ?? false, warnings: [], scheme: { ...scheme, id: target.id } };
      return record;
    },
  };
}

/** Id of the scheme that an earlier import made of the same classes and codes. */
function sameScheme({ catalog }: EngineContext, scheme: ClassScheme): string | undefined {
  const id = recordId(scheme.id);
  const found = catalog.scheme.list().find((record) => (record.id === id || record.id.startsWith(`${id}-`)) && isDeepStrictEqual({ ...record.scheme, id }, { ...scheme, id }));
  return found?.id;
}
