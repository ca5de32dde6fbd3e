import type { CatalogRecord } from '../../../shared/records/record.ts';

/** Where a record was imported from, stored form; null for what was not imported. */
export function sourceOf(record: CatalogRecord): string | null {
  switch (record.kind) {
    case 'scene':
    case 'parcels':
      return record.source;
    case 'samples':
      return record.sources[0] ?? null;
    case 'composite':
      return typeof record.settings['source'] === 'string' ? record.settings['source'] : null;
    case 'mask':
      return record.path;
    case 'scheme':
    case 'model':
    case 'map':
      return null;
  }
}
