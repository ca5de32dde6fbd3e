import { toMap } from '../../../../shared/geo/affine.ts';
import { appError } from '../../../../shared/errors/app-error.ts';
import type { Grid } from '../../../../shared/geo/grid.ts';
import { message } from '../../../../shared/messages/message.ts';
import { LONLAT, transformPoints } from '../../gdal/crs.ts';
import { writeFileAtomic, writeJsonAtomic } from '../../workspace/atomic.ts';
import { drawPerClass } from '../class-cap.ts';
import { drawPixels } from './draw-pixels.ts';
import type { LabelArea } from './label-area.ts';
import { type Drawing, type PlacedSample, pixelFile, type Placement } from './place.rpc.ts';
import type { RejectionLog } from '../rejection-log.ts';

/** How many times the cap of a class is drawn, because some pixels turn out to have no value. */
const RESERVE = 2;

/** A sample to be, with the pixels of its median. */
interface Candidate {
  readonly sample: Omit<PlacedSample, 'lon' | 'lat'>;
  readonly pixels: readonly number[] | null;
}

/** What the areas came from, for the message when nothing remains. */
export interface PlacementSource {
  /** Lists per grid. */
  readonly areas: readonly (readonly LabelArea[])[];
  readonly remedy: string;
}

/**
 * Draws the pixels of areas and writes the placement.
 * @returns number of samples placed
 * @throws SAMPLES_NONE
 */
export async function writePlacement({ areas, remedy }: PlacementSource, drawing: Drawing, rejected: RejectionLog, onProgress: (fraction: number) => void): Promise<number> {
  const candidates = areas.flatMap((ofGrid, source) => {
    const grid = drawing.grids[source];
    if (!grid || ofGrid.length === 0) return [];
    const perArea = drawing.take === 'median' ? null : drawing.perParcel;
    const drawn = drawPixels(ofGrid, { grid, perArea, seed: drawing.seed }, rejected, (fraction) => onProgress((source + fraction) / areas.length));
    return ofGrid.flatMap((area, index) => candidatesOf(area, { source, grid }, drawn[index] ?? [], drawing.take));
  });
  const distinct = onePerPixel(candidates, rejected);
  const reserve = { perClass: times(drawing.perClass), perClassRegion: times(drawing.perClassRegion) };
  const kept = drawPerClass(distinct.map(({ sample: { id, code, rank, region } }, row) => ({ row, id, code, rank, region })), reserve, drawing.seed, rejected, drawing)
    .flatMap((row) => distinct[row] ?? [])
    .toSorted((a, b) => a.sample.source - b.sample.source || a.sample.row - b.sample.row || a.sample.column - b.sample.column);
  if (kept.length === 0) {
    const reasons = rejected.list().slice(0, 3).map(({ reason, count }) => message('TIMES_REASON', { times: count, reason }));
    throw appError('SAMPLES_NONE', { why: message('AREA_UNUSABLE', { reasons }), remedy });
  }
  await write(drawing, kept, rejected);
  return kept.length;
}

function times(cap: number | null): number | null {
  return cap === null ? null : cap * RESERVE;
}

function candidatesOf(area: LabelArea, { source, grid }: { readonly source: number; readonly grid: Grid }, drawn: readonly number[], take: Drawing['take']): Candidate[] {
  const { id, code, block, region, validTime, observer } = area;
  const head = { code, block, region, source, parcel: id, validTime, observer };
  const at = (pixel: number): { row: number; column: number } => ({ row: Math.floor(pixel / grid.width), column: pixel % grid.width });
  if (take === 'median') {
    const middle = middlePixel(drawn, grid.width);
    return middle === null ? [] : [{ sample: { ...head, id, ...at(middle), rank: 0 }, pixels: drawn }];
  }
  return drawn.map((pixel, rank) => {
    const { row, column } = at(pixel);
    return { sample: { ...head, id: `${id}/${row}-${column}`, row, column, rank }, pixels: null };
  });
}

/** The pixel nearest to the mean of all: inside the area, whatever its shape; null without any. */
function middlePixel(pixels: readonly number[], width: number): number | null {
  let [row, column] = [0, 0];
  for (const pixel of pixels) {
    row += Math.floor(pixel / width) / pixels.length;
    column += (pixel % width) / pixels.length;
  }
  let best: number | null = null;
  let least = Infinity;
  for (const pixel of pixels) {
    const distance = (Math.floor(pixel / width) - row) ** 2 + ((pixel % width) - column) ** 2;
    if (distance < least) [best, least] = [pixel, distance];
  }
  return best;
}

/** Only points can share a pixel: of one class the first stays, of several classes none. */
function onePerPixel(candidates: readonly Candidate[], rejected: RejectionLog): Candidate[] {
  const byPixel = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const { source, row, column } = candidate.sample;
    const key = `${source}:${row}:${column}`;
    const list = byPixel.get(key);
    if (list) list.push(candidate);
    else byPixel.set(key, [candidate]);
  }
  return [...byPixel.values()].flatMap((list) => {
    const [first, ...others] = list;
    if (!first || others.length === 0) return list;
    const conflict = others.some(({ sample }) => sample.code !== first.sample.code);
    for (const { sample } of conflict ? list : others) rejected.add(conflict ? 'another observation gives its pixel another class' : 'another observation has the same pixel', sample.id);
    return conflict ? [] : [first];
  });
}

async function write(drawing: Drawing, kept: readonly Candidate[], rejected: RejectionLog): Promise<void> {
  const places = lonLatOf(drawing.grids, kept);
  const samples = kept.map(({ sample }, i): PlacedSample => ({ ...sample, lon: places[i]?.[0] ?? NaN, lat: places[i]?.[1] ?? NaN }));
  await writeFileAtomic(pixelFile(drawing.target), pixelList(drawing.grids, kept));
  await writeJsonAtomic(drawing.target, { samples, rejected: [...rejected.rows()], skipped: rejected.list() } satisfies Placement);
}

/** See {@link pixelFile}. */
function pixelList(grids: readonly Grid[], kept: readonly Candidate[]): Uint32Array {
  const list = new Uint32Array(kept.reduce((sum, { pixels }) => sum + 2 + 2 * (pixels?.length ?? 1), 0));
  let at = 0;
  for (const { sample, pixels } of kept) {
    const width = grids[sample.source]?.width ?? 1;
    list[at++] = sample.source;
    list[at++] = pixels?.length ?? 1;
    for (const pixel of pixels ?? [sample.row * width + sample.column]) {
      list[at++] = Math.floor(pixel / width);
      list[at++] = pixel % width;
    }
  }
  return list;
}

/** Degrees of the samples, transformed grid by grid. */
function lonLatOf(grids: readonly Grid[], kept: readonly Candidate[]): [number, number][] {
  const out: [number, number][] = kept.map(() => [NaN, NaN]);
  grids.forEach((grid, source) => {
    const rows = kept.flatMap(({ sample }, i) => (sample.source === source ? [i] : []));
    const places = rows.map((i) => toMap(grid.affine, (kept[i]?.sample.column ?? 0) + 0.5, (kept[i]?.sample.row ?? 0) + 0.5));
    const { x, y } = transformPoints(places.map(([px]) => px), places.map(([, py]) => py), grid.crs, LONLAT);
    rows.forEach((i, k) => (out[i] = [x[k] ?? NaN, y[k] ?? NaN]));
  });
  return out;
}
