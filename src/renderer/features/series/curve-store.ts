import { create } from 'zustand';
import type { Place } from '../../state/map/places.ts';
import { call, EngineError } from '../../client/call.ts';
import { errorLine } from '../../state/error-text.ts';
import { type Curve, withDates } from './curve.ts';

/** What decides which curves are read. */
export interface CurveRequest {
  readonly composite: string;
  readonly mode: Curve['mode'];
  /** Parcel sets that are asked for a parcel, the first that has one is taken. */
  readonly parcels: readonly string[];
}

interface CurveStore {
  readonly request: CurveRequest | null;
  /** By id of the place. They stay while the panel is closed. */
  readonly curves: ReadonlyMap<number, Curve>;
  /** Reads what is missing for these places and forgets the others. */
  readonly want: (request: CurveRequest, places: readonly Place[]) => void;
}

const reading = new Map<number, AbortController>();

/** The curves of the places, read as they are wanted: composites at once, acquisitions as they are decoded. */
export const useCurves = create<CurveStore>()((set, get) => ({
  request: null,
  curves: new Map(),
  want: (request, places) => {
    const isSame = JSON.stringify(request) === JSON.stringify(get().request);
    const kept = isSame ? [...get().curves.values()].filter(({ place }) => places.some(({ id }) => id === place.id)) : [];
    for (const [id, aborter] of reading) {
      if (isSame && places.some((place) => place.id === id)) continue;
      aborter.abort();
      reading.delete(id);
    }
    const fresh = places.filter((place) => !kept.some((curve) => curve.place.id === place.id));
    set({ request, curves: new Map([...kept, ...fresh.map((place) => emptyCurve(place, request.mode))].map((curve) => [curve.place.id, curve])) });
    for (const place of fresh) read(place, request, (change) => { set(({ curves }) => ({ curves: withChange(curves, place.id, change) })); });
  },
}));

type Change = (curve: Curve) => Partial<Curve>;

function withChange(curves: ReadonlyMap<number, Curve>, id: number, change: Change): ReadonlyMap<number, Curve> {
  const curve = curves.get(id);
  return curve ? new Map(curves).set(id, { ...curve, ...change(curve) }) : curves;
}

function emptyCurve(place: Place, mode: Curve['mode']): Curve {
  return { place, mode, state: 'reading', failure: null, series: null, parcel: null, pending: 0, total: 0 };
}

function read(place: Place, request: CurveRequest, apply: (change: Change) => void): void {
  const aborter = new AbortController();
  reading.set(place.id, aborter);
  const work = request.mode === 'pixel' ? readPixel(place, request, apply, aborter.signal) : readParcel(place, request, apply, aborter.signal);
  work
    .catch((thrown: unknown) => {
      if (aborter.signal.aborted) return;
      // Anything but an answer of the engine means that it is away, which the window tells by itself.
      const failure = thrown instanceof EngineError ? errorLine(thrown.document) : null;
      apply(() => ({ state: 'failed', failure, pending: 0 }));
    })
    .finally(() => {
      if (reading.get(place.id) === aborter) reading.delete(place.id);
    });
}

/** Scenes asked for in one call: few, so that the first dots come soon. */
const CHUNK = 4;
/** Calls at a time. The engine has more than one hand, and others want them too. */
const LANES = 2;

async function readPixel({ x, y, crs }: Place, { composite }: CurveRequest, apply: (change: Change) => void, signal: AbortSignal): Promise<void> {
  const series = await call('values.series', { x, y, crs, composite }, signal);
  const total = series.dates.length + series.pending.length;
  apply(() => ({ state: series.covered ? 'there' : 'outside', series: { ...series, dates: withDates([], series.dates) }, pending: series.pending.length, total }));
  const chunks = Array.from({ length: Math.ceil(series.pending.length / CHUNK) }, (_, i) => series.pending.slice(i * CHUNK, (i + 1) * CHUNK));
  const lane = async (): Promise<void> => {
    for (let scenes = chunks.shift(); scenes; scenes = chunks.shift()) {
      const asked = scenes.length;
      const { dates } = await call('values.dates', { x, y, crs, composite, scenes }, signal);
      apply(({ series: known, pending }) => ({ pending: pending - asked, series: known && { ...known, dates: withDates(known.dates, dates) } }));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

async function readParcel({ x, y, crs }: Place, { composite, parcels }: CurveRequest, apply: (change: Change) => void, signal: AbortSignal): Promise<void> {
  const found = parcels.length === 0 ? [] : (await call('values.identify', { x, y, crs, records: [...parcels] }, signal)).items;
  for (const item of found) {
    const parcel = item.found?.kind === 'parcels' ? item.found.parcels[0] : undefined;
    if (!parcel) continue;
    const answer = await call('values.parcelSeries', { parcels: item.id, fid: parcel.fid, composite }, signal);
    const { fid, sourceId, label, code } = parcel;
    const title = [sourceId === '' ? String(fid) : sourceId, label === '' ? code : label].join(' · ');
    apply(() => ({ state: answer.covered ? 'there' : 'outside', parcel: { fid, title, ...(label === '' ? { unnamed: { set: item.id, code } } : {}), pixels: answer.pixels, taken: answer.taken, spreads: answer.series } }));
    return;
  }
  apply(() => ({ state: 'no-parcel' }));
}
