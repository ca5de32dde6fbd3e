/** Errors of the user's own basemaps and of areas from files. */
export const BASEMAP_ERRORS = {
  BASEMAP_NOT_UNDERSTOOD: { message: '“{file}” cannot be a basemap: {detail}', action: 'Choose an MBTiles file, a PMTiles file (version 3) or a GeoTIFF.' },
  BASEMAP_DAMAGED: { message: 'The basemap “{file}” cannot be read: {detail}', action: 'Fetch or make the file again.' },
  BASEMAP_NOT_FOUND: { message: 'There is no basemap “{id}” in this workspace.', action: 'Add its file again.' },
  BASEMAP_LIST_DAMAGED: { message: '“{file}” cannot be read: {detail}', action: 'Move the file away and add the basemaps again; their own files are untouched.' },
  AREA_NONE: { message: '“{file}” holds no area: {detail}', action: 'Choose a file with polygons, or features of it that are polygons.' },
  AREA_TOO_LARGE: { message: '“{file}” holds {count} polygons; an area can be made of {most} at most.', action: 'Choose single features, or dissolve the layer in a GIS first.' },
} as const;
