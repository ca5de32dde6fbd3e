import type { CropMap } from '../../../../shared/records/learning.ts';
import { classLabel, type CropClass } from '../../../../shared/raster/class-scheme.ts';
import { MAP_NODATA } from '../../../../shared/raster/nodata.ts';
import { mapEncoding } from '../../../../shared/legend/legend.ts';
import { compositeItemPath, sceneLinks } from './composite-part.ts';
import type { StacAsset, StacLink } from './document.ts';
import { footprintOf } from './geometry.ts';
import { hrefTo } from './href.ts';
import { makeItem, runFacts } from './item.ts';
import { maskPath } from './mask-part.ts';
import { mediaType } from './media-type.ts';
import { parcelsPath } from './parcels-part.ts';
import { COG_TYPE, projectionFields, resolutionFields } from './raster-field.ts';
import { dayEnd, dayStart, documentLink, JSON_TYPE, type StacGroup, type StacPart, type StacSource } from './stac-part.ts';

const FOLDER = 'maps';
const GROUP: StacGroup = {
  path: `${FOLDER}/collection.json`,
  id: 'maps',
  title: 'Crop maps',
  description: 'Class, confidence and a probability per class for every pixel, with links to the model and every input.',
};

/** `maps/<id>/item.json`: the map with its classes, and links to model, composites, cropland mask and every scene. */
export const mapPart: StacPart<'map'> = {
  kind: 'map',
  folder: FOLDER,
  group: () => GROUP,
  place: (id) => ({ file: mapPath(id) }),
  entries: (record) => {
    // The dates of a map are those of its composite; the collection's extent takes the time it was made.
    const made = new Date(record.createdAt).toISOString();
    return [{ path: mapPath(record.id), title: record.title, boxes: record.footprint, start: made, end: made }];
  },
  item(source, record, entry) {
    const run = runFacts(source, entry.path, record.runId);
    const properties = {
      title: record.title,
      ...mapDates(source, record),
      'processing:lineage': `Model “${record.modelId}” applied to composite “${record.compositeId}”`,
      ...run.properties,
    };
    return makeItem(record, {
      id: record.id,
      path: entry.path,
      group: GROUP,
      footprint: footprintOf(record.grid, record.footprint),
      properties,
      assets: Object.fromEntries(Object.entries(record.paths).map(([key, path]) => [key, mapAsset(record, key, path, entry.path)])),
      links: [...inputLinks(source, record, entry.path), ...run.links],
    });
  },
};

/** Workspace-relative path of a map's item. */
export function mapPath(id: string): string {
  return `${FOLDER}/${id}/item.json`;
}

function mapDates(source: StacSource, record: CropMap): Record<string, unknown> {
  const periods = source.catalog.composite.find(record.compositeId)?.periods ?? [];
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last) return { datetime: new Date(record.createdAt).toISOString() };
  return { datetime: null, start_datetime: dayStart(first.start), end_datetime: dayEnd(last.end) };
}

function inputLinks(source: StacSource, record: CropMap, from: string): StacLink[] {
  const { composite, mask, model, parcels } = source.catalog;
  const series = composite.find(record.compositeId);
  const periods = series === null ? [] : series.periods.map((period) => documentLink('derived_from', hrefTo(from, compositeItemPath(series.id, period)), `${series.title}, ${period.start}`));
  const scenes = series === null ? [] : sceneLinks(source, series, from, null);
  const cropland = record.croplandId === null ? null : mask.find(record.croplandId);
  const used = model.find(record.modelId);
  const measured = record.parcelsId === undefined ? null : parcels.find(record.parcelsId);
  return [
    ...periods,
    ...scenes,
    ...(cropland === null ? [] : [documentLink('derived_from', hrefTo(from, maskPath(cropland.id)), cropland.title)]),
    ...(measured === null ? [] : [documentLink('derived_from', hrefTo(from, parcelsPath(measured.id)), measured.title)]),
    ...(used === null ? [] : [{ rel: 'model', href: hrefTo(from, `${used.folder}/card.json`), type: JSON_TYPE, title: used.title }]),
  ];
}

/** Fields of the files that a map is known to have; any other file is named with its media type. */
function mapAsset(record: CropMap, key: string, path: string, from: string): StacAsset {
  const href = hrefTo(from, path);
  const raster = { href, type: COG_TYPE, ...projectionFields(record.grid), ...resolutionFields(record.grid) };
  const percent = { data_type: 'uint8', nodata: MAP_NODATA, unit: '%' };
  if (key === 'map') return { ...raster, title: 'Class', roles: ['data'], ...classFields(record) };
  if (key === 'confidence') return { ...raster, title: 'Confidence', roles: ['data'], ...percent, bands: [{ name: 'confidence' }] };
  if (key === 'probabilities') return { ...raster, title: 'Probability per class', roles: ['data'], ...percent, bands: record.classes.map((code) => ({ name: code })) };
  if (key === 'parcels') return { href, title: 'Crop per parcel', roles: ['data'], ...mediaType(path) };
  return { href, title: path.split('/').at(-1) ?? key, roles: ['metadata'], ...mediaType(path) };
}

function classFields(record: CropMap): Record<string, unknown> {
  const { classes } = record.scheme;
  const encoding = mapEncoding(record.scheme);
  const pixels = new Map(record.pixelCounts.map((count) => [count.code, count.pixels]));
  const outside = { value: encoding.outside, name: 'outside-cropland', title: 'Outside the cropland mask' };
  return {
    data_type: encoding.dtype,
    nodata: encoding.nodata,
    'classification:classes': [...classes.map((cropClass) => classObject(cropClass, pixels.get(cropClass.code))), ...(record.croplandId === null ? [] : [outside])],
    bands: [{ name: 'class' }],
  };
}

function classObject(cropClass: CropClass, count: number | undefined): Record<string, unknown> {
  const name = cropClass.code.replace(/[^0-9A-Za-z_-]+/g, '-').replace(/^-+$/, '');
  return {
    value: cropClass.value,
    name: name === '' ? `class-${cropClass.value}` : name,
    title: classLabel(cropClass),
    color_hint: cropClass.colour.slice(1).toUpperCase(),
    ...(count === undefined ? {} : { count }),
  };
}
