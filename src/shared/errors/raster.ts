/** Errors of rasters, grids and coordinate systems. */
export const RASTER_ERRORS = {
  RASTER_UNREADABLE: { message: '“{file}” cannot be read as a raster: {detail}', action: 'The file is damaged or cut short: fetch it again.' },
  VECTOR_UNREADABLE: { message: '“{file}” cannot be read as a vector layer: {detail}', action: 'The file is damaged or of a kind this GDAL lacks: fetch it again or convert it to GeoPackage.' },
  DRIVER_MISSING: { message: '“{file}” needs GDAL’s {driver} driver, which this build does not have.', action: 'Convert it to GeoTIFF on a machine that has it.' },
  CRS_MISSING: { message: '“{file}” says nothing about its coordinate system.', action: 'Assign one with gdal_edit -a_srs, or fetch the file again.' },
  COORDINATES_IMPOSSIBLE: { message: 'The coordinates of “{file}” lie nowhere on Earth in the coordinate system {crs}.', action: 'It says the wrong system: assign the right one with gdal_edit -a_srs or ogr2ogr -a_srs, and import it again.' },
  CRS_UNKNOWN: { message: '“{crs}” is not a coordinate system that GDAL knows.', action: 'Write it as EPSG:n, for example EPSG:32631.' },
  GRID_EMPTY: { message: 'The area {area} does not touch any of the chosen data.', action: 'Choose an area inside the scenes, or import scenes that cover it.' },
  GRID_TOO_LARGE: { message: 'A grid of {width} × {height} pixels is more than Furrow takes ({limit}).', action: 'Choose a smaller area or a larger pixel.' },
  GRID_MISMATCH: { message: '“{file}” does not lie on the grid of {other}.', action: 'Make it again on the same grid.' },
  WRITE_FAILED: { message: '“{file}” could not be written: {detail}', action: 'Check the free space and the permissions of the folder, then resume.' },
} as const;
