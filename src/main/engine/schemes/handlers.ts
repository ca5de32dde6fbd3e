import { existsSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import type { SchemeSummary, schemesContract } from '../../../shared/contract/schemes.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import type { ClassScheme } from '../../../shared/raster/class-scheme.ts';
import { applyEdits } from '../../../shared/schemes/edit.ts';
import { schemeCsv } from '../../../shared/schemes/scheme-csv.ts';
import { levelsOf } from '../../../shared/schemes/tree.ts';
import type { HandlersOf } from '../handler.ts';
import { loadScheme, SHIPPED_SCHEMES, shippedScheme } from '../ingest/class-scheme/shipped.ts';
import { writeFileAtomic } from '../workspace/atomic.ts';
import { addShipped, keepScheme, usersOf } from './keep.ts';
import { codesOfSet, judgeCodes } from './set-codes.ts';

/** Answers the calls about class schemes. */
export const schemesHandlers: HandlersOf<typeof schemesContract> = {
  'schemes.shipped': ({ catalog }) => ({
    items: SHIPPED_SCHEMES.flatMap((id) => {
      const scheme = shippedScheme(id);
      return scheme ? [summaryOf(scheme, catalog.scheme.find(id) !== null)] : [];
    }),
  }),
  'schemes.add': (services, { id }) => ({ id: addShipped(services, id) }),
  'schemes.get': (services, { id }) => ({
    scheme: loadScheme(services.catalog, id),
    shipped: shippedScheme(id) !== null,
    inWorkspace: services.catalog.scheme.find(id) !== null,
    usedBy: usersOf(services, id),
  }),
  'schemes.save': (services, { scheme, way }) => ({ id: keepScheme(services, scheme, way) }),
  'schemes.edit': (services, { id, edits, way }) => {
    const { scheme, inverses } = applyEdits(loadScheme(services.catalog, id), edits);
    return { id: keepScheme(services, scheme, way), inverses: [...inverses] };
  },
  'schemes.codes': async (services, { set, scheme }, { signal }) => {
    const judge = scheme === null ? null : loadScheme(services.catalog, scheme);
    const found = await codesOfSet(services, set.kind, set.id, signal);
    return { source: found.source, codes: judgeCodes(found, judge) };
  },
  'schemes.export': async (services, { id, path }) => {
    const target = resolve(path);
    services.checkGranted(target);
    const scheme = loadScheme(services.catalog, id);
    if (existsSync(target)) throw appError('FILE_EXISTS', { file: target });
    await writeFileAtomic(target, extname(target).toLowerCase() === '.csv' ? schemeCsv(scheme) : `${JSON.stringify(scheme, null, 1)}\n`);
    return { path: target };
  },
};

function summaryOf(scheme: ClassScheme, inWorkspace: boolean): SchemeSummary {
  return {
    id: scheme.id,
    title: scheme.title,
    classes: scheme.classes.length,
    levels: levelsOf(scheme),
    sources: Object.keys(scheme.mappings),
    source: scheme.source ?? null,
    licence: scheme.licence ?? null,
    inWorkspace,
  };
}
