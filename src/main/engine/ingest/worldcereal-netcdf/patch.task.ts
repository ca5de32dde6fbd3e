import { join } from 'node:path';
import { appError } from '../../../../shared/errors/app-error.ts';
import { type Grid, gridBounds, sameGrid } from '../../../../shared/geo/grid.ts';
import { COMPOSITE_MAX, COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { message } from '../../../../shared/messages/message.ts';
import { writeCog } from '../../gdal/cog.ts';
import { crsName, footprintBoxesOf, spatialReference } from '../../gdal/crs.ts';
import { describeRaster, type RasterDescription } from '../../gdal/describe.ts';
import { readWindow } from '../../gdal/read.ts';
import { implementTask } from '../../pool/rpc.ts';
import { WORLDCEREAL_BANDS, worldcerealBand } from '../worldcereal-band.ts';
import { inspectPatchTask, type Patch, type PatchVariable, writePatchTask } from './patch.rpc.ts';
import { daysOf, periodsFrom } from './time-axis.ts';

/** A patch is held in memory one period at a time: 16 layers of this size are 512 MB. */
const MAX_SIDE_PX = 4000;

/** See {@link inspectPatchTask}. */
export const inspectPatchImplementation = implementTask(inspectPatchTask, async ({ path }) => {
  await Promise.resolve();
  return inspectPatch(path);
});

/** See {@link writePatchTask}. */
export const writePatchImplementation = implementTask(writePatchTask, async ({ patch, folder }, context) => {
  const periods: { name: string; clearFraction: number }[] = [];
  const zeros = new Map<string, number>();
  for (const [index, period] of patch.periods.entries()) {
    context.signal.throwIfAborted();
    const planes = patch.variables.map((variable) => readLayer(variable, index, patch.grid, zeros));
    const count = countPlane(patch.variables, planes);
    const bands = [...patch.variables.map(({ band }) => ({ dtype: 'uint16' as const, nodata: COMPOSITE_NODATA, description: band.band, unit: band.unit, scale: band.scale, offset: band.offset * band.scale })), { dtype: 'uint16' as const, nodata: COMPOSITE_NODATA, description: 'count' }];
    await writeCog(join(folder, `${period.name}.tif`), patch.grid, [...planes, count], bands, { overviews: 'average', metadata: { start: period.start, end: period.end } });
    periods.push({ name: period.name, clearFraction: count.reduce((sum, value) => sum + value, 0) / count.length });
    context.progress((index + 1) / patch.periods.length);
  }
  return { periods, warnings: [...zeros].map(([band, count]) => message('NO_BACKSCATTER', { band, count })) };
});

/** A variable as GDAL describes it. */
interface Layer {
  readonly variable: string;
  readonly dataset: string;
  readonly description: RasterDescription;
}

/** Reads the structure of a patch; dimension (t, y, x) or (y, x) per variable. */
export function inspectPatch(path: string): Patch {
  const root = describeRaster(path);
  const names = root.subdatasets.length > 0 ? root.subdatasets : [path];
  const layers = names.map((dataset): Layer => ({ dataset, variable: variableName(dataset, path), description: describeRaster(dataset) }));
  const known = layers.filter((layer) => worldcerealBand(layer.variable) !== null);
  const first = known[0];
  if (!first) throw appError('METADATA_INVALID', { file: path, detail: `none of its variables is a band of WorldCereal (${layers.map(({ variable }) => variable).join(', ')})` });
  const grid = patchGrid(path, first.description);
  const variables = known.map((layer) => patchVariable(path, layer, grid, first));
  const series = known.find(({ description }) => description.metadata['NETCDF_DIM_EXTRA'] !== undefined) ?? first;
  const starts = timesOf(path, series.description);
  const wrongLength = variables.find((variable, i) => variable.hasTime && known[i]?.description.bands.length !== starts.length);
  if (wrongLength) throw appError('METADATA_INVALID', { file: path, detail: `${wrongLength.variable} does not have the ${starts.length} dates of ${series.variable}` });
  const absent = WORLDCEREAL_BANDS.map(({ band }) => band).filter((band) => !variables.some((variable) => variable.band.band === band));
  return {
    grid: { ...grid, affine: [...grid.affine] },
    footprint: footprintBoxesOf(path, gridBounds(grid), grid.crs),
    variables: WORLDCEREAL_BANDS.flatMap(({ band }) => variables.filter((variable) => variable.band.band === band).slice(0, 1)),
    periods: periodsFrom(starts),
    others: [...layers.filter((layer) => !known.includes(layer)).map(({ variable }) => variable), ...duplicates(variables)],
    warnings: absent.length === 0 ? [] : [message('BANDS_ABSENT', { bands: absent })],
  };
}

function variableName(dataset: string, path: string): string {
  return dataset === path ? '' : dataset.slice(dataset.lastIndexOf(':') + 1).replace(/^"|"$/g, '').replace(/^\/+/, '');
}

function duplicates(variables: readonly PatchVariable[]): string[] {
  return variables.filter((variable, i) => variables.findIndex((other) => other.band.band === variable.band.band) < i).map(({ variable }) => variable);
}

/** The grid, with the CRS from the scalar `crs` variable where GDAL does not see it. @throws CRS_MISSING */
function patchGrid(path: string, description: RasterDescription): Grid {
  const wkt = Object.entries(description.metadata).find(([key]) => /(^|#)(crs_wkt|spatial_ref)$/.test(key))?.[1];
  const crs = description.crs ?? (wkt ? crsName(spatialReference(wkt)) : null);
  const { affine, width, height } = description;
  if (!crs || !affine) throw appError('CRS_MISSING', { file: path });
  if (width * height > MAX_SIDE_PX ** 2) throw appError('GRID_TOO_LARGE', { width, height, limit: `${MAX_SIDE_PX} × ${MAX_SIDE_PX} for a patch` });
  return { crs, affine, width, height };
}

/** @throws BAND_SIZE when the variable lies on another grid than the first */
function patchVariable(path: string, { variable, dataset, description }: Layer, grid: Grid, first: Layer): PatchVariable {
  const own: Grid = { ...grid, affine: description.affine ?? grid.affine, width: description.width, height: description.height };
  if (!sameGrid(own, grid)) throw appError('BAND_SIZE', { file: path, band: variable, found: `${own.width} × ${own.height}`, expected: `${grid.width} × ${grid.height} as ${first.variable}` });
  const name = worldcerealBand(variable);
  const band = WORLDCEREAL_BANDS.find((known) => known.band === name);
  if (!band) throw appError('BAND_MISSING', { file: path, band: variable, available: WORLDCEREAL_BANDS.map((known) => known.band).join(', ') });
  return { band, variable, dataset, hasTime: description.metadata['NETCDF_DIM_EXTRA'] !== undefined && description.bands.length >= 1 };
}

/** Days of the time axis. @throws DATE_INVALID, METADATA_INVALID for a second extra dimension */
function timesOf(path: string, { metadata }: RasterDescription): ReturnType<typeof periodsFrom>[number]['start'][] {
  const extra = (metadata['NETCDF_DIM_EXTRA'] ?? '').replace(/[{}]/g, '');
  if (extra === '') throw appError('DATE_INVALID', { file: path, found: 'its variables have no time dimension' });
  if (extra.includes(',')) throw appError('METADATA_INVALID', { file: path, detail: `its variables have the dimensions (${extra}, y, x), not (t, y, x)` });
  const values = (metadata[`NETCDF_DIM_${extra}_VALUES`] ?? '').replace(/[{}]/g, '').split(',').map(Number);
  const units = metadata[`${extra}#units`] ?? '';
  const days = daysOf(values, units);
  if (!days) throw appError('DATE_INVALID', { file: path, found: `the axis “${extra}” counts in “${units}”` });
  return days;
}

/**
 * One layer as uint16 with nodata 65 535. The files declare no nodata (or GDAL's default 32 769, which is a value like
 * any other here), so only 65 535 is missing. Signed numbers are taken as the unsigned ones they stand for.
 */
function readLayer({ dataset, hasTime, band, variable }: PatchVariable, period: number, grid: Grid, zeros: Map<string, number>): Uint16Array {
  const window = { column: 0, row: 0, width: grid.width, height: grid.height };
  const index = hasTime ? period + 1 : 1;
  const dtype = describeRaster(dataset).bands[index - 1]?.dtype;
  const values = readUnsigned(dataset, index, window, dtype);
  if (band.quantity !== 'sigma0') return values;
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== 0) continue;
    values[i] = COMPOSITE_NODATA;
    zeros.set(variable, (zeros.get(variable) ?? 0) + 1);
  }
  return values;
}

function readUnsigned(dataset: string, index: number, window: Parameters<typeof readWindow>[2], dtype: string | null | undefined): Uint16Array {
  if (dtype === 'uint8' || dtype === 'uint16') return readWindow(dataset, index, window, 'uint16');
  if (dtype === 'int16') return new Uint16Array(readWindow(dataset, index, window, 'int16').buffer);
  // Floating-point patches mark missing values with NaN; the product's own step replaces it with 65 535.
  return Uint16Array.from(readWindow(dataset, index, window, 'float64'), (value) => (Number.isNaN(value) || value === COMPOSITE_NODATA ? COMPOSITE_NODATA : Math.min(COMPOSITE_MAX, Math.max(0, Math.round(value)))));
}

/** 1 where any Sentinel-2 band has a value, else 0. */
function countPlane(variables: readonly PatchVariable[], planes: readonly Uint16Array[]): Uint16Array {
  const optical = planes.filter((_, i) => variables[i]?.band.quantity === 'reflectance');
  const count = new Uint16Array(planes[0]?.length ?? 0);
  for (const plane of optical) for (let i = 0; i < count.length; i++) if (plane[i] !== COMPOSITE_NODATA) count[i] = 1;
  return count;
}
