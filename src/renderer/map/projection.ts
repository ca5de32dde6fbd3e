import { register } from 'ol/proj/proj4.js';
import { get as getProjection, type Projection } from 'ol/proj.js';
import proj4 from 'proj4';

/**
 * The projection of a CRS name. UTM zones are worked out here; others need their definition, which the engine gives.
 * @param definition PROJ string; may be left out for UTM zones, EPSG:4326 and EPSG:3857
 */
export function projectionOf(crs: string, definition?: string): Projection | null {
  const known = getProjection(crs);
  if (known) return known;
  const utm = /^EPSG:32([67])(\d\d)$/.exec(crs);
  const text = definition ?? (utm ? `+proj=utm +zone=${Number(utm[2])}${utm[1] === '7' ? ' +south' : ''} +datum=WGS84 +units=m +no_defs` : null);
  if (text === null) return null;
  proj4.defs(crs, text);
  register(proj4);
  return getProjection(crs);
}
