import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Grid } from '../../../shared/geo/grid.ts';
import { rgbOf } from '../../../shared/raster/class-scheme.ts';
import { assembleCog } from '../gdal/cog.ts';
import { transformPoints } from '../gdal/crs.ts';
import { gdal } from '../gdal/gdal.ts';
import { writeVector } from '../gdal/vector.ts';
import { writeGeotiff } from '../gdal/write.ts';
import { implementTask } from '../pool/rpc.ts';
import { replaceAtomically, writeFileAtomic } from '../workspace/atomic.ts';
import { GROUND_FILES, simulateGroundTask } from './ground.rpc.ts';
import { LAND_COVER, landCover } from './ground/land-cover.ts';
import { type Declaration, declarationsOf } from './ground/parcels.ts';
import { truthOf } from './ground/truth.ts';
import { landscapeOf } from './landscape/landscape.ts';
import { PLACE, placeGrid } from './place.ts';
import { SIMULATED_NOTE } from './safe/safe.ts';
import { CROPS } from './season/crop.ts';

/** CRS of the French parcel register. */
const REGISTER_CRS = 'EPSG:2154';

/** Implements {@link simulateGroundTask}. */
export const simulateGround = implementTask(simulateGroundTask, async ({ key, folder }, { progress }) => {
  const landscape = landscapeOf(key);
  const declarations = declarationsOf(landscape);
  const grid = placeGrid(key.sizePx, 10);
  await writeFileAtomic(join(folder, GROUND_FILES.note), SIMULATED_NOTE);
  await writeParcels(join(folder, GROUND_FILES.parcels), declarations);
  progress(0.4);
  await writeClasses(join(folder, GROUND_FILES.landCover), grid, landCover(landscape), 'land cover, simulated', LAND_COVER);
  progress(0.7);
  await writeClasses(join(folder, GROUND_FILES.truth), grid, truthOf(landscape), 'crop, simulated', [{ value: 0, label: 'No crop', colour: '#000000' }, ...CROPS]);
  const sidecars = [GROUND_FILES.landCover, GROUND_FILES.truth].map((name) => `${name}.aux.xml`);
  return { files: [...Object.values(GROUND_FILES), ...sidecars], fields: landscape.fields.size, declared: declarations.length };
});

async function writeParcels(path: string, declarations: readonly Declaration[]): Promise<void> {
  const fields = [
    { name: 'id_parcel', type: 'string' },
    { name: 'surf_parc', type: 'real' },
    { name: 'code_cultu', type: 'string' },
    { name: 'code_group', type: 'string' },
    { name: 'culture_d1', type: 'string' },
    { name: 'culture_d2', type: 'string' },
  ] as const;
  // GeoPackage notes when it was changed; a fixed time keeps the file the same whenever it is made.
  gdal.config.set('OGR_CURRENT_DATE', '2022-11-01T00:00:00.000Z');
  try {
    await replaceAtomically(path, async (temporary) => {
      await Promise.resolve();
      writeVector(temporary, { name: 'parcelles_graphiques_simulated', crs: REGISTER_CRS, fields, geometryType: 'multipolygon' }, (add) => {
        for (const { id, hectares, code, group, ring } of declarations) {
          add({ properties: { id_parcel: id, surf_parc: hectares, code_cultu: code, code_group: group, culture_d1: '', culture_d2: '' }, geometry: gdal.Geometry.fromWKT(multiPolygon(ring)) });
        }
      });
    });
  } finally {
    gdal.config.set('OGR_CURRENT_DATE', null);
  }
}

/** Well-known text in the register's CRS, to the millimetre. */
function multiPolygon(ring: Declaration['ring']): string {
  const { x, y } = transformPoints(ring.map(([east]) => PLACE.minX + east), ring.map(([, south]) => PLACE.maxY - south), PLACE.crs, REGISTER_CRS);
  const points = Array.from(x, (east, i) => `${east.toFixed(3)} ${(y[i] ?? 0).toFixed(3)}`);
  return `MULTIPOLYGON (((${[...points, points[0] ?? ''].join(',')})))`;
}

interface ClassEntry {
  readonly value: number;
  readonly label: string;
  readonly colour: string;
}

async function writeClasses(path: string, grid: Grid, plane: Uint8Array, description: string, classes: readonly ClassEntry[]): Promise<void> {
  const byValue = new Map(classes.map((entry) => [entry.value, entry]));
  const last = Math.max(...byValue.keys());
  const entries = Array.from({ length: last + 1 }, (_, value) => byValue.get(value) ?? null);
  const palette = entries.map((entry) => [...rgbOf(entry?.colour ?? '#000000'), entry ? 255 : 0] as const);
  const window = { column: 0, row: 0, width: grid.width, height: grid.height };
  const scratch = `${path}.window`;
  try {
    await writeGeotiff(scratch, grid, { dtype: 'uint8', planes: [plane], nodata: null });
    const band = { dtype: 'uint8', from: 1, description, palette, categories: entries.map((entry) => entry?.label ?? '') } as const;
    await assembleCog(path, grid, [{ path: scratch, window }], [band], { overviews: 'mode', metadata: { SIMULATED: 'YES', DESCRIPTION: `Simulated by Furrow: ${description}` } });
  } finally {
    await rm(scratch, { force: true });
  }
}
