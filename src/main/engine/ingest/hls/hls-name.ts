import { appError } from '../../../../shared/errors/app-error.ts';
import { sameGrid } from '../../../../shared/geo/grid.ts';
import type { RasterFacts } from '../raster-facts.rpc.ts';

/** What the name of an HLS file says (HLS v2.0 user guide, section 5). */
export interface HlsName {
  readonly granule: string;
  readonly sensor: 'S30' | 'L30';
  /** MGRS tile without its T. */
  readonly tile: string;
  /** Band as the product names it; null for a whole granule in one file. */
  readonly layer: string | null;
}

/** Landsat's bands by the Sentinel-2 band of nearly the same wavelengths; thermal, cirrus and panchromatic have none. */
const LANDSAT_BANDS: Readonly<Record<string, string>> = { B01: 'B01', B02: 'B02', B03: 'B03', B04: 'B04', B05: 'B8A', B06: 'B11', B07: 'B12' };

const NAME = /^(HLS\.(S30|L30)\.T(\d{2}[A-Z]{3})\.\d{7}(?:T\d{6})?\.v\d+\.\d+)(?:\.(\w+))?\.(tiff?|hdf|h4)$/i;

/** Reads the name of an HLS file; null for others. Angles, thumbnails and metadata are not among them. */
export function hlsName(fileName: string): HlsName | null {
  const match = NAME.exec(fileName);
  if (!match) return null;
  const [, granule = '', sensor = 'S30', tile = '', layer] = match;
  return { granule, sensor: sensor.toUpperCase() === 'L30' ? 'L30' : 'S30', tile: tile.toUpperCase(), layer: layer ?? null };
}

/** The band that an HLS file holds, in Sentinel-2's names; null for layers that are not used (angles, cirrus, thermal). */
export function hlsBand(fileName: string): string | null {
  const name = hlsName(fileName);
  if (!name?.layer) return null;
  const layer = name.layer.toUpperCase();
  if (layer === 'FMASK') return 'FMASK';
  if (name.sensor === 'L30') return LANDSAT_BANDS[layer] ?? null;
  return /^B(0[1-9]|8A|1[12])$/.test(layer) ? layer : null;
}

/** All layers of a granule lie on one grid. @throws CRS_MISSING, BAND_SIZE */
export function checkSameGrid(granule: string, bands: readonly { readonly band: string; readonly facts: RasterFacts }[]): void {
  const reference = bands[0]?.facts;
  for (const { band, facts } of bands) {
    if (!facts.grid) throw appError('CRS_MISSING', { file: facts.path });
    if (reference?.grid && !sameGrid(facts.grid, reference.grid)) throw appError('BAND_SIZE', { file: granule, band, found: `${facts.width} × ${facts.height} in ${facts.crs}`, expected: `${reference.width} × ${reference.height} in ${reference.crs}` });
  }
}
