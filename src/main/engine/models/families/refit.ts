import type { TrainingRequest, TrainingWatch } from './trainer.ts';

/** The request of the second training, of all rows; null where there is none. Its state is kept in a file of its own. */
export function refitRequest<O>(request: TrainingRequest<O>): TrainingRequest<O> | null {
  const { refit, validation, checkpoint } = request;
  return refit && validation ? { ...request, train: refit, validation: null, refit: null, checkpoint: `${checkpoint}.refit` } : null;
}

/** The watch of the first or second of two trainings. The epochs of the second are shown nowhere: there is nothing to judge them by. */
export function halfOf(watch: TrainingWatch, half: 0 | 1): TrainingWatch {
  return { signal: watch.signal, progress: (fraction) => watch.progress((half + fraction) / 2), epoch: half === 0 ? (point) => watch.epoch(point) : () => undefined };
}
