// AssemblyScript, built by build/kernels.mjs. Eight uint16 pixels to a vector; addresses in bytes, vectors need not be
// aligned. 0xFFFF is nodata and, as the highest value, sorts last. `pixels` is always a multiple of 8.

/** Bytes of a row of the sorting area: 64 pixels. */
const ROW: i32 = 128;
const VECTOR: i32 = 16;

/**
 * Turns the bands of one observation from stored numbers into composite values in place: nodata or masked becomes 0xFFFF
 * in all bands, the rest gets its offset and is clamped to 0…65 534.
 * @param base first plane; the others follow, each `pixels` uint16
 * @param clear `pixels` uint8, 1 = clear
 * @param rules per band three int32: nodata or -1, what to subtract, what to add
 */
export function settle(base: usize, bands: i32, pixels: i32, clear: usize, rules: usize): void {
  const plane: usize = <usize>pixels << 1;
  const top: v128 = i16x8.splat(-2);
  for (let pixel: i32 = 0; pixel < pixels; pixel += 8) {
    const at: usize = base + (<usize>pixel << 1);
    let masked: v128 = i16x8.eq(v128.load_ext<u8>(clear + pixel), i16x8.splat(0));
    for (let band: i32 = 0; band < bands; band++) {
      const nodata: i32 = load<i32>(rules + band * 12);
      if (nodata >= 0) masked = v128.or(masked, i16x8.eq(v128.load(at + band * plane), i16x8.splat(<i16>nodata)));
    }
    for (let band: i32 = 0; band < bands; band++) {
      const less: v128 = i16x8.splat(<i16>load<i32>(rules + band * 12, 4));
      const more: v128 = i16x8.splat(<i16>load<i32>(rules + band * 12, 8));
      const value: v128 = i16x8.min_u(i16x8.add_sat_u(i16x8.sub_sat_u(v128.load(at + band * plane), less), more), top);
      v128.store(at + band * plane, v128.or(value, masked));
    }
  }
}

/**
 * Counts the values that are not nodata.
 * @param base first of `observations` planes, `step` bytes apart
 * @param out `pixels` uint16
 */
export function count(base: usize, step: usize, observations: i32, pixels: i32, out: usize): void {
  const nodata: v128 = i16x8.splat(-1);
  for (let pixel: i32 = 0; pixel < pixels; pixel += 8) {
    let counted: v128 = i16x8.splat(<i16>observations);
    let at: usize = base + (<usize>pixel << 1);
    for (let observation: i32 = 0; observation < observations; observation++) {
      counted = i16x8.add(counted, i16x8.eq(v128.load(at), nodata));
      at += step;
    }
    v128.store(out + (<usize>pixel << 1), counted);
  }
}

/**
 * The comparators of Batcher's merge exchange (Knuth, The Art of Computer Programming 3, 5.2.2, algorithm M) for any n.
 * @param into pairs of int32 byte offsets of rows
 * @returns how many pairs
 */
export function network(n: i32, into: usize): i32 {
  let pairs: i32 = 0;
  let t: i32 = 0;
  while (1 << t < n) t++;
  if (t == 0) return 0;
  for (let p: i32 = 1 << (t - 1); p > 0; p >>= 1) {
    let q: i32 = 1 << (t - 1);
    let r: i32 = 0;
    let d: i32 = p;
    while (true) {
      for (let i: i32 = 0; i < n - d; i++) {
        if ((i & p) != r) continue;
        store<i32>(into + pairs * 8, i * ROW);
        store<i32>(into + pairs * 8, (i + d) * ROW, 4);
        pairs++;
      }
      if (q == p) break;
      d = q - p;
      q >>= 1;
      r = p;
    }
  }
  return pairs;
}

/**
 * The median of each pixel over observations that may hold nodata; an even count averages the middle two and drops the half.
 * @param base first of `observations` planes, `step` bytes apart
 * @param out `pixels` uint16; nodata where no observation has a value
 * @param pairs what {@link network} wrote for `observations`, `pairCount` of them
 * @param rows scratch of `observations` × 128 bytes
 */
export function median(base: usize, step: usize, observations: i32, pixels: i32, out: usize, pairs: usize, pairCount: i32, rows: usize): void {
  for (let pixel: i32 = 0; pixel < pixels; pixel += 64) {
    const start: usize = base + (<usize>pixel << 1);
    const bytes: i32 = min<i32>(ROW, (pixels - pixel) << 1);
    for (let observation: i32 = 0; observation < observations; observation++) {
      for (let i: i32 = 0; i < bytes; i += VECTOR) v128.store(rows + observation * ROW + i, v128.load(start + observation * step + i));
    }
    sort(pairs, pairCount, rows, bytes, observations);
    for (let i: i32 = 0; i < bytes; i += VECTOR) v128.store(out + (<usize>pixel << 1) + i, middle(rows + i, observations));
  }
}

function sort(pairs: usize, pairCount: i32, rows: usize, bytes: i32, observations: i32): void {
  for (let pair: i32 = 0; pair < pairCount; pair++) {
    const low: usize = rows + load<i32>(pairs + pair * 8);
    const high: usize = rows + load<i32>(pairs + pair * 8, 4);
    for (let i: i32 = 0; i < bytes; i += VECTOR) {
      const a: v128 = v128.load(low + i);
      const b: v128 = v128.load(high + i);
      v128.store(low + i, i16x8.min_u(a, b));
      v128.store(high + i, i16x8.max_u(a, b));
    }
  }
}

/** The median of eight sorted columns. */
function middle(column: usize, observations: i32): v128 {
  const nodata: v128 = i16x8.splat(-1);
  let clear: v128 = i16x8.splat(<i16>observations);
  for (let row: i32 = 0; row < observations; row++) clear = i16x8.add(clear, i16x8.eq(v128.load(column + row * ROW), nodata));
  const lower: v128 = i16x8.shr_s(i16x8.sub(clear, i16x8.splat(1)), 1);
  const upper: v128 = i16x8.shr_u(clear, 1);
  let a: v128 = i16x8.splat(0);
  let b: v128 = i16x8.splat(0);
  for (let row: i32 = 0; row <= observations >> 1 && row < observations; row++) {
    const value: v128 = v128.load(column + row * ROW);
    const index: v128 = i16x8.splat(<i16>row);
    a = v128.or(a, v128.and(value, i16x8.eq(lower, index)));
    b = v128.or(b, v128.and(value, i16x8.eq(upper, index)));
  }
  // avgr rounds up: take the half back where the sum is odd.
  const half: v128 = i16x8.sub(i16x8.avgr_u(a, b), v128.and(v128.xor(a, b), i16x8.splat(1)));
  return v128.or(half, i16x8.eq(clear, i16x8.splat(0)));
}
