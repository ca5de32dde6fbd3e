import { openRaster } from '../../../src/main/engine/gdal/open.ts';
import { readFileSync } from 'node:fs';

/** Reads every band of every file that the list names, block after block, and does nothing with it. */
const [list = ''] = process.argv.slice(2);
for (const path of readFileSync(list, 'utf8').split('\n')) {
  const dataset = openRaster(path);
  const { x, y } = dataset.rasterSize;
  const band = dataset.bands.get(1);
  band.pixels.read(0, 0, x, y, band.dataType === 'Byte' ? new Uint8Array(x * y) : new Uint16Array(x * y));
  dataset.close();
}
