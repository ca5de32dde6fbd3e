/**
 * The one place where probabilities become a class: the highest wins, among equals the first, as in ONNX Runtime's
 * classifiers and numpy's argmax.
 * @param probabilities float32, row-major [rows, classes]
 * @returns index of the class, or −1 where no probability is a number
 */
export function likeliestClass(probabilities: Float32Array, row: number, classes: number): number {
  let best = -1;
  let highest = -Infinity;
  for (let c = 0; c < classes; c++) {
    const value = probabilities[row * classes + c] as number;
    if (value > highest) {
      highest = value;
      best = c;
    }
  }
  return best;
}

/** {@link likeliestClass} of every row. */
export function likeliestClasses(probabilities: Float32Array, rows: number, classes: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => likeliestClass(probabilities, row, classes));
}
