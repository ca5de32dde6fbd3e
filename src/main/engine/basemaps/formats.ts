import type { BasemapFormat } from './format.ts';
import { geotiffFormat } from './geotiff-format.ts';
import { mbtilesFormat } from './mbtiles-format.ts';
import { pmtilesFormat } from './pmtiles-format.ts';

/** Every kind of file that can be a basemap, one line each. */
export const FORMATS: readonly BasemapFormat[] = [mbtilesFormat, pmtilesFormat, geotiffFormat];
