import { readFileSync } from 'node:fs';
import { appError } from '../../../../shared/errors/app-error.ts';
import { checkScheme } from '../../../../shared/raster/class-mapping.ts';
import type { ClassScheme } from '../../../../shared/raster/class-scheme.ts';
import type { Catalog } from '../../catalog/contract.ts';

/** Ids of shipped schemes that every workspace has, the default first. */
const EVERYWHERE = ['furrow-crops', 'rpg-groups', 'worldcereal-croptype24', 'worldcereal-landcover10', 'temporary-crops'] as const;

/** Ids of the schemes in `resources/schemes`, the default first. Those that a workspace does not have are added on wish. */
export const SHIPPED_SCHEMES = [...EVERYWHERE, 'worldcereal-handbook', 'worldcereal-handbook-groups', 'hcat3', 'zuericrop', 'crop2seg', 'cdl'] as const;

const loaded = new Map<string, ClassScheme>();

/** A scheme that ships with Furrow, or null. */
export function shippedScheme(id: string): ClassScheme | null {
  if (!SHIPPED_SCHEMES.some((known) => known === id)) return null;
  const known = loaded.get(id);
  if (known) return known;
  const text = readFileSync(new URL(`../../../../../resources/schemes/${id}.json`, import.meta.url), 'utf8');
  const scheme = checkScheme(JSON.parse(text), id);
  loaded.set(id, scheme);
  return scheme;
}

/**
 * A class scheme by id: the workspace's own before a shipped one of the same id.
 * @throws RECORD_NOT_FOUND
 */
export function loadScheme(catalog: Pick<Catalog, 'scheme'>, id: string): ClassScheme {
  const scheme = catalog.scheme.find(id)?.scheme ?? shippedScheme(id);
  if (!scheme) throw appError('RECORD_NOT_FOUND', { kind: 'scheme', id });
  return scheme;
}

/** Puts the shipped schemes of every workspace into a catalog that lacks them, so that they are listed like any other. */
export function registerShippedSchemes(catalog: Pick<Catalog, 'scheme'>, createdAt: string): void {
  for (const id of EVERYWHERE) {
    const scheme = shippedScheme(id);
    if (!scheme || catalog.scheme.find(id)) continue;
    catalog.scheme.insert({ kind: 'scheme', id, title: scheme.title, createdAt, simulated: false, warnings: [], scheme });
  }
}
