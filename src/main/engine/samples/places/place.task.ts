import { implementTask } from '../../pool/rpc.ts';
import { observationAreas } from './observation-areas.ts';
import { parcelFields } from './parcel-fields.ts';
import { placeObservationsTask, placeSamplesTask } from './place.rpc.ts';
import { writePlacement } from './placement.ts';
import { RejectionLog } from '../rejection-log.ts';

/** See {@link placeSamplesTask}. */
export const placeSamplesImplementation = implementTask(placeSamplesTask, async (input, context) => {
  const rejected = new RejectionLog();
  const areas = parcelFields(input, rejected);
  context.progress(0.2);
  const remedy = 'Lower the inner buffer or the minimum area, or choose parcels inside the composite.';
  return { samples: await writePlacement({ areas, remedy }, input, rejected, (fraction) => context.progress(0.2 + fraction * 0.7)) };
});

/** See {@link placeObservationsTask}. */
export const placeObservationsImplementation = implementTask(placeObservationsTask, async (input, context) => {
  const rejected = new RejectionLog();
  const { areas, warnings } = await observationAreas(input, rejected);
  context.progress(0.2);
  const remedy = 'Choose a composite of the place and year of the observations, and check the columns of class, date and coordinates.';
  return { samples: await writePlacement({ areas, remedy }, input, rejected, (fraction) => context.progress(0.2 + fraction * 0.7)), warnings: [...warnings] };
});
