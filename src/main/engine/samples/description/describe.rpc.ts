import { z } from 'zod';
import { sampleDescriptionSchema, sampleProfilesSchema, samplesContract } from '../../../../shared/contract/samples.ts';
import { bandQuantitySchema } from '../../../../shared/raster/quantity.ts';
import { skippedSchema } from '../../../../shared/records/record-base.ts';
import { defineTask } from '../../pool/rpc.ts';

const file = { path: z.string(), quantities: z.array(bandQuantitySchema) };

/** Says what a sample file is made of. @throws FILE_NOT_FOUND, METADATA_INVALID, COLUMN_MISSING */
export const describeSamplesTask = defineTask({ name: 'samples.describe', input: z.object(file), output: sampleDescriptionSchema, silenceSeconds: 300 });

/** Forms the curves of classes. @throws FILE_NOT_FOUND, METADATA_INVALID, COLUMN_MISSING, FEATURE_UNKNOWN, FEATURE_UNAVAILABLE */
export const sampleProfilesTask = defineTask({
  name: 'samples.profiles',
  input: samplesContract['samples.profiles'].input.omit({ id: true }).extend({ path: z.string(), bands: z.array(bandQuantitySchema) }),
  output: sampleProfilesSchema,
  silenceSeconds: 300,
});

/** Reads a part of the list of rejected samples; their counts where there is none. */
export const rejectedSamplesTask = defineTask({
  name: 'samples.rejected',
  input: samplesContract['samples.rejected'].input.omit({ id: true }).extend({ path: z.string(), counts: z.array(skippedSchema) }),
  output: samplesContract['samples.rejected'].output,
});

/** Where samples lie, in degrees. @throws FILE_NOT_FOUND, METADATA_INVALID, COLUMN_MISSING, CRS_UNKNOWN */
export const samplePointsTask = defineTask({
  name: 'samples.points',
  input: z.object({ path: z.string(), crs: z.string(), limit: z.int() }),
  output: samplesContract['samples.points'].output,
});
