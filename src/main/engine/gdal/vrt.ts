import type { Grid, PixelWindow } from '../../../shared/geo/grid.ts';
import type { Dtype } from '../../../shared/raster/dtype.ts';
import { describeRaster } from './describe.ts';
import { spatialReference } from './crs.ts';
import { gdal } from './gdal.ts';

/** One piece of a VRT band: a window of a band of a file, at its place in the VRT. */
export interface VrtSource {
  readonly path: string;
  readonly bandIndex: number;
  /** Window of the source that is taken. */
  readonly from: PixelWindow;
  /** Where it lies in the VRT; the same size unless it is scaled (nearest). */
  readonly to: PixelWindow;
}

/** An entry of a palette, 0…255 each; alpha 0 is transparent. */
export type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** A band of a VRT with everything that gdal-async cannot set by itself. */
export interface VrtBand {
  readonly dtype: Dtype;
  readonly sources: readonly VrtSource[];
  readonly nodata?: number | null;
  readonly description?: string;
  /** Physical = stored × scale + offset, GDAL's convention. */
  readonly scale?: number;
  readonly offset?: number;
  readonly unit?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** Palette by pixel value; makes the band paletted. */
  readonly palette?: readonly Colour[];
  /** Class names by pixel value. */
  readonly categories?: readonly string[];
  /** A `<GDALRasterAttributeTable>` element. */
  readonly attributeTable?: string;
  /** Overviews that are there already, finest first. */
  readonly overviews?: readonly { readonly path: string; readonly bandIndex: number }[];
}

/**
 * The text of a VRT: the carrier of band descriptions, scales, palettes, class names and attribute tables into the
 * COGs that Furrow writes, because gdal-async cannot set them on a data set.
 */
export function vrtXml(grid: Grid, bands: readonly VrtBand[], metadata: Readonly<Record<string, string>> = {}): string {
  const srs = escapeXml(spatialReference(grid.crs).toWKT());
  const items = bands.map((band, i) => bandXml(band, i + 1)).join('');
  // GDAL's axis mapping 1,2 says that the WKT's axes are x then y already.
  return `<VRTDataset rasterXSize="${grid.width}" rasterYSize="${grid.height}"><SRS dataAxisToSRSAxisMapping="1,2">${srs}</SRS><GeoTransform>${grid.affine.join(',')}</GeoTransform>${metadataXml(metadata)}${items}</VRTDataset>`;
}

function bandXml(band: VrtBand, index: number): string {
  const type = { uint8: 'Byte', int16: 'Int16', uint16: 'UInt16', int32: 'Int32', uint32: 'UInt32', float32: 'Float32', float64: 'Float64' }[band.dtype];
  const parts = [
    band.description === undefined ? '' : `<Description>${escapeXml(band.description)}</Description>`,
    metadataXml(band.metadata ?? {}),
    band.nodata === undefined || band.nodata === null ? '' : `<NoDataValue>${band.nodata}</NoDataValue>`,
    band.unit ? `<UnitType>${escapeXml(band.unit)}</UnitType>` : '',
    band.offset === undefined ? '' : `<Offset>${band.offset}</Offset>`,
    band.scale === undefined ? '' : `<Scale>${band.scale}</Scale>`,
    band.palette ? `<ColorInterp>Palette</ColorInterp><ColorTable>${band.palette.map(colourXml).join('')}</ColorTable>` : '',
    band.categories ? `<CategoryNames>${band.categories.map((name) => `<Category>${escapeXml(name)}</Category>`).join('')}</CategoryNames>` : '',
    band.attributeTable ?? '',
    band.sources.map(sourceXml).join(''),
    (band.overviews ?? []).map(overviewXml).join(''),
  ];
  return `<VRTRasterBand dataType="${type}" band="${index}">${parts.join('')}</VRTRasterBand>`;
}

function sourceXml(source: VrtSource): string {
  const rect = (name: string, w: PixelWindow): string => `<${name} xOff="${w.column}" yOff="${w.row}" xSize="${w.width}" ySize="${w.height}"/>`;
  return `<SimpleSource resampling="near"><SourceFilename relativeToVRT="0">${escapeXml(source.path)}</SourceFilename><SourceBand>${source.bandIndex}</SourceBand>${rect('SrcRect', source.from)}${rect('DstRect', source.to)}</SimpleSource>`;
}

function overviewXml({ path, bandIndex }: { readonly path: string; readonly bandIndex: number }): string {
  return `<Overview><SourceFilename relativeToVRT="0">${escapeXml(path)}</SourceFilename><SourceBand>${bandIndex}</SourceBand></Overview>`;
}

function metadataXml(metadata: Readonly<Record<string, string>>): string {
  const entries = Object.entries(metadata);
  if (entries.length === 0) return '';
  return `<Metadata>${entries.map(([key, value]) => `<MDI key="${escapeXml(key)}">${escapeXml(value)}</MDI>`).join('')}</Metadata>`;
}

const colourXml = ([c1, c2, c3, c4]: Colour): string => `<Entry c1="${c1}" c2="${c2}" c3="${c3}" c4="${c4}"/>`;

/** Text safe inside an XML element or a double-quoted attribute. */
export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A VRT of one band of a file on the file's own grid. */
export function bandVrt(path: string, bandIndex: number): string {
  const file = describeRaster(path);
  const band = file.bands[bandIndex - 1];
  const grid: Grid = file.grid ?? { crs: LOCAL, affine: file.affine ?? [0, 1, 0, 0, 0, -1], width: file.width, height: file.height };
  const whole: PixelWindow = { column: 0, row: 0, width: file.width, height: file.height };
  return vrtXml(grid, [{ dtype: band?.dtype ?? 'float64', sources: [{ path, bandIndex, from: whole, to: whole }] }]);
}

const LOCAL = 'LOCAL_CS["no coordinate system",UNIT["metre",1]]';

let count = 0;

/** Gives `use` the name of a file in memory and removes it after. Close what was opened from it inside `use`. */
export function withVsimem<T>(extension: string, use: (name: string) => T): T {
  const name = `/vsimem/furrow-${count++}.${extension}`;
  try {
    return use(name);
  } finally {
    releaseVsimem(name);
  }
}

function releaseVsimem(name: string): void {
  try {
    gdal.vsimem.release(name);
  } catch {
    // It was never written: `use` failed before, and its error is the one to tell.
  }
}
