import { validPolygon } from '../../gdal/polygon.ts';
import { boundsOf, CodeLookup, holds, innerPart, isPoint, type LabelArea, squaresOf } from './label-area.ts';
import { type Observation, type ObservationInput, observedDay, readObservations } from './observation-table.ts';
import type { RejectionLog } from '../rejection-log.ts';

/** What is settled of an observation before its place is looked for. */
interface Known {
  readonly code: string;
  readonly validTime: string | null;
}

/**
 * The observations that have a class, a date in the time of a composite, and a place on its grid: one list per grid. An
 * observation belongs to the first composite of its place and time. All others are counted and listed. Polygons keep back
 * from their edges as parcels do; points do not.
 * @throws COLUMN_MISSING, CODES_UNMAPPED, FILE_NOT_FOUND, VECTOR_UNREADABLE
 */
export function observationAreas(input: ObservationInput, rejected: RejectionLog): LabelArea[][] {
  const known = knownObservations(input, rejected);
  const settled = new Set<number>();
  const seen = new Map<number, { readonly id: string; readonly why: string }>();
  const areas = input.grids.map((grid, source) => {
    const found: LabelArea[] = [];
    each(input, grid.crs, (observation, row) => {
      const facts = known.get(row);
      if (!facts || settled.has(row)) return;
      const { geometry, id, observer } = observation;
      const bounds = geometry ? boundsOf(geometry) : null;
      if (!geometry || bounds === null) return void seen.set(row, seen.get(row) ?? { id, why: 'no place' });
      if (holds(grid, bounds) === 0) return void seen.set(row, seen.get(row) ?? { id, why: 'outside the composite' });
      if (!inSpan(facts.validTime, input.spans[source])) return void seen.set(row, { id, why: 'its date lies outside the composite’s time' });
      settled.add(row);
      const valid = isPoint(bounds) ? { geometry } : validPolygon(geometry);
      if ('fault' in valid) return rejected.add(valid.fault, id);
      const area = isPoint(bounds) ? geometry : innerPart(valid.geometry, input.innerBufferM, grid.crs);
      if (!area) return rejected.add('too narrow for the inner buffer', id);
      const { block, region } = squaresOf(bounds, grid, input);
      found.push({ id, code: facts.code, block, region, validTime: facts.validTime, observer, geometry: area, bounds: boundsOf(area) });
    });
    return found;
  });
  for (const [row, { id, why }] of seen) if (!settled.has(row)) rejected.add(why, id);
  return areas;
}

/** Calls with a number per row that stays the same from reading to reading; an id that occurs twice gets the number. */
function each(input: ObservationInput, crs: string, use: (observation: Observation, row: number) => void): void {
  let row = 0;
  const ids = new Set<string>();
  readObservations(input, crs, (observation) => {
    const id = ids.has(observation.id) ? `${observation.id} (${row + 1})` : observation.id;
    ids.add(observation.id);
    use({ ...observation, id }, row);
    row += 1;
  });
}

function knownObservations(input: ObservationInput, rejected: RejectionLog): Map<number, Known> {
  const lookup = new CodeLookup(input.scheme, input.codeSource);
  const labels = labelsOf(input);
  const known = new Map<number, Known>();
  each(input, input.grids[0]?.crs ?? input.crs, ({ id, label, date }, row) => {
    if (label === '') return rejected.add('no class', id);
    const code = lookup.find(labels.get(label.toLowerCase()) ?? label, id, rejected);
    if (code === null) return;
    const validTime = date === null ? null : observedDay(date);
    if (date !== null && validTime === null) return rejected.add(date === '' ? 'no date' : `its date ${date} is no day`, id);
    known.set(row, { code, validTime });
  });
  lookup.checkAny(input.path);
  return known;
}

/** Class codes by their words in any language, where the scheme has no mapping for the source: people write “Wheat”. */
function labelsOf({ scheme, codeSource }: ObservationInput): Map<string, string> {
  if (scheme.mappings[codeSource] !== undefined) return new Map();
  return new Map(scheme.classes.flatMap(({ code, labels }) => Object.values(labels).map((label): [string, string] => [label.toLowerCase(), code])));
}

function inSpan(day: string | null, span: { readonly start: string; readonly end: string } | undefined): boolean {
  return day === null || !span || (day >= span.start && day <= span.end);
}
