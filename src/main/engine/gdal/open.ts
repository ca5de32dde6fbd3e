import { existsSync } from 'node:fs';
import type { Dataset } from 'gdal-async';
import { appError } from '../../../shared/errors/app-error.ts';
import { gdal } from './gdal.ts';

/** Raster drivers that a user's file may be opened with. VRT is not among them: it can point anywhere. */
export const RASTER_DRIVERS = ['GTiff', 'JP2OpenJPEG', 'netCDF', 'HDF5', 'HDF5Image', 'HDF4', 'HDF4Image', 'HFA', 'PNG', 'JPEG', 'AAIGrid', 'ENVI'] as const;

/** Vector drivers that a user's file may be opened with. */
export const VECTOR_DRIVERS = ['GPKG', 'ESRI Shapefile', 'GeoJSON', 'GeoJSONSeq', 'FlatGeobuf', 'GML', 'KML', 'LIBKML', 'OpenFileGDB', 'MapInfo File', 'SQLite', 'CSV', 'Parquet'] as const;

/** @throws NETWORK_PATH for URLs and GDAL's network file systems, FILE_NOT_FOUND when nothing is there */
export function checkLocal(path: string): void {
  const inner = /^(?:NETCDF|HDF5|HDF4_SDS|HDF4_EOS):"?(.*?)"?:[^"]*$/.exec(path)?.[1] ?? path;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(inner) || /\/vsi(curl|s3|gs|az|adls|oss|swift|webhdfs|hdfs|subfile|sparse|stdin|crypt)/i.test(path)) {
    throw appError('NETWORK_PATH', { file: path });
  }
  if (!path.startsWith('/vsi') && !existsSync(inner)) throw appError('FILE_NOT_FOUND', { file: path });
}

/**
 * Opens a raster for reading. Close it; {@link withRaster} does that for you.
 * @param drivers GDAL driver names it may be; default {@link RASTER_DRIVERS}
 * @throws FILE_NOT_FOUND, NETWORK_PATH, RASTER_UNREADABLE
 */
export function openRaster(path: string, drivers: readonly string[] = RASTER_DRIVERS): Dataset {
  checkLocal(path);
  try {
    return gdal.open(path, 'r', [...drivers]);
  } catch (cause) {
    throw appError('RASTER_UNREADABLE', { file: path, detail: messageOf(cause) }, { cause });
  }
}

/**
 * Opens a raster for its pixels alone: with the one driver that is known to fit, and without a look at the folder for
 * sidecar files (masks, overviews, statistics). Ten times sooner, which counts where a season has thousands of files.
 * @param driver GDAL driver name
 * @throws FILE_NOT_FOUND, NETWORK_PATH, RASTER_UNREADABLE
 */
export function openPixels(path: string, driver: string): Dataset {
  const option = 'GDAL_DISABLE_READDIR_ON_OPEN';
  const before = gdal.config.get(option);
  gdal.config.set(option, 'EMPTY_DIR');
  try {
    return openRaster(path, [driver]);
  } finally {
    gdal.config.set(option, before);
  }
}

/** Opens a raster, gives it to `use` and closes it; GDAL's own failures become RASTER_UNREADABLE. */
export function withRaster<T>(path: string, use: (dataset: Dataset) => T, drivers?: readonly string[]): T {
  const dataset = openRaster(path, drivers);
  try {
    return use(dataset);
  } catch (cause) {
    throw rasterError(path, cause);
  } finally {
    dataset.close();
  }
}

/** Opens a vector source for reading. @throws FILE_NOT_FOUND, NETWORK_PATH, VECTOR_UNREADABLE */
export function openVector(path: string): Dataset {
  checkLocal(path);
  try {
    const present = new Set(gdal.drivers.getNames());
    return gdal.open(path, 'r', VECTOR_DRIVERS.filter((name) => present.has(name)));
  } catch (cause) {
    throw appError('VECTOR_UNREADABLE', { file: path, detail: messageOf(cause) }, { cause });
  }
}

/** An error of GDAL about `path` as a typed one; typed errors pass. */
export function rasterError(path: string, cause: unknown): Error {
  if (cause instanceof Error && cause.name === 'AppError') return cause;
  const detail = messageOf(cause);
  if (/No space left|write error|disk full/i.test(detail)) return appError('DISK_FULL', { file: path }, { cause });
  return appError('RASTER_UNREADABLE', { file: path, detail }, { cause });
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
