import { closeSync, openSync, readSync } from 'node:fs';
import { createStore } from '../../../src/main/engine/composite/kernels/create.ts';

/** One half of the pixels, as one of two worker processes takes it: `FOLDER PIXELS BANDS PERIODS DATES FIRST BEYOND`. */
const [folder = '', ...numbers] = process.argv.slice(2);
const [pixels = 0, bands = 0, periods = 0, dates = 0, first = 0, beyond = 0] = numbers.map(Number);
/** A window of 512 × 512 pixels. */
const WINDOW = 262_144;
/** What a scene of Sentinel-2 asks for: nodata 0, an offset to take off. Here the offset is nothing, as for numpy. */
const RULES = Array.from({ length: bands }, () => ({ nodata: 0, add: 0 }));

let milliseconds = 0;
let different = 0;
for (let period = 0; period < periods; period++) {
  const [values, clear, median] = ['values', 'clear', 'median'].map((name) => openSync(`${folder}/${name}-${period}.${name === 'clear' ? 'u8' : 'u16'}`, 'r'));
  for (let start = first; start < beyond; start += WINDOW) {
    const size = Math.min(WINDOW, beyond - start);
    const store = createStore({ observations: dates, bands, pixels: size });
    for (let date = 0; date < dates; date++) {
      for (let band = 0; band < bands; band++) readInto(values, store.plane(date, band), ((date * bands + band) * pixels + start) * 2);
      readInto(clear, store.clear, date * pixels + start);
      const began = performance.now();
      store.settle(date, RULES);
      milliseconds += performance.now() - began;
    }
    const began = performance.now();
    const reduced = store.median(dates);
    milliseconds += performance.now() - began;
    const expected = new Uint16Array(size);
    for (let band = 0; band < bands; band++) {
      readInto(median, expected, (band * pixels + start) * 2);
      for (let i = 0; i < size; i++) if (expected[i] !== reduced[band * store.stride + i]) different++;
    }
  }
  for (const file of [values, clear, median]) if (file !== undefined) closeSync(file);
}
process.send?.({ milliseconds, different });

function readInto(file: number | undefined, into: Uint8Array | Uint16Array, position: number): void {
  if (file === undefined || readSync(file, into, 0, into.byteLength, position) !== into.byteLength) throw new Error('a stack is cut short');
}
