import type { Geometry } from 'gdal-async';
import type { Grid } from '../../../shared/geo/grid.ts';
import { spatialReference } from './crs.ts';
import { gdal } from './gdal.ts';
import { gdalType } from './read.ts';

/** A geometry in the grid's CRS and the value its pixels get. */
export interface Burn {
  readonly geometry: Geometry;
  readonly value: number;
}

/**
 * Burns polygons on a grid: a pixel belongs to a polygon when its centre does, as `gdal_rasterize` does.
 * Later polygons draw over earlier ones.
 * @returns grid.width × grid.height values, 0 where no polygon is
 */
export function rasterizePolygons(grid: Grid, burns: Iterable<Burn>): Uint32Array {
  const scratch = gdal.open('burn', 'w', 'Memory');
  const target = gdal.open('grid', 'w', 'MEM', grid.width, grid.height, 1, gdalType('uint32'));
  try {
    const reference = spatialReference(grid.crs);
    target.srs = reference;
    target.geoTransform = [...grid.affine];
    const layer = scratch.layers.create('burn', reference, gdal.wkbUnknown);
    layer.fields.add(new gdal.FieldDefn('value', gdal.OFTReal));
    for (const { geometry, value } of burns) {
      const row = new gdal.Feature(layer);
      row.fields.set('value', value);
      row.setGeometry(geometry);
      layer.features.add(row);
    }
    gdal.rasterize(target, scratch, ['-a', 'value', '-l', 'burn']);
    return target.bands.get(1).pixels.read(0, 0, grid.width, grid.height, new Uint32Array(grid.width * grid.height));
  } finally {
    target.close();
    scratch.close();
  }
}
