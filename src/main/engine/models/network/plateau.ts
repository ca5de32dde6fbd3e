/** Epochs without a better validation loss before the learning rate falls, and by how much it falls (DOMAIN B7; PyTorch's ReduceLROnPlateau). */
export interface PlateauOptions {
  readonly patience: number;
  readonly factor: number;
  /** Epochs without a better validation loss before the training ends. */
  readonly stopAfter: number;
}

/** Losses that differ by less than this share count as equal, as in ReduceLROnPlateau. */
const THRESHOLD = 1e-4;

/** Where a training stands with its validation loss: plain data, so that a checkpoint can hold it. */
export interface PlateauState {
  readonly best: number;
  readonly bestEpoch: number;
  readonly learningRate: number;
  /** Epochs since the learning rate last fell or the loss was better. */
  readonly waited: number;
}

/** The state before the first epoch. */
export function beginPlateau(learningRate: number): PlateauState {
  return { best: Infinity, bestEpoch: 0, learningRate, waited: 0 };
}

/** The state after an epoch, and what to do. `isBest`: keep these weights. */
export function afterEpoch(state: PlateauState, epoch: number, loss: number, options: PlateauOptions): { readonly state: PlateauState; readonly isBest: boolean; readonly isOver: boolean } {
  if (loss < state.best * (1 - THRESHOLD)) return { state: { ...state, best: loss, bestEpoch: epoch, waited: 0 }, isBest: true, isOver: false };
  const waited = state.waited + 1;
  const falls = waited > options.patience;
  const next = { ...state, waited: falls ? 0 : waited, learningRate: falls ? state.learningRate * options.factor : state.learningRate };
  return { state: next, isBest: false, isOver: epoch - state.bestEpoch >= options.stopAfter };
}
