import { appError } from '../../../../shared/errors/app-error.ts';
import { checkpointOf } from '../families/checkpoint.ts';
import { halfOf, refitRequest } from '../families/refit.ts';
import { type Classifier, type ClassifierFile, type ClassifierFileSpec, type Trainer, type TrainingRequest, type TrainingWatch, defineTrainer } from '../families/trainer.ts';
import type { LabelledRows } from '../training-rows.ts';
import { CheckingSession } from './checking.ts';
import { type FitOptions, type Fitted, fitNetwork } from './fit.ts';
import { type DesignedNetwork, type NetworkValues, encodeInference } from './inference-model.ts';
import { lengthOf, parametersOf } from './network.ts';
import { preparedRows } from './prepared-rows.ts';
import type { NetworkRows } from './rows.ts';

/** Single precision in another order of operations: what the file and the trainer may differ by. */
const TOLERANCE = 1e-5;

/** A network that classifies, and what is said of it. */
export interface ClassifierDesign extends DesignedNetwork {
  /** Text inside the file. */
  readonly describe: (spec: ClassifierFileSpec) => string;
  /** What missing values are to it. */
  readonly nodataPolicy: string;
  /** For the card: normalisation, architecture. */
  readonly provenance: Readonly<Record<string, unknown>>;
}

/** What a family of networks makes of its options and rows. */
export interface NetworkDesign extends ClassifierDesign {
  readonly fit: FitOptions;
}

/** What is known when a network is designed; the normalisation comes from the training rows. */
export type DesignRequest<O> = Pick<TrainingRequest<O>, 'train' | 'classes' | 'options' | 'input'>;

/** A network that was fitted, and what is left of the fit that said how long. */
interface TrainedNetwork {
  readonly fitted: Fitted;
  /** Of the fit that stopped early. */
  readonly epochs: number;
  /** Where it was trained anew on all rows: class shares that the first fit gave the rows it stopped by. */
  readonly aside: Float32Array | null;
}

/** The trainer of a family of networks. `design` must be a function of its request alone. */
export function networkTrainer<O>(family: string, design: (request: DesignRequest<O>) => NetworkDesign): Trainer {
  const fit = async (request: TrainingRequest<O>, watch: TrainingWatch, as: Partial<FitOptions> = {}): Promise<Fitted> => {
    const designed = design(request);
    const train = await rowsOf(designed, request.train);
    const validation = request.validation ? await rowsOf(designed, request.validation) : null;
    const { network, shared } = designed;
    const fitted = await fitNetwork({ network, shared, options: { ...designed.fit, ...as }, train, validation, seed: request.seed, checkpoint: checkpointOf(request) }, watch);
    // The epoch that ran away has no point in the curve.
    if (fitted.epoch === 0 || !fitted.weights.every(Number.isFinite)) throw appError('TRAINING_DIVERGED', { family, epoch: fitted.curve.length + 1 });
    return fitted;
  };
  return defineTrainer<O, TrainedNetwork>({
    family,

    async train(request, watch) {
      const again = refitRequest(request);
      const first = await fit(request, again ? halfOf(watch, 0) : watch);
      const { curve, epoch, rates } = first;
      if (!again || !request.validation) return { state: { fitted: first, epochs: curve.length, aside: null }, curve };
      const aside = await networkClassifier(design(request), { fitted: first, epochs: curve.length, aside: null }).predict(request.validation.matrix, request.validation.rows);
      return { state: { fitted: await fit(again, halfOf(watch, 1), { epochs: epoch, rates }), epochs: curve.length, aside }, curve };
    },

    join([trained], request) {
      if (!trained) throw new RangeError('a network is trained in one part');
      return networkClassifier(design(trained.aside && request.refit ? { ...request, train: request.refit } : request), trained);
    },
  });
}

async function rowsOf(designed: DesignedNetwork, rows: LabelledRows): Promise<NetworkRows> {
  return { rows: rows.rows, input: await preparedRows(designed, rows.matrix, rows.rows), labels: rows.labels, weights: rows.weights, ...(rows.chances ? { chances: rows.chances } : {}) };
}

/** The file of a network that classifies, with its words and provenance inside. */
export function encodeDesigned(design: ClassifierDesign, values: NetworkValues, spec: ClassifierFileSpec): ClassifierFile {
  const metadata = Object.fromEntries(Object.entries(design.provenance).map(([key, value]) => [key, JSON.stringify(value)]));
  return encodeInference(design, values, { ...spec, description: design.describe(spec), metadata: { ...spec.metadata, ...metadata } });
}

/** A trained network as a classifier. It predicts with the graph that validation used; the file is another one. */
export function networkClassifier(design: NetworkDesign, { fitted, epochs, aside }: TrainedNetwork): Classifier {
  const { network, shared } = design;
  return {
    tolerance: TOLERANCE,
    nodataPolicy: design.nodataPolicy,
    importance: null,
    heldOut: null,
    provenance: design.provenance,
    keptEpoch: fitted.epoch,
    facts: { parameters: lengthOf(parametersOf(network)), epochs, bestEpoch: fitted.epoch },
    ...(aside ? { aside } : {}),
    async predict(values, rows) {
      await using checking = await CheckingSession.open(network, shared);
      return (await checking.logShares(fitted, await preparedRows(design, values, rows), rows)).map(Math.exp);
    },
    write(spec) {
      return encodeDesigned(design, fitted, spec);
    },
  };
}
