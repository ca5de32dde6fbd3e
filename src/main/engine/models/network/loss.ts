import type { Tape, Variable } from './tape.ts';

/**
 * Cross-entropy of the softmax with a weight per row: Σ wᵢ · −Σ tᵢ log softmax(zᵢ). The weights are divided by the rows of
 * the batch before they are fed, so the sum is the batch's mean. ∂zᵢ = wᵢ (softmax(zᵢ) − tᵢ).
 * @param logits [rows, classes]
 * @param targets name of [rows, classes], shares that sum to 1
 * @param weights name of [rows, 1]
 * @returns the loss, without dimensions
 */
export function crossEntropy(tape: Tape, logits: Variable, targets: string, weights: string): Variable {
  const logShares = tape.node('LogSoftmax', [logits.name], { axis: { int: -1 } });
  const agreement = tape.node('Mul', [tape.node('Mul', [targets, logShares]), weights]);
  const loss = tape.node('Neg', [tape.node('ReduceSum', [agreement], { keepdims: { int: 0 } })]);
  return tape.record(loss, [], [logits], (gradient, give) => {
    const surplus = tape.node('Sub', [tape.node('Exp', [logShares]), targets]);
    give(logits, tape.node('Mul', [tape.node('Mul', [surplus, weights]), gradient]));
  });
}
