import type { CheckName } from '../../../../shared/contract/jobs/hygiene.ts';
import type { SampleCheck } from './check.ts';
import { cloudCheck } from './clouds.ts';
import { conflictCheck } from './conflicts.ts';
import { duplicateCheck } from './duplicates.ts';
import { edgeCheck } from './edges.ts';
import { neighbourCheck } from './neighbours.ts';
import { somCheck } from './som.ts';

/** Every check of samples; one line each. */
export const SAMPLE_CHECKS: { readonly [K in CheckName]: SampleCheck } = {
  som: somCheck,
  neighbours: neighbourCheck,
  duplicates: duplicateCheck,
  conflicts: conflictCheck,
  edges: edgeCheck,
  clouds: cloudCheck,
};
