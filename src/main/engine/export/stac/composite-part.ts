import type { Composite, Period } from '../../../../shared/records/composite.ts';
import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import type { StacAsset, StacLink } from './document.ts';
import { footprintOf } from './geometry.ts';
import { hrefTo } from './href.ts';
import { makeItem, runFacts } from './item.ts';
import { bandFields, COG_TYPE, projectionFields, resolutionFields, valueFields } from './raster-field.ts';
import { scenePath } from './scene-part.ts';
import { dayEnd, dayStart, documentLink, type StacGroup, type StacPart, type StacSource } from './stac-part.ts';

const FOLDER = 'composites';

/** `composites/<id>/collection.json` with one item per period, `composites/<id>/item-<first day>.json`. */
export const compositePart: StacPart<'composite'> = {
  kind: 'composite',
  folder: FOLDER,
  group: compositeGroup,
  place: (id) => ({ folder: `${FOLDER}/${id}`, isOurs: (name) => name === 'collection.json' || /^item-.+\.json$/.test(name) }),
  entries: (record) =>
    record.periods.map((period) => ({
      path: compositeItemPath(record.id, period),
      title: `${record.title}, ${period.start} to ${period.end}`,
      boxes: record.footprint,
      start: dayStart(period.start),
      end: dayEnd(period.end),
    })),
  item(source, record, entry) {
    const period = record.periods.find((candidate) => compositeItemPath(record.id, candidate) === entry.path) as Period;
    const run = runFacts(source, entry.path, record.runId);
    const properties = {
      title: entry.title,
      datetime: null,
      start_datetime: entry.start,
      end_datetime: entry.end,
      'processing:expression': { format: 'furrow', expression: record.settings },
      ...run.properties,
      'furrow:clear_fraction': period.clearFraction,
      'furrow:scenes': period.scenes,
    };
    return makeItem(record, {
      id: `${record.id}-${period.start}`,
      path: entry.path,
      group: compositeGroup(record),
      footprint: footprintOf(record.grid, record.footprint),
      properties,
      assets: { data: compositeAsset(record, period, entry.path) },
      links: [...sceneLinks(source, record, entry.path, period), ...run.links],
    });
  },
};

/** Workspace-relative path of a period's item. */
export function compositeItemPath(id: string, period: Pick<Period, 'start'>): string {
  return `${FOLDER}/${id}/item-${period.start}.json`;
}

/** Links to the scenes of a composite that are still in the catalog: all of them, or those of one period. */
export function sceneLinks(source: StacSource, record: Composite, from: string, period: Pick<Period, 'start' | 'end'> | null): StacLink[] {
  return record.sceneIds.flatMap((id) => {
    const scene = source.catalog.scene.find(id);
    if (scene === null) return [];
    const day = new Date(scene.datetime).toISOString().slice(0, 10);
    if (period !== null && (day < period.start || day > period.end)) return [];
    return [documentLink('derived_from', hrefTo(from, scenePath(id)), scene.title)];
  });
}

function compositeGroup(record: Composite): StacGroup {
  return {
    path: `${FOLDER}/${record.id}/collection.json`,
    id: `composite-${record.id}`,
    title: record.title,
    description: `A series of ${record.periods.length} composites on one grid${record.simulated ? ', made from the simulated landscape' : ''}.`,
  };
}

function compositeAsset(record: Composite, period: Period, from: string): StacAsset {
  const bands = record.bands.map((band) => ({ ...bandFields(band.band), ...valueFields({ ...band, nodata: null }) }));
  const count = { name: 'count', description: 'Clear observations in the period; 0 where the value was filled in time' };
  return {
    href: hrefTo(from, period.path),
    type: COG_TYPE,
    roles: ['data'],
    data_type: 'uint16',
    nodata: COMPOSITE_NODATA,
    ...projectionFields(record.grid),
    ...resolutionFields(record.grid),
    bands: [...bands, count],
  };
}
