import { COMPOSITE_NODATA } from '../../../../shared/raster/nodata.ts';
import { bandQuantitySchema } from '../../../../shared/raster/quantity.ts';
import type { InputLoader, InputPlanner } from './input.ts';

/** The series itself: [periods, bands] of physical values, in the order of the sample set. */
export const seriesPlanner: InputPlanner = {
  kind: 'series',
  plan(_engine, _params, samples) {
    const names = samples.periods.flatMap((_, period) => samples.bands.map(({ band }) => `${band}@${period}`));
    const card = { task: 'pixel-series' as const, features: names, bands: samples.bands, periods: samples.periods.length, periodDates: samples.periods };
    return { source: { kind: 'series', shape: [samples.periods.length, samples.bands.length], names, card, from: {} }, stages: [], inputs: [], seconds: 0 };
  },
};

/** The worker's side: stored values become physical ones, nodata NaN. */
export const seriesLoader: InputLoader = {
  kind: 'series',
  load({ layout, rows, series }, { card }) {
    const bands = card.bands.map((band) => bandQuantitySchema.parse(band));
    const width = layout.periods.length * bands.length;
    const values = new Float32Array(rows * width);
    layout.periods.forEach((_, period) => {
      bands.forEach(({ band, scale, offset }, b) => {
        const plane = (period * layout.bands.length + layout.bands.indexOf(band)) * rows;
        for (let row = 0; row < rows; row++) {
          const stored = series[plane + row] as number;
          values[row * width + period * bands.length + b] = stored === COMPOSITE_NODATA ? NaN : (stored + offset) * scale;
        }
      });
    });
    return values;
  },
};
