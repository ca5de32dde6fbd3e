// AssemblyScript, built by build/kernels.mjs. Addresses in bytes; `stride` counts float64 values and is a multiple of 8.

/**
 * The columns of a separable smoothing: each output is 1 where the weighted sum of a column's rows is above `threshold`.
 * Sums run from the first weight to the last, as the plain version's do, so both give the same bits.
 * @param rows `height` rows of `stride` float64
 * @param present `height` uint8: 0 for a row of zeros, which is skipped
 * @param weights `size` float64, `size` odd; beyond the rows there is nothing
 * @param out `height` rows of `stride` uint8
 */
export function columnsAbove(rows: usize, stride: i32, height: i32, present: usize, weights: usize, size: i32, threshold: f64, out: usize): void {
  const half: i32 = size >> 1;
  const limit: v128 = f64x2.splat(threshold);
  for (let row: i32 = 0; row < height; row++) {
    const first: i32 = max<i32>(0, row - half);
    const last: i32 = min<i32>(height - 1, row + half);
    for (let column: i32 = 0; column < stride; column += 8) {
      let a: v128 = f64x2.splat(0);
      let b: v128 = f64x2.splat(0);
      let c: v128 = f64x2.splat(0);
      let d: v128 = f64x2.splat(0);
      for (let source: i32 = first; source <= last; source++) {
        if (load<u8>(present + source) == 0) continue;
        const weight: v128 = v128.load64_splat(weights + ((source - row + half) << 3));
        const at: usize = rows + ((<usize>source * stride + column) << 3);
        a = f64x2.add(a, f64x2.mul(weight, v128.load(at)));
        b = f64x2.add(b, f64x2.mul(weight, v128.load(at, 16)));
        c = f64x2.add(c, f64x2.mul(weight, v128.load(at, 32)));
        d = f64x2.add(d, f64x2.mul(weight, v128.load(at, 48)));
      }
      const to: usize = out + <usize>row * stride + column;
      storePair(to, f64x2.gt(a, limit));
      storePair(to + 2, f64x2.gt(b, limit));
      storePair(to + 4, f64x2.gt(c, limit));
      storePair(to + 6, f64x2.gt(d, limit));
    }
  }
}

function storePair(to: usize, above: v128): void {
  store<u8>(to, <u8>(i64x2.extract_lane(above, 0) & 1));
  store<u8>(to, <u8>(i64x2.extract_lane(above, 1) & 1), 1);
}
