/** WGS 84: semi-major axis in metres, first eccentricity squared. */
const A = 6_378_137;
const E2 = 0.006_694_379_990_141_316;
const E = Math.sqrt(E2);
const RADIANS = Math.PI / 180;

/** Twice the area between the equator and a latitude, per radian and a² (Snyder 1987, USGS Professional Paper 1395, equation 3-12). */
function q(latitude: number): number {
  const sin = Math.sin(latitude * RADIANS);
  return (1 - E2) * (sin / (1 - E2 * sin * sin) - (1 / (2 * E)) * Math.log((1 - E * sin) / (1 + E * sin)));
}

/**
 * Area of a ring of longitudes and latitudes on the WGS 84 ellipsoid, square metres, whichever way it runs. Edges are
 * straight in a cylindrical equal-area projection: put points on long ones first.
 * @param ring closed or open; crosses the antimeridian where neighbours are more than 180° apart
 */
export function ringAreaM2(ring: readonly (readonly number[])[]): number {
  // Measured from a parallel of the ring's own: from the equator, the digits of a field would drown in those of the strip below it.
  const base = q(ring[0]?.[1] ?? 0);
  let doubled = 0;
  ring.forEach(([lon = 0, lat = 0], i) => {
    const [nextLon = 0, nextLat = 0] = ring[(i + 1) % ring.length] ?? [];
    const step = nextLon - lon;
    const across = Math.abs(step) > 180 ? step - Math.sign(step) * 360 : step;
    doubled += across * RADIANS * (q(lat) - base + (q(nextLat) - base));
  });
  return Math.abs(doubled) * A * A * 0.25;
}

/** Area of polygons with holes, square metres; each polygon its outer ring first. */
export function polygonsAreaM2(polygons: readonly (readonly (readonly (readonly number[])[])[])[]): number {
  return polygons.reduce((sum, [outer, ...holes]) => sum + (outer ? ringAreaM2(outer) : 0) - holes.reduce((inner, hole) => inner + ringAreaM2(hole), 0), 0);
}
