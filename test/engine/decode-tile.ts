import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Geometry, Polygon } from 'gdal-async';
import { gdal } from '../../src/main/engine/gdal/gdal.ts';
import type { TileAddress } from '../../src/main/engine/tiles/tile-address.ts';

/** A feature of a tile, cut to the tile's edges, in Web Mercator. */
export interface DecodedFeature {
  readonly id: number | null;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: Geometry;
  readonly area: number;
  readonly isValid: boolean;
}

/** Reads a vector tile with GDAL's own MVT driver, which takes the place of the tile from its path. */
export function decodeTile(folder: string, { z, x, y }: TileAddress, tile: Uint8Array): DecodedFeature[] {
  if (tile.length === 0) return [];
  const place = join(folder, String(z), String(x));
  mkdirSync(place, { recursive: true });
  const path = join(place, `${y}.mvt`);
  writeFileSync(path, tile);
  const dataset = gdal.open(path, 'r', ['MVT']);
  try {
    return [...dataset.layers.get('parcels').features].map((feature) => {
      const geometry = feature.getGeometry() ?? new gdal.Polygon();
      const { mvt_id: id, ...properties } = feature.fields.toObject() as Record<string, unknown>;
      return { id: typeof id === 'number' ? id : null, properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null)), geometry, area: areaOf(geometry), isValid: geometry.isValid() };
    });
  } finally {
    dataset.close();
  }
}

export function areaOf(geometry: Geometry): number {
  return 'getArea' in geometry ? (geometry as Polygon).getArea() : 0;
}
