import { appError } from '../../../shared/errors/app-error.ts';
import type { RecordKind } from '../../../shared/records/record-base.ts';
import type { Scene } from '../../../shared/records/scene.ts';
import { defineRecordKind, type RecordKindDefinition, type RecordUse } from './record-kind.ts';
import { tileName } from './search.ts';

const scene = defineRecordKind({
  kind: 'scene',
  columns: (record) => ({ datetime: utcTime(record), cloud: record.cloudCover, tile: record.tile === null ? null : tileName(record.tile), product: record.product }),
  footprint: (record) => record.footprint,
  days: (record) => [{ first: utcTime(record).slice(0, 10), last: utcTime(record).slice(0, 10) }],
  order: 'datetime, id',
  searchable: { cloud: true, tile: true },
});

const composite = defineRecordKind({
  kind: 'composite',
  columns: (record) => ({ origin: record.origin }),
  footprint: (record) => record.footprint,
  days: (record) => record.periods.map((period) => ({ first: period.start, last: period.end })),
  uses: (record) => record.sceneIds.map((id) => ({ kind: 'scene', id })),
});

const parcels = defineRecordKind({
  kind: 'parcels',
  columns: (record) => ({ count: record.count }),
  footprint: (record) => record.footprint,
});

const samples = defineRecordKind({
  kind: 'samples',
  columns: (record) => ({ rows: record.rows }),
  days: (record) => record.periods.map((period) => ({ first: period.start, last: period.end })),
  uses: (record) => [{ kind: 'scheme', id: record.schemeId }],
});

const scheme = defineRecordKind({ kind: 'scheme' });

const model = defineRecordKind({
  kind: 'model',
  columns: (record) => ({ family: record.family }),
  uses: (record) => used('samples', record.sampleSetId),
});

const map = defineRecordKind({
  kind: 'map',
  footprint: (record) => record.footprint,
  uses: (record) => [...used('model', record.modelId), ...used('composite', record.compositeId), ...used('mask', record.croplandId), ...used('parcels', record.parcelsId ?? null)],
});

const mask = defineRecordKind({ kind: 'mask', footprint: (record) => record.footprint });

/** Every kind of record; a new kind is a definition here, a schema in shared/records and a migration. */
export const RECORD_KIND_DEFINITIONS: { readonly [K in RecordKind]: RecordKindDefinition<K> } = {
  scene,
  composite,
  parcels,
  samples,
  scheme,
  model,
  map,
  mask,
};

function used(kind: RecordKind, id: string | null): RecordUse[] {
  return id === null ? [] : [{ kind, id }];
}

/** The time of acquisition in one form, so that text sorts as time does. @throws AppError DATE_INVALID */
function utcTime(record: Scene): string {
  const time = Date.parse(record.datetime);
  if (Number.isNaN(time)) throw appError('DATE_INVALID', { file: record.source, found: record.datetime });
  return new Date(time).toISOString();
}
