import proj4 from 'proj4';
import { describe, expect, it } from 'vitest';
import { searchDatabase } from '../../src/main/engine/gdal/crs-database.ts';
import { defineCrs } from '../../src/main/engine/gdal/crs-definition.ts';
import { LONLAT, transformPoints } from '../../src/main/engine/gdal/crs.ts';

describe('the definition of a coordinate system', () => {
  // Metres of a degree are good enough to compare positions that differ by centimetres.
  const metres = (degrees: number, latitude: number): number => degrees * 111_320 * Math.cos((latitude * Math.PI) / 180);

  it.each([
    ['EPSG:32631', 3.2, 48.5],
    ['EPSG:32722', -51, -22.3],
    ['EPSG:3035', 9.5, 47.1],
    ['EPSG:2154', 2.4, 46.6],
    ['EPSG:5070', -93.6, 41.9],
    ['EPSG:27700', -3.5, 50.7],
    ['EPSG:28992', 5.6, 52.1],
    ['EPSG:31370', 4.4, 50.5],
    ['EPSG:21781', 7.4, 46.9],
    ['EPSG:25832', 9.9, 53.5],
    ['EPSG:3857', 12, 41],
  ])('%s lets proj4, which the window uses, put a place where GDAL puts it', (crs, longitude, latitude) => {
    const { proj, kind, differenceM } = defineCrs(crs);
    const { x, y } = transformPoints([longitude], [latitude], LONLAT, crs);
    const [lon, lat] = proj4(proj, 'EPSG:4326', [x[0] ?? NaN, y[0] ?? NaN]);
    expect(kind).toBe('projected');
    expect(differenceM).toBeLessThan(0.05);
    expect(Math.hypot(metres(lon - longitude, latitude), metres(lat - latitude, 0))).toBeLessThan(0.06);
  });

  it('tells name, unit and area of use', () => {
    const british = defineCrs('EPSG:27700');
    expect(british).toMatchObject({ name: 'OSGB36 / British National Grid', unit: 'metre', unitSize: 1, areaOfUse: { bounds: [-9.01, 49.75, 2.01, 61.01] } });
    expect(british.wkt).toMatch(/^PROJCS\["OSGB36/);
    expect(defineCrs('EPSG:4326')).toMatchObject({ name: 'WGS 84', kind: 'geographic', unit: 'degree' });
    expect(defineCrs('EPSG:2263')).toMatchObject({ unit: expect.stringMatching(/foot/i) as string, unitSize: expect.closeTo(0.3048, 4) as number });
  });

  it('tells how far a PROJ string cannot follow GDAL, where the datum’s shift differs from country to country', () => {
    expect(defineCrs('EPSG:5514').differenceM).toBeGreaterThan(1);
  });

  it('defines a local system that has no code by its WKT', () => {
    const wkt = 'PROJCS["field survey",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",4],PARAMETER["scale_factor",1],PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1]]';
    expect(defineCrs(wkt)).toMatchObject({ name: 'field survey', kind: 'projected', areaOfUse: null, differenceM: null, proj: expect.stringContaining('+lon_0=4') as string });
  });

  it.each(['EPSG:1', 'nonsense', ''])('refuses “%s”', (crs) => {
    expect(() => defineCrs(crs)).toThrow(expect.objectContaining({ code: 'CRS_UNKNOWN' }) as Error);
  });
});

describe('looking for a coordinate system', () => {
  it('finds it by code and by words, the code itself first', () => {
    expect(searchDatabase('EPSG:2154', 5)[0]).toEqual({ crs: 'EPSG:2154', name: 'RGF93 v1 / Lambert-93', area: 'France' });
    expect(searchDatabase('3035', 5)[0]?.crs).toBe('EPSG:3035');
    expect(searchDatabase('wgs utm 31n', 10).map(({ crs }) => crs)).toContain('EPSG:32631');
  });

  it('takes what it is given as text, whatever signs are in it', () => {
    expect(searchDatabase("x' OR '1'='1", 5)).toEqual([]);
    expect(searchDatabase('%', 5)).toEqual([]);
    expect(searchDatabase('   ', 5)).toEqual([]);
  });
});
