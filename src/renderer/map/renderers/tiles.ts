import { PMTiles } from 'pmtiles';
import type Feature from 'ol/Feature.js';
import type Tile from 'ol/Tile.js';
import type VectorTileOfFeatures from 'ol/VectorTile.js';
import MVT from 'ol/format/MVT.js';
import type ImageTile from 'ol/ImageTile.js';
import type BaseLayer from 'ol/layer/Base.js';
import TileLayer from 'ol/layer/Tile.js';
import VectorTileLayer from 'ol/layer/VectorTile.js';
import WebGLTile, { type Style } from 'ol/layer/WebGLTile.js';
import GeoTIFF from 'ol/source/GeoTIFF.js';
import VectorTile from 'ol/source/VectorTile.js';
import XYZ from 'ol/source/XYZ.js';
import type { Basemap } from '../../../shared/contract/basemaps.ts';
import type { TilesLayer } from '../../layers/layer.ts';
import { changesCanvas, commonOptions } from '../layer-options.ts';
import { projectionOf } from '../projection.ts';
import { vectorBasemapStyle } from '../vector-basemap-style.ts';
import type { LayerRenderer } from './renderer.ts';

/** The user's own basemaps: MBTiles that the engine reads, PMTiles and GeoTIFF that are read here by byte ranges. */
export const tilesRenderer: LayerRenderer<TilesLayer> = {
  create(layer) {
    const { basemap } = layer;
    if (basemap.picture) return pictureLayer(layer, basemap.picture);
    return basemap.content === 'vector' ? vectorLayer(layer) : rasterLayer(layer);
  },
  update: (_drawn, layer, before) => layer.basemap === before.basemap && !changesCanvas(layer, before),
};

const addressOf = ({ id }: Basemap): string => `/basemaps/${encodeURIComponent(id)}`;

/** What OpenLayers puts into the page as it is, so that a file’s words stay words. */
function attributionOf({ attribution }: Basemap): { readonly attributions?: string } {
  return attribution === '' ? {} : { attributions: attribution.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`) };
}

/** Readers of PMTiles by address and state of the file: each keeps its directory. */
const archives = new Map<string, PMTiles>();

function archiveOf(basemap: Basemap): PMTiles {
  const key = `${addressOf(basemap)} ${basemap.stamp}`;
  const archive = archives.get(key) ?? new PMTiles(new URL(`${addressOf(basemap)}/file`, location.href).href);
  archives.set(key, archive);
  return archive;
}

function rasterLayer(layer: TilesLayer): BaseLayer {
  const { basemap } = layer;
  const { minZoom = 0, maxZoom = 18 } = basemap.tiles ?? {};
  const packed = basemap.format === 'pmtiles' ? { tileLoadFunction: (tile: Tile) => { void loadPacked(tile as ImageTile, basemap); } } : {};
  const source = new XYZ({ url: `${addressOf(basemap)}/{z}/{x}/{y}`, minZoom, maxZoom, wrapX: false, transition: 0, ...attributionOf(basemap), ...packed });
  return new TileLayer({ source, ...commonOptions(layer) });
}

async function loadPacked(tile: ImageTile, basemap: Basemap): Promise<void> {
  const [z, x, y] = tile.getTileCoord();
  const found = await archiveOf(basemap).getZxy(z ?? 0, x ?? 0, y ?? 0).catch(() => undefined);
  const image = tile.getImage() as HTMLImageElement;
  // An empty address fails, and a failed tile shows the coarser one.
  const address = found ? URL.createObjectURL(new Blob([found.data])) : 'data:,';
  image.addEventListener('load', () => { URL.revokeObjectURL(address); }, { once: true });
  image.src = address;
}

function vectorLayer(layer: TilesLayer): BaseLayer {
  const { basemap } = layer;
  const { minZoom = 0, maxZoom = 14 } = basemap.tiles ?? {};
  const packed = basemap.format === 'pmtiles' ? { tileLoadFunction: (tile: Tile) => { loadFeatures(tile as VectorTileOfFeatures<Feature>, basemap); } } : {};
  const source = new VectorTile({ format: new MVT(), url: `${addressOf(basemap)}/{z}/{x}/{y}`, minZoom, maxZoom, wrapX: false, transition: 0, ...attributionOf(basemap), ...packed });
  return new VectorTileLayer({ source: source as never, style: vectorBasemapStyle(), declutter: true, ...commonOptions(layer) });
}

function loadFeatures(tile: VectorTileOfFeatures<Feature>, basemap: Basemap): void {
  tile.setLoader((extent, _resolution, projection) => {
    const [z, x, y] = tile.getTileCoord();
    archiveOf(basemap).getZxy(z ?? 0, x ?? 0, y ?? 0).then(
      (found) => {
        const features = found ? (tile.getFormat().readFeatures(found.data, { extent, featureProjection: projection })) : [];
        tile.setFeatures(features);
      },
      () => {
        tile.onError();
      },
    );
  });
}

type Picture = NonNullable<Basemap['picture']>;

function pictureLayer(layer: TilesLayer, picture: Picture): BaseLayer {
  const { basemap } = layer;
  const [min, max] = picture.range;
  const bands = { rgb: [1, 2, 3], rgba: [1, 2, 3, 4], grey: [1], 'grey-alpha': [1, 2], palette: [1] }[picture.colours];
  const projection = projectionOf(picture.grid.crs);
  const isPalette = picture.colours === 'palette';
  const source = new GeoTIFF({
    sources: [{ url: new URL(`${addressOf(basemap)}/file`, location.href).href, bands, min: isPalette ? 0 : min, max: isPalette ? 255 : max, ...(picture.nodata === null || isPalette ? {} : { nodata: picture.nodata }) }],
    normalize: true,
    interpolate: !isPalette,
    convertToRGB: picture.colours === 'rgb' ? 'auto' : false,
    transition: 0,
    wrapX: false,
    ...(projection ? { projection } : {}),
    ...attributionOf(basemap),
  });
  return new WebGLTile({ source, style: styleOf(picture), ...(picture.coarsest === null ? {} : { maxResolution: picture.coarsest }), ...commonOptions(layer) });
}

/** Bands come as 0…1; with a nodata value the last one says where there is data. */
function styleOf({ colours, palette, nodata }: Picture): Style {
  const byte = (band: number): unknown[] => ['*', 255, ['band', band]];
  const alpha = (band: number | null): unknown => (band === null ? 1 : ['band', band]);
  if (colours === 'palette') return { color: ['palette', byte(1), palette.map((colour, value) => (value === nodata ? [0, 0, 0, 0] : rgba(colour)))] };
  if (colours === 'grey' || colours === 'grey-alpha') return { color: ['color', byte(1), byte(1), byte(1), alpha(colours === 'grey-alpha' || nodata !== null ? 2 : null)] };
  return { color: ['color', byte(1), byte(2), byte(3), alpha(colours === 'rgba' || nodata !== null ? 4 : null)] };
}

function rgba(colour: string): number[] {
  const [red = 0, green = 0, blue = 0, alpha = 255] = [1, 3, 5, 7].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return [red, green, blue, alpha / 255];
}
