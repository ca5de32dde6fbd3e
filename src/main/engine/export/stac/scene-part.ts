import { SCL_CLASSES } from '../../../../shared/raster/scl.ts';
import type { Asset, Scene } from '../../../../shared/records/scene.ts';
import type { Grid } from '../../../../shared/geo/grid.ts';
import type { StacAsset } from './document.ts';
import { footprintOf, footprintOfBoxes } from './geometry.ts';
import { hrefTo } from './href.ts';
import { makeItem } from './item.ts';
import { bandFields, crsFields, projectionFields, resolutionFields, valueFields } from './raster-field.ts';
import type { StacGroup, StacPart } from './stac-part.ts';

const FOLDER = 'stac/scenes';
const GROUP: StacGroup = {
  path: `${FOLDER}/collection.json`,
  id: 'scenes',
  title: 'Scenes',
  description: 'Acquisitions that were imported into this workspace. Their files are referenced where they lie.',
};

/** Media types by GDAL driver. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  GTiff: 'image/tiff; application=geotiff',
  COG: 'image/tiff; application=geotiff; profile=cloud-optimized',
  JP2OpenJPEG: 'image/jp2',
  netCDF: 'application/x-netcdf',
};

/** Sen2Cor's classes in the terms of the classification extension. */
const SCL_OBJECTS = SCL_CLASSES.map((title, value) => ({ value, name: title.replace(/[^a-z]+/g, '-'), title }));

/** `stac/scenes/<id>.json`: an item with one asset per band, where the product's own files lie. */
export const scenePart: StacPart<'scene'> = {
  kind: 'scene',
  folder: FOLDER,
  group: () => GROUP,
  place: (id) => ({ file: `${FOLDER}/${id}.json` }),
  entries: (record) => [{ path: scenePath(record.id), title: record.title, boxes: record.footprint, start: utc(record), end: utc(record) }],
  item(_source, record, entry) {
    const properties = {
      title: record.title,
      datetime: utc(record),
      ...(record.platform === null ? {} : { platform: record.platform }),
      ...(record.cloudCover === null ? {} : { 'eo:cloud_cover': record.cloudCover }),
      ...crsFields(record.crs),
      ...(record.baseline === null ? {} : { 'processing:version': record.baseline }),
      'furrow:product': record.product,
      ...(record.tile === null ? {} : { 'furrow:tile': record.tile }),
    };
    const assets = Object.fromEntries(record.assets.map((asset) => [asset.band, sceneAsset(asset, entry.path)]));
    return makeItem(record, { id: record.id, path: entry.path, group: GROUP, footprint: sceneFootprint(record), properties, assets, links: [] });
  },
};

/** Workspace-relative path of a scene's item. */
export function scenePath(id: string): string {
  return `${FOLDER}/${id}.json`;
}

function utc(record: Scene): string {
  return new Date(record.datetime).toISOString();
}

function sceneAsset(asset: Asset, from: string): StacAsset {
  const isQuality = asset.quantity === 'quality';
  return {
    href: hrefTo(from, asset.path),
    title: asset.band,
    ...(MEDIA_TYPES[asset.driver] === undefined ? {} : { type: MEDIA_TYPES[asset.driver] as string }),
    roles: isQuality ? ['metadata', 'quality'] : ['data', ...(asset.quantity === 'reflectance' ? ['reflectance'] : [])],
    data_type: asset.dtype,
    ...valueFields(asset),
    ...projectionFields(asset.grid),
    ...resolutionFields(asset.grid),
    bands: [bandFields(asset.band)],
    ...(asset.band === 'SCL' ? { 'classification:classes': SCL_OBJECTS } : {}),
    ...(asset.bandIndex === 1 ? {} : { 'furrow:band_index': asset.bandIndex }),
  };
}

/** The outline of the widest grid among the bands, which is that of the scene: bands differ in pixel size only. */
function sceneFootprint(record: Scene): ReturnType<typeof footprintOf> {
  const grids = record.assets.map((asset): Grid => asset.grid);
  const extent = (grid: Grid) => Math.abs(grid.affine[1] * grid.width * grid.affine[5] * grid.height);
  const widest = grids.reduce<Grid | null>((best, grid) => (best === null || extent(grid) > extent(best) ? grid : best), null);
  return widest === null ? footprintOfBoxes(record.footprint) : footprintOf(widest, record.footprint);
}
