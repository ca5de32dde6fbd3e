import type { z } from 'zod';
import { plainText } from '../ingest/parcels/plain-value.ts';
import { SkipTally } from '../ingest/parcels/parcel-tally.ts';
import { classesOfCodes } from '../../../shared/legend/legend.ts';
import { createVector, describeVector, readFeatures } from '../gdal/vector.ts';
import { implementTask } from '../pool/rpc.ts';
import { replaceAtomically } from '../workspace/atomic.ts';
import { countZones } from './count-zones.ts';
import { type ParcelSummary, parcelProductTask } from './parcel-product.rpc.ts';
import { type Agreement, type ParcelRows, parcelRows } from './parcel-rows.ts';
import { judge, type Verdict } from './verdict.ts';
import type { ZoneCounts } from './zone-counts.ts';

type Input = z.output<typeof parcelProductTask.input>;

const SQUARE_METRES_PER_HECTARE = 10_000;
/** Share of the time that counting takes, the rest is writing. */
const COUNTING = 0.7;
/** Rows between two signs of life. */
const PROGRESS_EVERY = 2000;

/** See {@link parcelProductTask}. */
export const parcelProductImplementation = implementTask(parcelProductTask, async (input, context) => {
  const startedAt = performance.now();
  const values = classesOfCodes(input.scheme, input.classes).map(({ value }) => value);
  const counts = countZones({ ...input, values }, (fraction) => context.progress(COUNTING * fraction));
  const rows = parcelRows(input.scheme, input.classes, input.codeSource);
  const tally = new ProductTally();
  await replaceAtomically(input.target, async (temporary) => {
    await Promise.resolve();
    writeRows(temporary, input, { counts, rows, tally, onRow: (done) => {
      if (done % PROGRESS_EVERY === 0) context.progress(COUNTING + ((1 - COUNTING) * done) / Math.max(1, input.count));
    } });
  });
  return { path: input.target, seconds: (performance.now() - startedAt) / 1000, summary: tally.summary() };
});

interface Writing {
  readonly counts: ZoneCounts;
  readonly rows: ParcelRows;
  readonly tally: ProductTally;
  readonly onRow: (done: number) => void;
}

/** Writes every parcel of the set, in its order and its own CRS. */
function writeRows(temporary: string, input: Input, { counts, rows, tally, onRow }: Writing): void {
  const crs = describeVector(input.parcels).layers[0]?.crs ?? input.grid.crs;
  const name = input.simulated ? 'parcels_simulated' : 'parcels';
  const writer = createVector(temporary, { name, crs, fields: rows.fields, geometryType: 'multipolygon', dated: input.dated });
  try {
    let done = 0;
    readFeatures(input.parcels, { layer: 'parcels' }, ({ fid, properties, geometry }) => {
      const id = plainText(properties['source_id'] ?? fid);
      const areaM2 = Number(properties['area_m2'] ?? 0);
      const verdict = judge(counts.of(fid));
      const row = rows.row(verdict, { id, code: plainText(properties['code']), label: plainText(properties['label']), areaM2 });
      writer.add({ properties: row.properties, geometry });
      tally.add(id, verdict, { crop: String(row.properties['crop']), areaM2, agreement: row.agreement });
      onRow((done += 1));
    });
  } finally {
    writer.close();
  }
}

/** Sums up what was said of the parcels. */
class ProductTally {
  #measured = 0;
  readonly #basis = { interior: 0, edge: 0, none: 0 };
  readonly #agreement = { agree: 0, disagree: 0, unknown: 0 };
  readonly #unmeasured = new SkipTally();
  readonly #byCrop = new Map<string, { parcels: number; areaM2: number }>();

  add(id: string, verdict: Verdict, { crop, areaM2, agreement }: { readonly crop: string; readonly areaM2: number; readonly agreement: Agreement }): void {
    this.#basis[verdict.basis] += 1;
    this.#agreement[agreement] += 1;
    if (verdict.why !== null) {
      this.#unmeasured.add(verdict.why, id);
      return;
    }
    this.#measured += 1;
    const sum = this.#byCrop.get(crop) ?? { parcels: 0, areaM2: 0 };
    this.#byCrop.set(crop, { parcels: sum.parcels + 1, areaM2: sum.areaM2 + areaM2 });
  }

  summary(): ParcelSummary {
    const { interior, edge, none } = this.#basis;
    return {
      parcels: interior + edge + none,
      measured: this.#measured,
      basis: { interior, edge, none },
      unmeasured: this.#unmeasured.list(),
      agreement: { ...this.#agreement },
      byCrop: [...this.#byCrop]
        .map(([code, { parcels, areaM2 }]) => ({ code, parcels, hectares: Math.round((areaM2 / SQUARE_METRES_PER_HECTARE) * 100) / 100 }))
        .toSorted((a, b) => b.hectares - a.hectares || a.code.localeCompare(b.code)),
    };
  }
}
