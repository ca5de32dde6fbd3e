import type { Grid } from '../../../shared/geo/grid.ts';
import type { Dtype, TypedArray } from '../../../shared/raster/dtype.ts';
import { replaceAtomically } from '../workspace/atomic.ts';
import { spatialReference } from './crs.ts';
import { gdal } from './gdal.ts';
import { gdalType } from './read.ts';
import { writing } from './write.ts';

/**
 * Writes one band as lossless JPEG 2000 with georeferencing, tiled as Sentinel-2 products are (1024), under a temporary
 * name that is renamed. The bytes depend on the arguments only.
 * @throws DISK_FULL, WRITE_FAILED
 */
export async function writeJpeg2000(path: string, grid: Grid, dtype: Dtype, plane: TypedArray): Promise<void> {
  await replaceAtomically(path, async (temporary) => {
    await Promise.resolve();
    writing(path, () => {
      const memory = gdal.open('plane', 'w', 'MEM', grid.width, grid.height, 1, gdalType(dtype));
      try {
        memory.srs = spatialReference(grid.crs);
        memory.geoTransform = [...grid.affine];
        memory.bands.get(1).pixels.write(0, 0, grid.width, grid.height, plane as Uint16Array);
        // The driver would make a bare code stream, without georeferencing, of a name that does not end in .jp2.
        const options = ['CODEC=JP2', 'QUALITY=100', 'REVERSIBLE=YES', 'BLOCKXSIZE=1024', 'BLOCKYSIZE=1024', 'RESOLUTIONS=4'];
        gdal.drivers.get('JP2OpenJPEG').createCopy(temporary, memory, options).close();
      } finally {
        memory.close();
      }
    });
  });
}
