import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gridBounds } from '../../../../shared/geo/grid.ts';
import { transformPoints } from '../../gdal/crs.ts';
import { writeJpeg2000 } from '../../gdal/jpeg2000.ts';
import { replaceAtomically } from '../../workspace/atomic.ts';
import { type RenderedScene, TEN_METRE } from '../image/scene.ts';
import { PLACE, placeGrid } from '../place.ts';
import type { Acquisition } from '../season/acquisition.ts';
import type { Band } from '../season/spectrum.ts';
import { type ClassShares, classShares } from './class-shares.ts';
import { manifest } from './manifest.ts';
import { productMetadata } from './product-metadata.ts';
import { productNames } from './product-name.ts';
import { tileMetadata } from './tile-metadata.ts';

/** What lies in every simulated folder, so that nobody takes it for an observation. */
export const SIMULATED_NOTE = 'SIMULATED\n\nEverything here is simulated by Furrow: the landscape, its crops and its weather are invented.\nNothing in it is an observation of a satellite or a declaration of a farmer.\n';

/** A product on the disk. */
export interface WrittenProduct {
  /** Name of its folder, with `.SAFE`. */
  readonly folder: string;
  /** Its files, from the folder that holds the product. */
  readonly files: readonly string[];
  readonly shares: ClassShares;
}

interface Part {
  readonly image: string;
  readonly write: (path: string) => Promise<void>;
}

/**
 * Writes a rendered scene as a Sentinel-2 L2A product in SAFE form below `parent`. The folder appears whole or not at all;
 * one of the same name is replaced.
 * @throws DISK_FULL, WRITE_FAILED
 */
export async function writeSafe(parent: string, seed: number, acquisition: Acquisition, scene: RenderedScene, sizePx: number): Promise<WrittenProduct> {
  const names = productNames(seed, acquisition);
  const folder = `${names.product}.SAFE`;
  const granule = `GRANULE/${names.granule}`;
  const parts = partsOf(scene, `${granule}/IMG_DATA`, names.image, sizePx);
  const shares = classShares(scene.classes);
  const images = parts.map(({ image }) => image);
  const texts = new Map([
    ['MTD_MSIL2A.xml', productMetadata(acquisition, { names, shares, images, footprint: footprint(sizePx) })],
    [`${granule}/MTD_TL.xml`, tileMetadata(acquisition, names, shares, sizePx)],
    ['manifest.safe', manifest(['MTD_MSIL2A.xml', `${granule}/MTD_TL.xml`, ...images.map((image) => `${image}.jp2`)])],
    ['SIMULATED.txt', SIMULATED_NOTE],
  ]);
  await rm(join(parent, folder), { recursive: true, force: true });
  await replaceAtomically(join(parent, folder), async (temporary) => {
    for (const { image, write } of parts) await write(join(temporary, `${image}.jp2`));
    for (const [name, text] of texts) {
      await mkdir(dirname(join(temporary, name)), { recursive: true });
      await writeFile(join(temporary, name), text, { flush: true });
    }
  });
  return { folder, shares, files: [...texts.keys(), ...images.map((image) => `${image}.jp2`)].sort().map((file) => `${folder}/${file}`) };
}

function partsOf(scene: RenderedScene, images: string, start: string, sizePx: number): Part[] {
  const resolution = (band: Band): 10 | 20 => (TEN_METRE.includes(band) ? 10 : 20);
  const bands = [...scene.bands].map(([band, plane]): Part => {
    const metres = resolution(band);
    return { image: `${images}/R${metres}m/${start}_${band}_${metres}m`, write: (path) => writeJpeg2000(path, placeGrid(sizePx, metres), 'uint16', plane) };
  });
  const classes: Part = { image: `${images}/R20m/${start}_SCL_20m`, write: (path) => writeJpeg2000(path, placeGrid(sizePx, 20), 'uint8', scene.classes) };
  return [...bands, classes];
}

function footprint(sizePx: number): number[] {
  const [minX, minY, maxX, maxY] = gridBounds(placeGrid(sizePx, 10));
  const { x, y } = transformPoints([minX, maxX, maxX, minX, minX], [maxY, maxY, minY, minY, maxY], PLACE.crs, 'EPSG:4326');
  return Array.from(x).flatMap((longitude, i) => [y[i] ?? 0, longitude]);
}
