import type { Geometry } from 'gdal-async';
import type { z } from 'zod';
import { appError } from '../../../../shared/errors/app-error.ts';
import { type Bounds, union } from '../../../../shared/geo/bounds.ts';
import { type CropClass, classLabel } from '../../../../shared/raster/class-scheme.ts';
import { labelMessage, message, type Message } from '../../../../shared/messages/message.ts';
import { sampledFields } from './sampled-fields.ts';
import { lonLatBoxes } from '../../gdal/crs.ts';
import { createVector, describeVector, type FieldSpec, readFeatures } from '../../gdal/vector.ts';
import { plainText } from '../../ingest/parcels/plain-value.ts';
import { type Chosen, selectToVisit } from '../../models/propose/select.ts';
import { implementTask } from '../../pool/rpc.ts';
import { replaceAtomically } from '../../workspace/atomic.ts';
import { meanProbabilities, type ParcelMean } from './mean-probabilities.ts';
import { proposeTask } from './propose.rpc.ts';

type Input = z.output<typeof proposeTask.input>;

/** Classes that are written per parcel. */
const TOP = 3;
/** Rows of the result document; the file has all. */
const LISTED = 10;
const AVERAGING = 0.9;

const FIELDS: readonly FieldSpec[] = [
  { name: 'source_id', type: 'string' },
  { name: 'code', type: 'string' },
  { name: 'label', type: 'string' },
  { name: 'area_m2', type: 'real' },
  { name: 'rank', type: 'integer' },
  { name: 'why', type: 'string' },
  { name: 'declared', type: 'string' },
  ...Array.from({ length: TOP }, (_, i): FieldSpec[] => [{ name: `class_${i + 1}`, type: 'string' }, { name: `share_${i + 1}`, type: 'real' }]).flat(),
  { name: 'uncertainty', type: 'real' },
  { name: 'novelty', type: 'real' },
  { name: 'pixels', type: 'integer' },
];

/** See {@link proposeTask}. */
export const proposeImplementation = implementTask(proposeTask, async (input, context) => {
  const found = meanProbabilities({ ...input, classes: input.classes.length }, (fraction) => context.progress(AVERAGING * fraction));
  if (found.length === 0) throw appError('NOTHING_TO_PROPOSE', input.names);
  const sampled = await sampledFields(input.parcels, input.known, input.span);
  const means = found.filter(({ fid }) => !sampled.has(fid));
  if (means.length === 0) throw appError('ALL_FIELDS_SAMPLED', input.names);
  const chosen = selectToVisit(
    {
      count: means.length,
      classes: input.classes.length,
      probabilities: Float64Array.from(means.flatMap(({ probabilities }) => [...probabilities])),
      x: Float64Array.from(means, ({ x }) => x),
      y: Float64Array.from(means, ({ y }) => y),
    },
    input,
  );
  const written = await write(input, chosen.map((one, i) => ({ ...one, rank: i + 1, mean: means[one.row] as ParcelMean })));
  return { ...written, count: chosen.length, candidates: means.length, sampled: found.length - means.length };
});

type Proposal = Chosen & { readonly rank: number; readonly mean: ParcelMean };
type Row = Readonly<Record<string, string | number>>;
/** A row of the file, and why it is worth a visit. */
interface Proposed {
  readonly row: Row;
  readonly why: Message;
  readonly geometry: Geometry | null;
}

async function write(input: Input, proposals: readonly Proposal[]): Promise<Pick<z.output<typeof proposeTask.output>, 'crs' | 'footprint' | 'codes' | 'top'>> {
  const crs = describeVector(input.parcels).layers[0]?.crs ?? input.grid.crs;
  const byFid = new Map(proposals.map((proposal) => [proposal.mean.fid, proposal]));
  const rows: Proposed[] = [];
  readFeatures(input.parcels, { layer: 'parcels' }, ({ fid, properties, geometry }) => {
    const proposal = byFid.get(fid);
    if (proposal) rows.push({ ...rowOf(input, proposal, properties), geometry });
  });
  rows.sort((a, b) => Number(a.row['rank']) - Number(b.row['rank']));
  await replaceAtomically(input.target, async (temporary) => {
    await Promise.resolve();
    const writer = createVector(temporary, { name: 'parcels', crs, fields: FIELDS, geometryType: 'multipolygon', dated: input.dated });
    try {
      for (const { row, geometry } of rows) {
        writer.add({ properties: row, geometry });
      }
    } finally {
      writer.close();
    }
  });
  const top = rows.slice(0, LISTED).map(({ row, why }) => ({ id: String(row['source_id']), rank: Number(row['rank']), why, predicted: String(row['code']), uncertainty: Number(row['uncertainty']) }));
  return { crs, footprint: lonLatBoxes(boundsOf(rows.map(({ geometry }) => geometry)), crs).map((box): [number, number, number, number] => [...box]), codes: codesOf(rows.map(({ row }) => row)), top };
}

function boundsOf(geometries: readonly (Geometry | null)[]): Bounds {
  const boxes = geometries.flatMap((geometry): Bounds[] => {
    const box = geometry?.getEnvelope();
    return box ? [[box.minX, box.minY, box.maxX, box.maxY]] : [];
  });
  return boxes.reduce((all, box) => union(all, box));
}

function rowOf({ classes }: Input, { rank, mean, uncertainty, novelty }: Proposal, properties: Readonly<Record<string, unknown>>): Pick<Proposed, 'row' | 'why'> {
  const ranked = classes.map((cropClass, c) => ({ cropClass, share: mean.probabilities[c] as number })).sort((a, b) => b.share - a.share || a.cropClass.value - b.cropClass.value).slice(0, TOP);
  const [first] = ranked as [Ranked, ...Ranked[]];
  const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
  const why = whyOf(ranked, novelty, rank);
  const row = {
    source_id: plainText(properties['source_id'] ?? mean.fid),
    code: first.cropClass.code,
    label: classLabel(first.cropClass),
    area_m2: Number(properties['area_m2'] ?? 0),
    rank,
    why: why.text,
    declared: plainText(properties['code']),
    ...Object.fromEntries(ranked.flatMap(({ cropClass, share }, i): [string, string | number][] => [[`class_${i + 1}`, cropClass.code], [`share_${i + 1}`, rounded(share)]])),
    uncertainty: rounded(uncertainty),
    novelty: rounded(novelty),
    pixels: mean.pixels,
  };
  return { row, why };
}

interface Ranked {
  readonly cropClass: CropClass;
  readonly share: number;
}

/** Above this a parcel is said to be unlike the others. */
const UNLIKE = 0.4;

/** “Maize 41 %, Sugar beet 38 %: nearly as likely; unlike the parcels before it”. */
function whyOf([first, second]: readonly Ranked[], novelty: number, rank: number): Message {
  const shareOf = ({ cropClass, share }: Ranked): Message => message('CLASS_SHARE', { class: labelMessage(cropClass.labels, cropClass.code), share });
  if (!first || !second) return message('VISIT_ONE_CLASS');
  const lead = first.share - second.share;
  const unsure = message(lead < 0.1 ? 'VISIT_NEARLY' : 'VISIT_UNSURE', { first: shareOf(first), second: shareOf(second) });
  return rank > 1 && novelty > UNLIKE ? message('VISIT_UNLIKE', { why: unsure }) : unsure;
}

function codesOf(rows: readonly Row[]): { code: string; label: string; count: number; areaM2: number }[] {
  const codes = new Map<string, { code: string; label: string; count: number; areaM2: number }>();
  for (const row of rows) {
    const code = String(row['code']);
    const known = codes.get(code) ?? { code, label: String(row['label']), count: 0, areaM2: 0 };
    codes.set(code, { ...known, count: known.count + 1, areaM2: known.areaM2 + Number(row['area_m2']) });
  }
  return [...codes.values()].sort((a, b) => b.count - a.count || a.code.localeCompare(b.code));
}
