import { bandsOfColumns } from '../../features/column.ts';
import { planFeatures } from '../../features/plan.ts';
import type { InputLoader, InputPlanner } from './input.ts';

/** Columns of the features registry, worked out from the series whenever they are needed. */
export const featuresPlanner: InputPlanner = {
  kind: 'features',
  plan(_engine, params, samples) {
    const layout = { bands: samples.bands.map(({ band }) => band), periods: samples.periods };
    const columns = [...planFeatures(layout, params.features).columns];
    const needed = bandsOfColumns(columns);
    const card = {
      task: 'pixel-series' as const,
      features: columns,
      bands: samples.bands.filter(({ band }) => needed.includes(band)),
      periods: samples.periods.length,
      periodDates: samples.periods,
    };
    return { source: { kind: 'features', shape: [columns.length], names: columns, card, from: {} }, stages: [], inputs: [], seconds: 0 };
  },
};

/** The worker's side. @throws AppError FEATURE_UNKNOWN, FEATURE_UNAVAILABLE */
export const featuresLoader: InputLoader = {
  kind: 'features',
  load(table, { names }) {
    const plan = planFeatures(table.layout, names);
    const values = new Float32Array(table.rows * plan.columns.length);
    plan.compute(table.series, table.rows, values);
    return values;
  },
};
