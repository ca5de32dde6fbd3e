import type { Dataset, RasterBand } from 'gdal-async';
import type { Affine } from '../../../shared/geo/affine.ts';
import type { Grid } from '../../../shared/geo/grid.ts';
import { DTYPES, type Dtype } from '../../../shared/raster/dtype.ts';
import { crsName } from './crs.ts';
import { withRaster } from './open.ts';

/** One band of a file as GDAL tells it. */
export interface BandDescription {
  readonly dtype: Dtype | null;
  readonly nodata: number | null;
  /** Band name, empty where there is none. */
  readonly description: string;
  readonly block: readonly [width: number, height: number];
  readonly scale: number;
  readonly offset: number;
  readonly colorInterpretation: string;
  readonly overviews: number;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What a raster file is, without its pixels. */
export interface RasterDescription {
  readonly driver: string;
  readonly width: number;
  readonly height: number;
  /** `EPSG:n`, WKT, or null where the file says nothing. */
  readonly crs: string | null;
  readonly affine: Affine | null;
  /** CRS, affine and size together; null when CRS or affine is missing. */
  readonly grid: Grid | null;
  readonly bands: readonly BandDescription[];
  readonly metadata: Readonly<Record<string, string>>;
  /** GDAL names of sub-datasets (netCDF, HDF), such as `NETCDF:"file.nc":B02`. */
  readonly subdatasets: readonly string[];
}

/** Describes a raster. @throws as `openRaster` */
export function describeRaster(path: string): RasterDescription {
  return withRaster(path, describeDataset);
}

/** Describes an open raster. */
export function describeDataset(dataset: Dataset): RasterDescription {
  const { x: width, y: height } = dataset.rasterSize;
  const transform = dataset.geoTransform;
  const affine = transform ? ([...transform] as unknown as Affine) : null;
  const crs = crsName(dataset.srs);
  return {
    driver: dataset.driver.description,
    width,
    height,
    crs,
    affine,
    grid: crs && affine ? { crs, affine, width, height } : null,
    bands: [...dataset.bands].map(describeBand),
    metadata: metadataOf(dataset),
    subdatasets: subdatasetsOf(dataset),
  };
}

function describeBand(band: RasterBand): BandDescription {
  const type = band.dataType?.toLowerCase() === 'byte' ? 'uint8' : (band.dataType?.toLowerCase() ?? '');
  return {
    dtype: (DTYPES as readonly string[]).includes(type) ? (type as Dtype) : null,
    nodata: band.noDataValue,
    description: band.description,
    block: [band.blockSize.x, band.blockSize.y],
    scale: band.scale ?? 1,
    offset: band.offset ?? 0,
    colorInterpretation: band.colorInterpretation ?? '',
    overviews: band.overviews.count(),
    metadata: { ...(band.getMetadata() as Record<string, string>) },
  };
}

function metadataOf(dataset: Dataset, domain?: string): Record<string, string> {
  return { ...(dataset.getMetadata(domain) as Record<string, string>) };
}

function subdatasetsOf(dataset: Dataset): string[] {
  const entries = Object.entries(metadataOf(dataset, 'SUBDATASETS'));
  return entries.filter(([key]) => key.endsWith('_NAME')).map(([, value]) => value);
}
