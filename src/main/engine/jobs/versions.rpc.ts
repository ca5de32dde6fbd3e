import { z } from 'zod';
import { defineTask } from '../pool/rpc.ts';

/** Versions of the native parts that a worker really loaded, by name. */
export const versionsTask = defineTask({ name: 'jobs.versions', input: z.object({}), output: z.record(z.string(), z.string()) });
