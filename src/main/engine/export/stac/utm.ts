import type { Position } from './document.ts';

/** WGS 84 and UTM: Karney, “Transverse Mercator with an accuracy of a few nanometers” (2011), equations 11, 15 and 36. */
const SEMI_MAJOR_AXIS_M = 6_378_137;
const FLATTENING = 1 / 298.257_223_563;
const SCALE_AT_MERIDIAN = 0.9996;
const FALSE_EASTING_M = 500_000;
const FALSE_NORTHING_SOUTH_M = 10_000_000;

const ECCENTRICITY = Math.sqrt(FLATTENING * (2 - FLATTENING));
const N = FLATTENING / (2 - FLATTENING);
/** Radius of the sphere whose meridian is as long as the ellipsoid's. */
const RECTIFYING_RADIUS_M = (SEMI_MAJOR_AXIS_M / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64);
/** Coefficients of the inverse series up to n⁴: below a millimetre within a zone. */
const BETA = [
  N / 2 - (2 / 3) * N ** 2 + (37 / 96) * N ** 3 - (1 / 360) * N ** 4,
  N ** 2 / 48 + N ** 3 / 15 - (437 / 1440) * N ** 4,
  (17 / 480) * N ** 3 - (37 / 840) * N ** 4,
  (4397 / 161_280) * N ** 4,
] as const;

/** Longitudes are not wrapped: 180.5 follows 179.5 in a zone at the antimeridian. */
export type Unprojection = (x: number, y: number) => Position;

/**
 * From coordinates of a CRS to degrees, for WGS 84 itself and its UTM zones (EPSG:4326, 326xx, 327xx), in which scenes
 * come; null for any other, whose exact outline only GDAL knows.
 */
export function unprojection(crs: string): Unprojection | null {
  if (crs === 'EPSG:4326') return (x, y) => [x, y];
  const match = /^EPSG:32([67])(\d{2})$/.exec(crs);
  const zone = Number(match?.[2]);
  if (!match || zone < 1 || zone > 60) return null;
  const central = zone * 6 - 183;
  const falseNorthing = match[1] === '7' ? FALSE_NORTHING_SOUTH_M : 0;
  return (x, y) => fromTransverseMercator(x - FALSE_EASTING_M, y - falseNorthing, central);
}

function fromTransverseMercator(easting: number, northing: number, centralMeridian: number): Position {
  const xi = northing / (SCALE_AT_MERIDIAN * RECTIFYING_RADIUS_M);
  const eta = easting / (SCALE_AT_MERIDIAN * RECTIFYING_RADIUS_M);
  let xiPrime = xi;
  let etaPrime = eta;
  for (const [index, beta] of BETA.entries()) {
    const order = 2 * (index + 1);
    xiPrime -= beta * Math.sin(order * xi) * Math.cosh(order * eta);
    etaPrime -= beta * Math.cos(order * xi) * Math.sinh(order * eta);
  }
  const conformalTangent = Math.sin(xiPrime) / Math.hypot(Math.sinh(etaPrime), Math.cos(xiPrime));
  const longitude = Math.atan2(Math.sinh(etaPrime), Math.cos(xiPrime));
  return [centralMeridian + degrees(longitude), degrees(Math.atan(geographicTangent(conformalTangent)))];
}

/** tan φ from tan χ (the conformal latitude) by Newton's method, which needs two or three steps. */
function geographicTangent(conformalTangent: number): number {
  let tangent = conformalTangent;
  for (let step = 0; step < 5; step += 1) {
    const secant = Math.hypot(1, tangent);
    const sigma = Math.sinh(ECCENTRICITY * Math.atanh((ECCENTRICITY * tangent) / secant));
    const found = tangent * Math.hypot(1, sigma) - sigma * secant;
    const slope = ((1 - ECCENTRICITY ** 2) * Math.hypot(1, found) * secant) / (1 + (1 - ECCENTRICITY ** 2) * tangent ** 2);
    tangent += (conformalTangent - found) / slope;
  }
  return tangent;
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
