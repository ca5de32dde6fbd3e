import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { lonLatBoxes } from '../../../src/main/engine/gdal/crs.ts';
import { writeCog } from '../../../src/main/engine/gdal/cog.ts';
import { type Grid, gridBounds } from '../../../src/shared/geo/grid.ts';
import type { Asset, Scene } from '../../../src/shared/records/scene.ts';

export const SEASON_BANDS = ['B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B8A', 'B11', 'B12'];

/** A year of made-up scenes: one COG per band and date, as catalogues publish Sentinel-2. */
export interface Season {
  readonly grid: Grid;
  /** Distinct dates on the disk. */
  readonly dates: number;
  readonly paths: readonly (readonly string[])[];
}

/** Writes `dates` scenes of `side` × `side` pixels: fields with noise, soft clouds in a third of every scene. */
export async function writeSeason(folder: string, side: number, dates: number): Promise<Season> {
  const grid: Grid = { crs: 'EPSG:32631', affine: [600_000, 10, 0, 5_600_000, 0, -10], width: side, height: side };
  const noise = noisePlane(side);
  const paths: string[][] = [];
  for (let date = 0; date < dates; date++) {
    const of = join(folder, `scene-${String(date).padStart(3, '0')}`);
    mkdirSync(of, { recursive: true });
    const files = [];
    for (const [index, band] of SEASON_BANDS.entries()) {
      const path = join(of, `${band}.tif`);
      await writeCog(path, grid, [reflectance(grid, noise, date, index)], [{ dtype: 'uint16', nodata: 0, description: band }], { overviews: 'average' });
      files.push(path);
    }
    const scl = join(of, 'SCL.tif');
    await writeCog(scl, grid, [classes(grid, date)], [{ dtype: 'uint8', description: 'SCL' }], { overviews: 'nearest' });
    paths.push([...files, scl]);
  }
  return { grid, dates, paths };
}

/** `count` scenes over the year; beyond the dates on the disk the files repeat under other dates. */
export function seasonScenes(season: Season, count: number): Scene[] {
  return Array.from({ length: count }, (_, i): Scene => {
    const time = new Date(Date.UTC(2023, 0, 1, 10, 40) + Math.floor((i * 365 * 24) / count) * 3_600_000);
    const files = season.paths[i % season.dates] ?? [];
    return {
      kind: 'scene',
      id: `scene-${String(i).padStart(3, '0')}`,
      title: `scene ${i}`,
      createdAt: '2023-01-01T00:00:00.000Z',
      simulated: true,
      warnings: [],
      product: 'bench',
      datetime: time.toISOString(),
      platform: null,
      tile: null,
      baseline: '05.09',
      cloudCover: null,
      crs: season.grid.crs,
      footprint: lonLatBoxes(gridBounds(season.grid), season.grid.crs).map((box) => [...box]),
      source: files[0] ?? '',
      assets: files.map((path, index) => asset(path, SEASON_BANDS[index] ?? 'SCL', season.grid)),
    };
  });
}

function asset(path: string, band: string, grid: Grid): Asset {
  const isQuality = band === 'SCL';
  return {
    band,
    path,
    bandIndex: 1,
    grid: { ...grid, affine: [...grid.affine] },
    dtype: isQuality ? 'uint8' : 'uint16',
    nodata: isQuality ? null : 0,
    quantity: isQuality ? 'quality' : 'reflectance',
    scale: isQuality ? 1 : 1e-4,
    offset: isQuality ? 0 : -1000,
    driver: 'GTiff',
    block: [512, 512],
  };
}

/** Noise that is the same everywhere (Lehmer, 48 271 mod 2³¹ − 1), −64…63. */
function noisePlane(side: number): Int8Array {
  let state = 20_230_101;
  return Int8Array.from({ length: side * side * 2 }, () => ((state = (state * 48_271) % 2_147_483_647) >> 8) % 64);
}

function reflectance({ width, height }: Grid, noise: Int8Array, date: number, band: number): Uint16Array {
  const plane = new Uint16Array(width * height);
  const shift = (date * 7919 + band * 104_729) % (width * height);
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++, i++) {
      const field = ((row >> 5) * 31 + (column >> 6) * 17) % 13;
      const cloud = isCloud(row, column, date) ? 4000 : 0;
      plane[i] = 1300 + field * 90 + band * 120 + Math.round(400 * Math.sin((date + field) / 9)) + cloud + (noise[i + shift] ?? 0);
    }
  }
  return plane;
}

function classes({ width, height }: Grid, date: number): Uint8Array {
  const codes = new Uint8Array(width * height);
  for (let row = 0, i = 0; row < height; row++) for (let column = 0; column < width; column++, i++) codes[i] = isCloud(row, column, date) ? 9 : (row >> 5) % 3 === 0 ? 5 : 4;
  return codes;
}

function isCloud(row: number, column: number, date: number): boolean {
  return Math.sin((row + date * 37) / 60) + Math.cos((column + date * 53) / 80) > 0.6;
}
