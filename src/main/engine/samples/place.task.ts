import { appError } from '../../../shared/errors/app-error.ts';
import { SkipTally } from '../ingest/parcels/parcel-tally.ts';
import { implementTask } from '../pool/rpc.ts';
import { writeJsonAtomic } from '../workspace/atomic.ts';
import { drawPerClass } from './class-cap.ts';
import { drawPixels } from './draw-pixels.ts';
import { parcelFields } from './parcel-fields.ts';
import { type Placement, placeSamplesTask } from './place.rpc.ts';

/** How many times the cap of a class is drawn. */
const RESERVE = 2;

/** See {@link placeSamplesTask}. */
export const placeSamplesImplementation = implementTask(placeSamplesTask, async (input, context) => {
  const skipped = new SkipTally();
  const fields = parcelFields(input, skipped);
  context.progress(0.2);
  const drawn = drawPixels(fields, input, skipped, (fraction) => context.progress(0.2 + fraction * 0.7));
  const all = fields.flatMap(({ id, code, block }, index) =>
    (drawn[index] ?? []).map(({ row, column }, rank) => ({ id: `${id}/${row}-${column}`, code, block, row, column, rank })),
  );
  const reserve = input.perClass === null ? null : input.perClass * RESERVE;
  const samples = drawPerClass(all.map(({ id, code, rank }, row) => ({ row, id, code, rank })), reserve, input.seed, skipped)
    .flatMap((row): Placement['samples'] => {
      const sample = all[row];
      return sample ? [sample] : [];
    })
    .toSorted((a, b) => a.row - b.row || a.column - b.column);
  if (samples.length === 0) {
    const why = skipped.list().slice(0, 3).map(({ reason, count }) => `${count}: ${reason}`).join('; ');
    throw appError('SAMPLES_NONE', { why: `no pixel of the composite lies inside a usable parcel (${why})`, remedy: 'Lower the inner buffer or the minimum area, or choose parcels inside the composite.' });
  }
  await writeJsonAtomic(input.target, { samples, rejected: skipped.list() } satisfies Placement);
  return { samples: samples.length };
});
