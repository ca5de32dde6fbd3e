import { PARCEL_LAYER } from './cut-parcels.ts';
import { CELL, GRID_SIDE, MARGIN, type Overview, tileCells } from './overview.ts';
import type { TileAddress } from './tile-address.ts';
import { tracePatches } from './trace-cells.ts';
import { VectorTileWriter } from './vector-tile.ts';

/**
 * The tile of an overview: patches of cells in which the same crop prevails, `generalised: true`, with its `code` and
 * `label`. They stand for many parcels, so they have no id and no area.
 * @param address of a zoom below the overview's `detailZoom`
 */
export function cutOverview(overview: Overview, address: TileAddress): Uint8Array {
  const level = overview.levels.find(({ z }) => z === address.z);
  const grid = level ? tileCells(level, address.x, address.y) : null;
  const writer = new VectorTileWriter(PARCEL_LAYER);
  for (const { value, rings } of grid ? tracePatches(grid, GRID_SIDE) : []) {
    const name = overview.codes[value - 1];
    const inTile = rings.map((ring, i) => ({ points: ring.map((corner) => (corner - MARGIN) * CELL), exterior: i === 0 }));
    writer.add({ id: null, properties: { code: name?.code ?? '', label: name?.label ?? '', generalised: true }, rings: inTile });
  }
  return writer.finish();
}
