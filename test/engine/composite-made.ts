import { gdal } from '../../src/main/engine/gdal/gdal.ts';
import { writeGeotiff } from '../../src/main/engine/gdal/write.ts';
import { type Grid, gridBounds } from '../../src/shared/geo/grid.ts';
import type { Dtype } from '../../src/shared/raster/dtype.ts';
import { arrayOf } from '../../src/shared/raster/dtype.ts';
import type { Asset, Scene } from '../../src/shared/records/scene.ts';
import { lonLatBoxes } from '../../src/main/engine/gdal/crs.ts';

/** A band of a made-up scene: `value(x, y)` is the stored value at the middle of a pixel, in map coordinates. */
export interface MadeBand {
  readonly band: string;
  readonly grid: Grid;
  readonly dtype?: Dtype;
  readonly nodata?: number | null;
  readonly offset?: number;
  readonly scale?: number;
  readonly jp2?: boolean;
  value(x: number, y: number): number;
}

export interface MadeScene {
  readonly id: string;
  readonly datetime: string;
  readonly tile?: string;
  readonly product?: string;
  readonly platform?: string;
  readonly bands: readonly MadeBand[];
}

/** Writes the bands of a scene into `folder` and gives its record. */
export async function makeScene(folder: string, scene: MadeScene): Promise<Scene> {
  const assets: Asset[] = [];
  for (const band of scene.bands) assets.push(await makeAsset(`${folder}/${scene.id}_${band.band}`, band));
  const [first] = scene.bands;
  if (!first) throw new Error('a scene has bands');
  return {
    kind: 'scene',
    id: scene.id,
    title: scene.id,
    createdAt: '2024-01-01T00:00:00.000Z',
    simulated: true,
    warnings: [],
    product: scene.product ?? 'made',
    datetime: scene.datetime,
    platform: scene.platform ?? null,
    tile: scene.tile ?? null,
    baseline: null,
    cloudCover: null,
    crs: first.grid.crs,
    footprint: lonLatBoxes(gridBounds(first.grid), first.grid.crs).map((box) => [...box]),
    source: folder,
    assets,
  };
}

async function makeAsset(stem: string, made: MadeBand): Promise<Asset> {
  const { grid, band } = made;
  const isQuality = band === 'SCL' || band === 'FMASK';
  const dtype = made.dtype ?? (isQuality ? 'uint8' : 'uint16');
  const plane = arrayOf(dtype, grid.width * grid.height);
  for (let row = 0, i = 0; row < grid.height; row++) {
    for (let column = 0; column < grid.width; column++, i++) {
      plane[i] = made.value(grid.affine[0] + (column + 0.5) * grid.affine[1], grid.affine[3] + (row + 0.5) * grid.affine[5]);
    }
  }
  const nodata = made.nodata === undefined ? (isQuality ? null : 0) : made.nodata;
  const tiff = `${stem}.tif`;
  await writeGeotiff(tiff, grid, { dtype, planes: [plane], nodata });
  const path = made.jp2 ? toJp2(tiff, `${stem}.jp2`) : tiff;
  return {
    band,
    path,
    bandIndex: 1,
    grid: { ...grid, affine: [...grid.affine] },
    dtype,
    nodata,
    quantity: isQuality ? 'quality' : 'reflectance',
    scale: made.scale ?? (isQuality ? 1 : 1e-4),
    offset: made.offset ?? 0,
    driver: made.jp2 ? 'JP2OpenJPEG' : 'GTiff',
    block: made.jp2 ? [1024, 1024] : [256, 256],
  };
}

function toJp2(tiff: string, path: string): string {
  const source = gdal.open(tiff);
  try {
    gdal.translate(path, source, ['-of', 'JP2OpenJPEG', '-co', 'QUALITY=100', '-co', 'REVERSIBLE=YES', '-co', 'YCBCR420=NO']).close();
  } finally {
    source.close();
  }
  return path;
}
