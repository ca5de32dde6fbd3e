import { compositeJob } from '../composite/job.ts';
import { simulateJob } from '../demo/simulate.job.ts';
import { hygieneCheckJob } from '../hygiene/check-job.ts';
import { samplesReviseJob } from '../hygiene/revise-job.ts';
import { classifyAndMeasureJob } from '../parcels/classify-job.ts';
import { proposeJob } from '../parcels/propose/propose-job.ts';
import { convertJob } from '../models/presto/convert-job.ts';
import { embedJob } from '../models/presto/embed-job.ts';
import { samplesLeakJob } from '../models/leak/leak-job.ts';
import { trainJob } from '../models/train-job.ts';
import { evaluateJob } from '../reports/evaluate-job.ts';
import { localCurveJob } from '../reports/local-curve-job.ts';
import { samplesFromExtractionsJob } from '../samples/extractions/from-extractions.job.ts';
import { samplesFromObservationsJob } from '../samples/places/from-observations.job.ts';
import { samplesFromParcelsJob } from '../samples/places/from-parcels.job.ts';
import { samplesJoinJob } from '../samples/join/join-job.ts';
import type { JobDefinition } from './definition.ts';

/** Every kind of job; one line each. */
export const JOBS: readonly JobDefinition[] = [
  simulateJob,
  compositeJob,
  samplesFromExtractionsJob,
  samplesFromObservationsJob,
  samplesFromParcelsJob,
  hygieneCheckJob,
  samplesReviseJob,
  samplesJoinJob,
  samplesLeakJob,
  trainJob,
  evaluateJob,
  localCurveJob,
  convertJob,
  embedJob,
  classifyAndMeasureJob,
  proposeJob,
];
