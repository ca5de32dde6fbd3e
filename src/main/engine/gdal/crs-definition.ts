import type { SpatialReference } from 'gdal-async';
import type { CrsDefinition } from '../../../shared/contract/crs.ts';
import { areaOfUse, type DatabaseArea, datumShifts } from './crs-database.ts';
import { LONLAT, storedReference, transformBounds, transformPoints } from './crs.ts';

/** Points along each side of the area in which PROJ strings are compared with GDAL's own transformation. */
const CHECKS = 5;
/** Metres of a degree of latitude. */
const METRES_PER_DEGREE = 111_320;
/** A PROJ string that is this close needs no datum shift. */
const CLOSE_M = 0.01;

/**
 * The definition of a coordinate system for a program that knows PROJ strings only. PROJ strings have lost their datum
 * shifts since GDAL 3: of the shifts in PROJ's database the one is taken that comes nearest to what GDAL itself does in
 * the area of use, and the distance that remains is told.
 * @throws CRS_UNKNOWN
 */
export function defineCrs(crs: string): CrsDefinition {
  const reference = storedReference(crs);
  const [authority, code] = authorityOf(reference);
  const area = areaOfUse(authority, code);
  const plain = reference.toProj4().trim();
  const { proj, differenceM } = area ? nearest(crs, plain, shiftsOf(reference), area) : { proj: plain, differenceM: null };
  const kind = reference.isProjected() ? 'projected' : reference.isGeographic() ? 'geographic' : 'other';
  const unit = kind === 'geographic' ? reference.getAngularUnits() : reference.getLinearUnits();
  return {
    crs,
    name: nameOf(reference),
    proj,
    wkt: reference.toWKT(),
    kind,
    unit: unit.units,
    unitSize: unit.value,
    areaOfUse: area && { name: area.name, bounds: [...area.bounds], projected: [...transformBounds(area.bounds, LONLAT, crs)] },
    differenceM,
  };
}

function authorityOf(reference: SpatialReference): readonly [authority: string, code: string] {
  // gdal-async's types ask for a name where the root is meant by none.
  const root = null;
  return [reference.getAuthorityName(root) ?? '', reference.getAuthorityCode(root) ?? ''];
}

function nameOf(reference: SpatialReference): string {
  return /^[A-Z_]+\["((?:[^"]|"")*)"/.exec(reference.toWKT())?.[1]?.replaceAll('""', '"') ?? '';
}

/** Every shift that the datum of a reference may have, as PROJ writes it. */
function shiftsOf(reference: SpatialReference): string[] {
  const base = reference.isGeographic() ? reference : reference.cloneGeogCS();
  const [authority, code] = authorityOf(base);
  return datumShifts(authority, code).map((shift) => `+towgs84=${shift.join(',')}`);
}

/** The PROJ string that agrees best with GDAL in the area. */
function nearest(crs: string, plain: string, shifts: readonly string[], area: DatabaseArea): { proj: string; differenceM: number | null } {
  const points = samplesIn(area);
  const wanted = transformPoints(points.x, points.y, LONLAT, crs);
  const back = transformPoints(wanted.x, wanted.y, crs, LONLAT);
  const difference = (proj: string): number => greatestDistance(transformPoints(wanted.x, wanted.y, proj, LONLAT), back);
  let best = { proj: plain, differenceM: difference(plain) };
  if (best.differenceM <= CLOSE_M) return best;
  const bare = plain.replace(/ ?\+(towgs84|nadgrids)=\S+/g, '');
  for (const shift of shifts) {
    const proj = bare.replace(/ ?\+(units|no_defs)/, (rest) => ` ${shift}${rest.startsWith(' ') ? rest : ` ${rest}`}`);
    const differenceM = difference(proj);
    if (differenceM < best.differenceM) best = { proj, differenceM };
  }
  return { proj: best.proj, differenceM: Number.isFinite(best.differenceM) ? Math.round(best.differenceM * 1000) / 1000 : null };
}

function samplesIn({ bounds: [west, south, east, north] }: DatabaseArea): { x: number[]; y: number[] } {
  const x: number[] = [];
  const y: number[] = [];
  for (let i = 0; i < CHECKS; i++) {
    for (let j = 0; j < CHECKS; j++) {
      // Not the edges themselves: poles and antimeridians have coordinates of their own there.
      x.push(west + ((east - west) * (i + 0.5)) / CHECKS);
      y.push(south + ((north - south) * (j + 0.5)) / CHECKS);
    }
  }
  return { x, y };
}

/** Greatest distance in metres of two lists of positions in degrees, where both have one; infinite where none has. */
function greatestDistance(a: { x: Float64Array; y: Float64Array }, b: { x: Float64Array; y: Float64Array }): number {
  let greatest = -1;
  for (let i = 0; i < a.x.length; i++) {
    const [ax = NaN, ay = NaN, bx = NaN, by = NaN] = [a.x[i], a.y[i], b.x[i], b.y[i]];
    const dx = (((ax - bx + 540) % 360) - 180) * Math.cos((by * Math.PI) / 180);
    const distance = Math.hypot(dx, ay - by) * METRES_PER_DEGREE;
    if (Number.isFinite(distance)) greatest = Math.max(greatest, distance);
  }
  return greatest < 0 ? Number.POSITIVE_INFINITY : greatest;
}
