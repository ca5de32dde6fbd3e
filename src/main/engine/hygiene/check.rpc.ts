import { z } from 'zod';
import { CHECK_NAMES, hygieneCheckSchema } from '../../../shared/contract/jobs/hygiene.ts';
import { gridSchema } from '../../../shared/geo/grid.ts';
import { doubtedClassSchema } from '../../../shared/hygiene/doubted-class.ts';
import { checkSummarySchema } from '../../../shared/hygiene/finding.ts';
import { defineTask } from '../pool/rpc.ts';

const sourceSchema = z.object({
  /** Sample table, absolute. */
  path: z.string(),
  crs: z.string(),
  options: hygieneCheckSchema,
  parcels: z.string().nullable(),
  composites: z.array(z.object({ grid: gridSchema, bands: z.int(), periods: z.array(z.object({ path: z.string(), start: z.string(), end: z.string() })) })),
});

/** Does one check and writes its flags to `target`. @throws FILE_NOT_FOUND, METADATA_INVALID, RASTER_UNREADABLE, VECTOR_UNREADABLE */
export const runCheckTask = defineTask({
  name: 'hygiene.run-check',
  input: z.object({ check: z.enum(CHECK_NAMES), source: sourceSchema, target: z.string() }),
  /** `file` is the file that it wrote. */
  output: z.object({ file: z.string(), summary: checkSummarySchema }),
  silenceSeconds: 3600,
});

/** Puts the flags of all checks together, the worst sample first, and writes `flags.json`. */
export const assembleFlagsTask = defineTask({
  name: 'hygiene.assemble-flags',
  input: z.object({ samples: z.string(), path: z.string(), crs: z.string(), options: hygieneCheckSchema, parts: z.array(z.string()), target: z.string() }),
  output: z.object({ file: z.string(), findings: z.int(), checks: z.array(checkSummarySchema), byKind: z.record(z.string(), z.int()), byAction: z.record(z.string(), z.int()), doubtedClasses: z.array(doubtedClassSchema) }),
});
