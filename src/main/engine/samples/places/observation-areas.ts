import type { Geometry } from 'gdal-async';
import type { Message } from '../../../../shared/messages/message.ts';
import { validPolygon } from '../../gdal/polygon.ts';
import { boundsOf, CodeLookup, holds, innerPart, isPoint, type LabelArea, squaresOf } from './label-area.ts';
import { type Observation, type ObservationInput, type Observations, openObservations } from './observation-table.ts';
import { dateReading, observedDay } from './observed-day.ts';
import type { RejectionLog } from '../rejection-log.ts';

/** What is settled of an observation before its place is looked for. */
interface Known {
  readonly code: string;
  readonly validTime: string | null;
}

/** Why an observation has no area so far: the later of these says more. */
const FAULTS = ['nowhere', 'outside', 'exchanged', 'time'] as const;
interface Seen {
  readonly id: string;
  readonly why: string;
  readonly fault: (typeof FAULTS)[number];
}

/**
 * The observations that have a class, a date in the time of a composite, and a place on its grid: one list per grid. An
 * observation belongs to the first composite of its place and time. All others are counted and listed. Polygons keep back
 * from their edges as parcels do; points do not.
 * @throws COLUMN_MISSING, LABELS_NONE, CODES_UNMAPPED, DATES_CONTRADICT, FILE_NOT_FOUND, VECTOR_UNREADABLE, TABLE_EMPTY, TABLE_DAMAGED, TEXT_ENCODING_UNSAID, TEXT_ENCODING_UNKNOWN
 */
export async function observationAreas(input: ObservationInput, rejected: RejectionLog): Promise<{ readonly areas: LabelArea[][]; readonly warnings: readonly Message[] }> {
  const file = await openObservations(input);
  const { known, warnings } = knownObservations(file, input, rejected);
  const settled = new Set<number>();
  const seen = new Map<number, Seen>();
  const areas = input.grids.map((grid, source) => {
    const found: LabelArea[] = [];
    each(file, grid.crs, (observation, row) => {
      const facts = known.get(row);
      if (!facts || settled.has(row)) return;
      const { geometry, id, observer } = observation;
      const fault = faultOf(observation, facts, { input, source });
      if (fault !== null) return void seen.set(row, later(seen.get(row), fault));
      if (!geometry) return;
      const bounds = boundsOf(geometry);
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
  return { areas, warnings: [...file.warnings, ...warnings] };
}

/** What keeps an observation out of one composite; null for nothing. */
function faultOf({ id, geometry, fault, exchanged }: Observation, { validTime }: Known, { input, source }: { readonly input: ObservationInput; readonly source: number }): Seen | null {
  const holding = (place: Geometry | null): boolean => {
    const grid = input.grids[source];
    return grid !== undefined && place !== null && holds(grid, boundsOf(place)) > 0;
  };
  if (holding(geometry)) return inSpan(validTime, input.spans[source]) ? null : { id, why: 'its date lies outside the composite’s time', fault: 'time' };
  if (holding(exchanged())) return { id, why: 'outside the composite, but inside with its coordinates exchanged', fault: 'exchanged' };
  return geometry ? { id, why: 'outside the composite', fault: 'outside' } : { id, why: fault, fault: 'nowhere' };
}

function later(before: Seen | undefined, now: Seen): Seen {
  return before && FAULTS.indexOf(before.fault) > FAULTS.indexOf(now.fault) ? before : now;
}

/** Calls with a number per row that stays the same from reading to reading; an id that occurs twice gets the number. */
function each(file: Observations, crs: string, use: (observation: Observation, row: number) => void): void {
  let row = 0;
  const ids = new Set<string>();
  file.read(crs, (observation) => {
    const id = ids.has(observation.id) ? `${observation.id} (${row + 1})` : observation.id;
    ids.add(observation.id);
    use({ ...observation, id }, row);
    row += 1;
  });
}

function knownObservations(file: Observations, input: ObservationInput, rejected: RejectionLog): { readonly known: Map<number, Known>; readonly warnings: readonly Message[] } {
  const lookup = new CodeLookup(input.scheme, input.codeSource);
  const labels = labelsOf(input);
  const own = new Set(labels.size === 0 ? [] : input.scheme.classes.map(({ code }) => code));
  const rows: { readonly id: string; readonly label: string; readonly date: string | null; readonly row: number }[] = [];
  each(file, input.grids[0]?.crs ?? input.crs, ({ id, label, date }, row) => rows.push({ id, label, date, row }));
  const { order, warnings } = dateReading(input.path, rows.flatMap(({ date }) => date ?? []), input.dateOrder);
  const known = new Map<number, Known>();
  for (const { id, label, date, row } of rows) {
    if (label === '') {
      rejected.add('no class', id);
      continue;
    }
    // What is the code of a class is no mere word.
    const named = own.has(label) ? label : labels.get(label.toLowerCase());
    if (named === AMBIGUOUS) rejected.add(`several classes are called ${label}`, id);
    const code = named === AMBIGUOUS ? null : lookup.find(named ?? label, id, rejected);
    if (code === null) continue;
    const validTime = date === null ? null : observedDay(date, order);
    if (date !== null && validTime === null) rejected.add(date === '' ? 'no date' : `its date ${date} is no day`, id);
    else known.set(row, { code, validTime });
  }
  lookup.checkAny(input.path, file.classColumn);
  return { known, warnings };
}

/** Stands for words that more than one class has. */
const AMBIGUOUS = Symbol('ambiguous');

/** Class codes by their words in any language, where the scheme has no mapping for the source: people write “Wheat”. */
function labelsOf({ scheme, codeSource }: ObservationInput): Map<string, string | typeof AMBIGUOUS> {
  const codes = new Map<string, string | typeof AMBIGUOUS>();
  if (scheme.mappings[codeSource] !== undefined) return codes;
  for (const { code, labels } of scheme.classes) {
    for (const label of new Set(Object.values(labels).map((words) => words.normalize('NFC').trim().toLowerCase()))) {
      const known = codes.get(label);
      codes.set(label, known === undefined || known === code ? code : AMBIGUOUS);
    }
  }
  return codes;
}

function inSpan(day: string | null, span: { readonly start: string; readonly end: string } | undefined): boolean {
  return day === null || !span || (day >= span.start && day <= span.end);
}
