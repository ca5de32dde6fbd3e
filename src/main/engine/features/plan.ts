import { appError } from '../../../shared/errors/app-error.ts';
import { COMPOSITE_NODATA } from '../../../shared/raster/nodata.ts';
import { bandsOfSeries, checkColumn, type FeatureColumn, parseColumn } from './column.ts';
import { FEATURE_SETS, type FeatureSetName } from './feature-set.ts';
import type { FeaturePlan, SeriesLayout } from './feature.ts';
import { SeriesColumns } from './series-columns.ts';

/** Pixels worked on at a time: what is read, worked out and written for them stays in the processor's cache. */
const BLOCK_PX = 256;

/**
 * Plans the columns of a feature matrix for a layout. `set` names a set (`default`, `bands`, `temporal`, `full`) or
 * lists column ids, as a model card does: the same ids on the same layout always give the same numbers.
 * @throws FEATURE_UNKNOWN an id that is none; FEATURE_UNAVAILABLE one that the layout has no band or period for
 */
export function planFeatures(layout: SeriesLayout, set: string | readonly string[] = 'default'): FeaturePlan {
  const columns = typeof set === 'string' ? columnsOfSet(layout, set) : [...set];
  if (columns.length === 0) throw appError('FEATURE_UNAVAILABLE', { feature: String(set), needed: 'at least one band', available: layout.bands.join(', ') });
  const parsed = columns.map(parseColumn);
  for (const column of parsed) checkColumn(column, layout);
  const groups = groupBySeries(parsed).map((members) => new SeriesColumns(layout, members, columns.length, BLOCK_PX));
  const bands = neededBands(layout, parsed);
  const blocks = new BandBlocks(layout, bands);
  return {
    columns,
    compute(series, pixels, out) {
      checkLengths(layout, series, pixels, columns.length, out);
      for (let start = 0; start < pixels; start += BLOCK_PX) {
        const count = Math.min(BLOCK_PX, pixels - start);
        blocks.load(series, pixels, start, count);
        for (const group of groups) group.write(blocks.of, start, count, out);
      }
    },
  };
}

function columnsOfSet(layout: SeriesLayout, set: string): string[] {
  if (!Object.hasOwn(FEATURE_SETS, set)) throw appError('FEATURE_UNKNOWN', { feature: set });
  return FEATURE_SETS[set as FeatureSetName](layout);
}

/** Columns of one band or index share the work; `position` is where each goes in the row. */
function groupBySeries(columns: readonly FeatureColumn[]): { column: FeatureColumn; position: number }[][] {
  const groups = new Map<string, { column: FeatureColumn; position: number }[]>();
  columns.forEach((column, position) => {
    const group = groups.get(column.series) ?? [];
    group.push({ column, position });
    groups.set(column.series, group);
  });
  return [...groups.values()];
}

function neededBands(layout: SeriesLayout, columns: readonly FeatureColumn[]): string[] {
  const needed = new Set(columns.flatMap((column) => bandsOfSeries(column.series)));
  return layout.bands.filter((band) => needed.has(band));
}

function checkLengths(layout: SeriesLayout, series: Uint16Array, pixels: number, columns: number, out: Float32Array): void {
  const expected = layout.bands.length * layout.periods.length * pixels;
  if (series.length < expected) throw new RangeError(`the series holds ${series.length} values, not ${expected}`);
  if (out.length < pixels * columns) throw new RangeError(`the feature matrix holds ${out.length} values, not ${pixels * columns}`);
}

/** Blocks of one band over time, [period][pixel of the block], float64, missing = NaN. */
class BandBlocks {
  readonly #layout: SeriesLayout;
  readonly #bands: readonly { readonly index: number; readonly blocks: readonly Float64Array[] }[];
  readonly #byName: ReadonlyMap<string, readonly Float64Array[]>;
  /** The blocks of a band, one per period. */
  readonly of = (band: string): readonly Float64Array[] => this.#byName.get(band) ?? [];

  constructor(layout: SeriesLayout, bands: readonly string[]) {
    this.#layout = layout;
    this.#bands = bands.map((band) => ({ index: layout.bands.indexOf(band), blocks: layout.periods.map(() => new Float64Array(BLOCK_PX)) }));
    this.#byName = new Map(bands.map((band, i) => [band, this.#bands[i]?.blocks ?? []]));
  }

  load(series: Uint16Array, pixels: number, start: number, count: number): void {
    const bandCount = this.#layout.bands.length;
    for (const { index, blocks } of this.#bands) {
      for (let period = 0; period < blocks.length; period++) {
        const block = blocks[period] as Float64Array;
        const from = (period * bandCount + index) * pixels + start;
        for (let i = 0; i < count; i++) {
          const value = series[from + i] as number;
          block[i] = value === COMPOSITE_NODATA ? NaN : value;
        }
      }
    }
  }
}

