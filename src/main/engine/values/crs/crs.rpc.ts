import { z } from 'zod';
import { crsContract, crsDefinitionSchema } from '../../../../shared/contract/crs.ts';
import { defineTask } from '../../pool/rpc.ts';

/** The definition of a coordinate system. @throws CRS_UNKNOWN */
export const defineCrsTask = defineTask({ name: 'crs.define', input: z.object({ crs: z.string() }), output: crsDefinitionSchema, silenceSeconds: 60 });

/** Coordinate systems by words. */
export const searchCrsTask = defineTask({ name: 'crs.search', input: z.object({ text: z.string(), limit: z.int() }), output: crsContract['crs.search'].output, silenceSeconds: 60 });
