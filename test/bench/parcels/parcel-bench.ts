import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Engine, openEngine } from '../../../src/main/engine/engine.ts';
import { transformPoints } from '../../../src/main/engine/gdal/crs.ts';
import { initWorkspace } from '../../../src/main/engine/init-workspace.ts';
import { bufferedBounds, type TileAddress, tileSide, WORLD_HALF } from '../../../src/main/engine/tiles/tile-address.ts';
import { type BenchContext, type Benchmark, type Figure, middleOf } from '../figure.ts';
import { CRS, MIDDLE, SPACING_M, writeParcels } from './made-parcels.ts';

const TILE_TARGET_MS = 200;
const PAGE_TARGET_MS = 100;
const ID = 'made';
/** Zooms of a walk from the whole set to single parcels. */
const ZOOMS = [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

/** A million parcels on the map, 130 000 in the table, through a worker as the window asks for them. */
export const parcelBench: Benchmark = {
  name: 'parcels',
  summary: 'vector tiles of 1 000 000 parcels and pages of a table of 130 000, beside GDAL’s command line',
  peers: ['gdal-bin'],
  async run(context) {
    return [...(await tileFigures(context, context.small ? 20_000 : 1_000_000)), ...(await pageFigures(context, context.small ? 20_000 : 130_000))];
  },
};

async function tileFigures(context: BenchContext, count: number): Promise<Figure[]> {
  await using engine = await withParcels(context, 'tiles', count);
  const began = performance.now();
  const tile = (address: TileAddress): Promise<Uint8Array> => engine.services.parcelTiles.tile(ID, address);
  await tile(addressAt(8, 0));
  const first = performance.now() - began;
  const times: { ms: number; address: TileAddress }[] = [];
  for (const z of ZOOMS) {
    for (const shift of [-1, 0, 1]) {
      const address = addressAt(z, shift);
      const start = performance.now();
      await tile(address);
      times.push({ ms: performance.now() - start, address });
    }
  }
  const worst = times.reduce((a, b) => (b.ms > a.ms ? b : a));
  const peer = gdalTile(join(context.folder, 'tiles', 'parcels', `${ID}.gpkg`), worst.address);
  return [
    figure('parcels.tile-worst', worst.ms, `≤ ${TILE_TARGET_MS} ms`, worst.ms <= TILE_TARGET_MS, peer === null ? null : { name: `ogr2ogr to GeoJSON, zoom ${worst.address.z}`, value: peer }),
    figure('parcels.tile-median', middleOf(times.map(({ ms }) => ms)), `≤ ${TILE_TARGET_MS} ms`, middleOf(times.map(({ ms }) => ms)) <= TILE_TARGET_MS, null),
    figure('parcels.overview', first, '≤ 10 000 ms once', first <= 10_000, null),
  ];
}

async function pageFigures(context: BenchContext, count: number): Promise<Figure[]> {
  await using engine = await withParcels(context, 'table', count);
  const page = async (input: object): Promise<number> => {
    const start = performance.now();
    await engine.call('parcels.page', { id: ID, limit: 100, ...input });
    return performance.now() - start;
  };
  await page({ limit: 0 });
  const sorted = [];
  for (const column of ['code', 'label', 'area_m2', 'source_id']) sorted.push(await page({ sort: { column, direction: 'descending' } }));
  const further = [];
  for (let i = 1; i <= 20; i++) further.push(await page({ sort: { column: 'code', direction: 'descending' }, offset: Math.floor((i * count) / 21) }));
  const peer = timed('ogrinfo', ['-q', '-sql', 'SELECT * FROM parcels ORDER BY area_m2 DESC LIMIT 100', join(context.folder, 'table', 'parcels', `${ID}.gpkg`)]);
  return [
    figure('parcels.page-sorted', middleOf(sorted), `≤ ${PAGE_TARGET_MS} ms`, middleOf(sorted) <= PAGE_TARGET_MS, peer === null ? null : { name: 'ogrinfo -sql', value: peer }),
    figure('parcels.page-further', middleOf(further), `≤ ${PAGE_TARGET_MS} ms`, middleOf(further) <= PAGE_TARGET_MS, null),
  ];
}

function figure(name: string, value: number, target: string, met: boolean, peer: Figure['peer']): Figure {
  return { name, value, unit: 'ms', peer, ratio: peer && value / peer.value, target, met };
}

async function withParcels(context: BenchContext, name: string, count: number): Promise<Engine> {
  const folder = join(context.folder, name);
  await initWorkspace(folder);
  context.note(`making ${count} parcels`);
  const footprint = writeParcels(join(folder, 'parcels', `${ID}.gpkg`), count);
  const engine = await openEngine({ folder });
  const words = { title: 'Made parcels', createdAt: '2026-01-01T00:00:00Z', simulated: true, warnings: [], source: 'made', format: 'GPKG', codeColumn: 'code', codeSource: 'own' };
  engine.services.catalog.parcels.put({ ...words, kind: 'parcels', id: ID, path: `parcels/${ID}.gpkg`, layer: 'parcels', crs: CRS, footprint: [footprint], count, repaired: 0, codes: [], skipped: [] });
  return engine;
}

function addressAt(z: number, shift: number): TileAddress {
  const { x, y } = transformPoints([MIDDLE[0] + shift * SPACING_M], [MIDDLE[1]], CRS, 'EPSG:3857');
  return { z, x: Math.floor(((x[0] ?? 0) + WORLD_HALF) / tileSide(z)) + shift, y: Math.floor((WORLD_HALF - (y[0] ?? 0)) / tileSide(z)) };
}

/** The parcels of one tile in Web Mercator as GDAL's command line reads them: what a tile must read at least. */
function gdalTile(path: string, address: TileAddress): number | null {
  return timed('ogr2ogr', ['-f', 'GeoJSON', '-t_srs', 'EPSG:3857', '-spat_srs', 'EPSG:3857', '-spat', ...bufferedBounds(address).map(String), '/vsistdout/', path]);
}

function timed(command: string, options: readonly string[]): number | null {
  const start = performance.now();
  const { status } = spawnSync(command, options, { stdio: 'ignore' });
  return status === 0 ? performance.now() - start : null;
}
