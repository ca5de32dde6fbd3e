/** The STAC version that is written (https://github.com/radiantearth/stac-spec/tree/v1.1.0). */
export const STAC_VERSION = '1.1.0';

/** Extensions by their prefix; an item names those of which it uses a field. */
export const EXTENSIONS = {
  proj: 'https://stac-extensions.github.io/projection/v2.0.0/schema.json',
  raster: 'https://stac-extensions.github.io/raster/v2.0.0/schema.json',
  eo: 'https://stac-extensions.github.io/eo/v2.0.0/schema.json',
  classification: 'https://stac-extensions.github.io/classification/v2.0.0/schema.json',
  processing: 'https://stac-extensions.github.io/processing/v1.2.0/schema.json',
} as const;

export interface StacLink {
  readonly rel: string;
  readonly href: string;
  readonly type?: string;
  readonly title?: string;
}

export interface StacAsset extends Readonly<Record<string, unknown>> {
  readonly href: string;
  readonly title?: string;
  readonly type?: string;
  readonly roles?: readonly string[];
}

export type Position = readonly [x: number, y: number];

export type StacGeometry =
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Position[])[])[] };

export interface StacItem {
  readonly type: 'Feature';
  readonly stac_version: typeof STAC_VERSION;
  readonly stac_extensions: readonly string[];
  readonly id: string;
  readonly geometry: StacGeometry;
  readonly bbox: readonly [west: number, south: number, east: number, north: number];
  readonly properties: Readonly<Record<string, unknown>>;
  readonly collection: string;
  readonly links: readonly StacLink[];
  readonly assets: Readonly<Record<string, StacAsset>>;
}

export interface StacCollection {
  readonly type: 'Collection';
  readonly stac_version: typeof STAC_VERSION;
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly license: string;
  readonly extent: {
    readonly spatial: { readonly bbox: readonly (readonly [number, number, number, number])[] };
    readonly temporal: { readonly interval: readonly (readonly [string, string])[] };
  };
  readonly links: readonly StacLink[];
}

export interface StacCatalog {
  readonly type: 'Catalog';
  readonly stac_version: typeof STAC_VERSION;
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly links: readonly StacLink[];
}

export type StacDocument = StacItem | StacCollection | StacCatalog;

/** The extensions of which an item uses a field, in its properties, its assets or their bands. */
export function extensionsOf(properties: object, assets: Readonly<Record<string, object>>): string[] {
  const keys = new Set([properties, ...Object.values(assets)].flatMap((part) => [...Object.keys(part), ...bandKeys(part)]));
  return Object.entries(EXTENSIONS).flatMap(([prefix, uri]) => ([...keys].some((key) => key.startsWith(`${prefix}:`)) ? [uri] : []));
}

function bandKeys(part: object): string[] {
  const bands = 'bands' in part && Array.isArray(part.bands) ? (part.bands as object[]) : [];
  return bands.flatMap((band) => Object.keys(band));
}
