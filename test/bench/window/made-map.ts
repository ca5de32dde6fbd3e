import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import type { Engine } from '../../../src/main/engine/engine.ts';
import { writeCog } from '../../../src/main/engine/gdal/cog.ts';
import { lonLatBoxes } from '../../../src/main/engine/gdal/crs.ts';
import { type Grid, gridBounds } from '../../../src/shared/geo/grid.ts';
import { mapEncoding } from '../../../src/shared/legend/legend.ts';
import type { ClassScheme } from '../../../src/shared/raster/class-scheme.ts';
import type { CropMap } from '../../../src/shared/records/learning.ts';

/** Pixels on the side of a field. */
const FIELD_PX = 25;

/** A scheme of `count` classes whose colours run through the wheel of hues. */
export function madeScheme(count: number): ClassScheme {
  const classes = Array.from({ length: count }, (_, i) => ({ value: i + 1, code: `c${i + 1}`, labels: { en: `Crop ${i + 1}` }, colour: hueColour(i / count, i % 3), parent: null }));
  return { id: `made-${count}`, title: `${count} made classes`, classes, mappings: {} };
}

function hueColour(hue: number, lightness: number): string {
  const channel = (shift: number): string => {
    const wave = Math.max(0, Math.min(1, Math.abs(((hue * 6 + shift) % 6) - 3) - 1));
    return Math.round((0.25 + 0.25 * lightness) * 255 * wave + 50).toString(16).padStart(2, '0');
  };
  return `#${channel(0)}${channel(4)}${channel(2)}`;
}

/** Writes a class map of square fields with every class in it, as a COG like those of the job, and returns its record. */
export async function writeClassMap(workspace: string, id: string, grid: Grid, scheme: ClassScheme): Promise<CropMap> {
  const { dtype, nodata } = mapEncoding(scheme);
  const plane = dtype === 'uint8' ? new Uint8Array(grid.width * grid.height) : new Uint16Array(grid.width * grid.height);
  const across = Math.ceil(grid.width / FIELD_PX);
  for (let row = 0; row < grid.height; row++) {
    const first = Math.floor(row / FIELD_PX) * across;
    for (let column = 0; column < grid.width; column++) {
      // A prime step scatters neighbours over the legend, and visits every class.
      plane[row * grid.width + column] = (((first + Math.floor(column / FIELD_PX)) * 7919) % scheme.classes.length) + 1;
    }
  }
  const folder = `maps/${id}`;
  mkdirSync(join(workspace, folder), { recursive: true });
  await writeCog(join(workspace, folder, 'map.tif'), grid, [plane], [{ dtype, nodata, description: 'class' }], { overviews: 'nearest' });
  const words = { id, title: scheme.title, createdAt: '2026-01-01T00:00:00Z', simulated: true, warnings: [], runId: null, modelId: 'made', compositeId: 'made', croplandId: null };
  const pixels = Math.round((grid.width * grid.height) / scheme.classes.length);
  const pixelCounts = scheme.classes.map(({ code }) => ({ code, pixels, hectares: pixels / 100 }));
  const footprint = lonLatBoxes([...gridBounds(grid)], grid.crs).map(([...box]): [number, number, number, number] => box);
  return { ...words, kind: 'map', folder, grid: { ...grid, affine: [...grid.affine] }, footprint, scheme, classes: scheme.classes.map(({ code }) => code), paths: { map: `${folder}/map.tif` }, pixelCounts };
}

/** Puts a map into the catalog; an open window shows it at once. */
export function register(engine: Engine, map: CropMap): void {
  engine.services.catalog.map.put(map);
}
