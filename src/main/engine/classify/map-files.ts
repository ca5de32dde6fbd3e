/** Files of a map, by the names that its record and DESIGN.md section 4 give them. */
export const MAP_FILES = {
  map: 'map.tif',
  confidence: 'confidence.tif',
  probabilities: 'probabilities.tif',
  qml: 'map.qml',
  sld: 'map.sld',
  legend: 'legend.csv',
} as const;

/** GDAL's sidecar of the map with its class names and attribute table. */
export const MAP_SIDECAR = 'map.tif.aux.xml';
