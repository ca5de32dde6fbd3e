import { setImmediate as breathe } from 'node:timers/promises';
import type { LogisticOptions } from '../../../../../shared/families/logistic.ts';
import { message } from '../../../../../shared/messages/message.ts';
import { headNetwork } from '../../network/head-design.ts';
import { encodeDesigned } from '../../network/network-trainer.ts';
import { preparedRows } from '../../network/prepared-rows.ts';
import { type Classifier, defineTrainer, type TrainingRequest, type TrainingWatch } from '../trainer.ts';
import { FITS, heldOutShares } from './held-out.ts';
import { type RegressionRows, fitRegression, sharesBy } from './regression.ts';

/** Single precision in the file against double precision here. */
const TOLERANCE = 1e-5;
const KIND = 'Logistic regression';
/** Progress of a fit: what the gradient has fallen to on its way from 1 to the tolerance, in powers of ten. */
const POWERS = 6;

interface TrainedRegression {
  /** float32 [columns × classes, then classes], as the file holds them. */
  readonly parameters: Float32Array;
  readonly iterations: number;
  readonly hasConverged: boolean;
  readonly heldOut: Float32Array | null;
}

/** Fits in one go; nothing depends on the seed but the folds in which training rows are judged. */
export const logisticTrainer = defineTrainer<LogisticOptions, TrainedRegression>({
  family: 'logistic',

  async train(request, watch) {
    const rows = await regressionRows(request);
    const { strength, iterations } = request.options;
    const best = await fitRegression(rows, { strength, iterations, step: stepOf(watch, 0) });
    const heldOut = await heldOutShares(rows, request.train.groups, request.seed, (fold) => ({ strength, iterations, step: stepOf(watch, fold + 1) }));
    return { state: { parameters: Float32Array.from(best.at), iterations: best.iterations, hasConverged: best.hasConverged, heldOut }, curve: [] };
  },

  join([trained], request) {
    if (!trained) throw new RangeError('a regression is fitted in one part');
    return classifierOf(trained, request);
  },
});

async function regressionRows(request: TrainingRequest<LogisticOptions>): Promise<RegressionRows> {
  const { train, classes } = request;
  const design = headNetwork(request, null, KIND);
  return { rows: train.rows, columns: train.matrix.length / train.rows, classes, values: await preparedRows(design, train.matrix, train.rows), labels: train.labels, weights: train.weights };
}

/** Lets a cancel through after every step, and tells how far the gradient of this fit has fallen. */
function stepOf(watch: TrainingWatch, fit: number): (iteration: number, largestGradient: number) => Promise<void> {
  return async (_, largestGradient) => {
    watch.progress((fit + Math.min(1, Math.max(0, -Math.log10(largestGradient) / POWERS))) / FITS);
    await breathe();
    watch.signal.throwIfAborted();
  };
}

function classifierOf({ parameters, iterations, hasConverged, heldOut }: TrainedRegression, request: Omit<TrainingRequest<LogisticOptions>, 'part' | 'checkpoint'>): Classifier {
  const design = headNetwork(request, null, KIND);
  return {
    tolerance: TOLERANCE,
    nodataPolicy: design.nodataPolicy,
    importance: null,
    heldOut,
    heldOutBy: 'training rows, each judged by a fit that did not see its fold',
    provenance: design.provenance,
    ...(hasConverged ? {} : { warnings: [message('FIT_NOT_CONVERGED', { count: iterations })] }),
    facts: { parameters: parameters.length, iterations, converged: hasConverged ? 'yes' : 'no' },
    async predict(values, rows) {
      return sharesBy(parameters, await preparedRows(design, values, rows), { rows, classes: request.classes });
    },
    write(spec) {
      return encodeDesigned(design, { weights: parameters, statistics: new Float32Array(0) }, spec);
    },
  };
}
