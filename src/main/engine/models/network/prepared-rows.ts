import { openSession } from '../../onnx/session.ts';
import { type DesignedNetwork, PREPARED, encodePrelude } from './inference-model.ts';

/** Rows in one run. */
const BLOCK_ROWS = 1024;

/**
 * What the prelude makes of raw rows, by ONNX Runtime, as in the file.
 * @param values float32, row-major [rows, …shape], NaN = missing
 * @returns float32, row-major [rows, …input of the network]
 */
export async function preparedRows(designed: DesignedNetwork, values: Float32Array, rows: number): Promise<Float32Array> {
  if (designed.prelude.length === 0) return values;
  const width = values.length / rows;
  const [into, size] = [designed.network.input, designed.network.input.reduce((product, side) => product * side, 1)];
  const prepared = new Float32Array(rows * size);
  await using session = await openSession(encodePrelude(designed), { name: 'prelude' });
  for (let first = 0; first < rows; first += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, rows - first);
    const block = { data: values.subarray(first * width, (first + count) * width), shape: [count, ...designed.shape] };
    await session.runInto({ [designed.input]: block }, { [PREPARED]: { data: prepared.subarray(first * size, (first + count) * size), shape: [count, ...into] } });
  }
  return prepared;
}
