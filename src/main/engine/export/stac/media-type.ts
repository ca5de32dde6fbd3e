import { extname } from 'node:path';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.geojson': 'application/geo+json',
  '.gpkg': 'application/geopackage+sqlite3',
  '.html': 'text/html',
  '.json': 'application/json',
  '.parquet': 'application/vnd.apache.parquet',
  '.pdf': 'application/pdf',
  '.qml': 'application/xml',
  '.sld': 'application/vnd.ogc.sld+xml',
  '.tif': 'image/tiff; application=geotiff',
};

/** The `type` field of a file, left out where its extension says nothing. */
export function mediaType(path: string): { readonly type?: string } {
  const type = MEDIA_TYPES[extname(path).toLowerCase()];
  return type === undefined ? {} : { type };
}
