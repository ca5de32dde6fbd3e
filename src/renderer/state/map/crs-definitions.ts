import { type CrsDefinition } from '../../../shared/contract/crs.ts';
import { call } from '../../client/call.ts';
import { projectionOf } from '../../map/projection.ts';

const asked = new Map<string, Promise<CrsDefinition | null>>();

/**
 * Makes a CRS known to the map, by its definition from the engine. Null when it is known without one (UTM on WGS 84,
 * Web Mercator, degrees).
 * @throws EngineError
 */
export function defineCrs(crs: string): Promise<CrsDefinition | null> {
  const known = asked.get(crs);
  if (known) return known;
  const answer = projectionOf(crs) ? Promise.resolve(null) : call('crs.define', { crs }).then((definition) => {
    const bounds = definition.areaOfUse?.bounds;
    projectionOf(crs, definition.proj, bounds && bounds[0] < bounds[2] ? bounds : undefined);
    return definition;
  });
  asked.set(crs, answer);
  answer.catch(() => {
    asked.delete(crs);
  });
  return answer;
}
