import { z } from 'zod';
import { extractionOptionsSchema } from '../../../../shared/contract/jobs/samples.ts';
import { classSchemeSchema } from '../../../../shared/raster/class-scheme.ts';
import { sampleSetSchema } from '../../../../shared/records/learning.ts';
import { defineTask } from '../../pool/rpc.ts';

/** Looks at an extraction without reading its series. @throws COLUMN_MISSING, METADATA_INVALID */
export const extractionFactsTask = defineTask({
  name: 'ingest.extraction-facts',
  input: z.object({ path: z.string() }),
  output: z.object({ rows: z.int(), layout: z.enum(['long', 'wide']), bands: z.array(z.string()) }),
});

/**
 * Pivots an extraction into a sample table, one row per sample (DOMAIN.md B3), and writes it to `target`; the list of
 * rejected samples beside it.
 * @throws COLUMN_MISSING, MONTHS_BROKEN, CODES_UNMAPPED, SAMPLES_NONE
 */
export const pivotExtractionTask = defineTask({
  name: 'samples.pivot-extraction',
  input: z.object({
    path: z.string(),
    target: z.string(),
    options: extractionOptionsSchema,
    scheme: classSchemeSchema,
    /** Bands wanted; null for all that the extraction has. */
    bands: z.array(z.string()).nullable(),
  }),
  output: sampleSetSchema.pick({ rows: true, bands: true, periods: true, byClass: true, rejected: true, warnings: true }).extend({
    bySplit: z.object({ train: z.int(), test: z.int() }),
    centreMonth: z.int(),
  }),
  silenceSeconds: 3600,
});
