/** A binary raster, row by row: 1 = set. */
export interface BinaryRaster {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A hair in square pixels, so that a pixel whose centre lies on the rim is inside whatever the rounding. */
const RIM = 1e-6;

/**
 * Sets every pixel whose centre lies within `radiusPx` of the centre of a set pixel: dilation by an exact Euclidean disc.
 * Outside the raster nothing is set. Time is proportional to the pixels, whatever the radius: one pass down and up the
 * columns gives the vertical distance to the nearest set pixel, and each pixel then sets a run in its row, whose
 * half-width follows from that distance.
 */
export function dilate(raster: BinaryRaster, radiusPx: number): Uint8Array {
  const { data, width, height } = raster;
  if (radiusPx < 1) return data.slice();
  const vertical = verticalDistances(raster, Math.floor(radiusPx));
  const reach = halfWidths(radiusPx);
  const out = new Uint8Array(width * height);
  const steps = new Int32Array(width + 1);
  for (let row = 0; row < height; row++) {
    steps.fill(0);
    for (let column = 0, at = row * width; column < width; column++, at++) {
      const half = reach[vertical[at] ?? 0] ?? -1;
      if (half < 0) continue;
      const first = Math.max(0, column - half);
      const beyond = Math.min(width, column + half + 1);
      steps[first] = (steps[first] ?? 0) + 1;
      steps[beyond] = (steps[beyond] ?? 0) - 1;
    }
    let covered = 0;
    for (let column = 0, at = row * width; column < width; column++, at++) {
      covered += steps[column] ?? 0;
      out[at] = covered > 0 ? 1 : 0;
    }
  }
  return out;
}

/**
 * Keeps a set pixel only where all pixels within `radiusPx` are set: erosion by an exact Euclidean disc. What lies
 * outside the raster counts as set, so that a set area is not eaten away from the edge of what was read.
 */
export function erode(raster: BinaryRaster, radiusPx: number): Uint8Array {
  if (radiusPx < 1) return raster.data.slice();
  const inverse = new Uint8Array(raster.data.length);
  for (let i = 0; i < inverse.length; i++) inverse[i] = 1 - (raster.data[i] ?? 0);
  const grown = dilate({ ...raster, data: inverse }, radiusPx);
  for (let i = 0; i < grown.length; i++) grown[i] = 1 - (grown[i] ?? 0);
  return grown;
}

/** Rows to the nearest set pixel of the same column; `limit + 1` where it is further. */
function verticalDistances({ data, width, height }: BinaryRaster, limit: number): Uint16Array {
  const far = limit + 1;
  const distances = new Uint16Array(width * height);
  for (let at = 0; at < data.length; at++) {
    const above = at < width ? far : (distances[at - width] ?? far) + 1;
    distances[at] = data[at] ? 0 : Math.min(far, above);
  }
  for (let at = width * (height - 1) - 1; at >= 0; at--) {
    const below = (distances[at + width] ?? far) + 1;
    if (below < (distances[at] ?? 0)) distances[at] = below;
  }
  return distances;
}

/** Half-width of a disc's row by its vertical distance from the centre; −1 beyond the disc. */
function halfWidths(radiusPx: number): Int32Array {
  const squared = radiusPx * radiusPx + RIM;
  return Int32Array.from({ length: Math.floor(radiusPx) + 2 }, (_, distance) => (distance * distance <= squared ? Math.floor(Math.sqrt(squared - distance * distance)) : -1));
}
