/** Sen2Cor's scene classification (Sentinel-2 L2A Product Definition, SCL). Index = code. */
export const SCL_CLASSES = [
  'no data',
  'saturated or defective',
  'dark area or topographic shadow',
  'cloud shadow',
  'vegetation',
  'not vegetated',
  'water',
  'unclassified',
  'cloud, medium probability',
  'cloud, high probability',
  'thin cirrus',
  'snow or ice',
] as const;
