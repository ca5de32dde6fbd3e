/** Nodata of composites and of WorldCereal's tensors: uint16 65 535. Values themselves are 0…65 534. */
export const COMPOSITE_NODATA = 65_535;
/** The highest value of a composite. */
export const COMPOSITE_MAX = 65_534;
/** Nodata of class maps, confidence and probabilities (uint8). */
export const MAP_NODATA = 255;
/** Code of pixels outside the cropland mask, in class maps, confidence and probabilities. */
export const OUTSIDE_CROPLAND = 254;
/** The highest number of classes that a uint8 class map holds; above it the map is uint16. */
export const MAX_UINT8_CLASSES = 250;
/** Composites store reflectance × this. */
export const REFLECTANCE_SCALE = 10_000;
