import type { TrainingInput } from '../../../shared/contract/jobs/train.ts';
import { COMPOSITE_NODATA } from '../../../shared/raster/nodata.ts';
import { appError } from '../../../shared/errors/app-error.ts';
import { planFeatures } from '../features/plan.ts';
import type { SeriesLayout } from '../features/feature.ts';
import { loadedEncoder } from '../models/presto/loaded.ts';
import type { MapRecipe } from './window.rpc.ts';

/** Some pixels of a window. */
export interface PixelBlock {
  /** uint16 planes [period][band][pixel], nodata 65 535. */
  readonly series: Uint16Array;
  readonly pixels: number;
  /** Degrees per pixel; asked for by sources that want a place. */
  readonly places: () => { readonly longitude: ArrayLike<number>; readonly latitude: ArrayLike<number> };
  /** Told how far the block is, 0…1, where it takes long; may throw to stop. */
  readonly onProgress: (fraction: number) => void;
}

/** Works out the numbers that a model takes of a pixel, as the training did it. */
export interface PixelSource {
  /** Numbers of a pixel. */
  readonly columns: number;
  /** Pixels at a time: enough to be worth the call, few enough to stay in the cache. */
  readonly blockPx: number;
  /** @param out filled: float32, row-major [pixels, columns], missing = NaN */
  fill(block: PixelBlock, out: Float32Array): void | Promise<void>;
}

/** The source of each kind of input that a model may be trained on; one line each. */
const SOURCES: Readonly<Record<TrainingInput, (recipe: MapRecipe) => PixelSource | Promise<PixelSource>>> = {
  features: featureSource,
  series: seriesSource,
  embeddings: (recipe) => encoderSource(recipe, 'embedding'),
  'time-embeddings': (recipe) => encoderSource(recipe, 'steps'),
};

/** The source that a map's recipe names. @throws AppError MODEL_UNUSABLE, FEATURE_UNKNOWN, FILE_NOT_FOUND */
export async function openPixelSource(recipe: MapRecipe): Promise<PixelSource> {
  return SOURCES[recipe.source](recipe);
}

const BLOCK_PX = 2048;

function layoutOf(recipe: MapRecipe): SeriesLayout {
  return { bands: recipe.bands.map((band) => band.band), periods: recipe.periods };
}

function featureSource(recipe: MapRecipe): PixelSource {
  const plan = planFeatures(layoutOf(recipe), recipe.features);
  return { columns: plan.columns.length, blockPx: BLOCK_PX, fill: ({ series, pixels }, out) => { plan.compute(series, pixels, out); } };
}

/** Physical values [periods, bands] of a pixel, as `models/inputs/series.ts` gives them to the training. */
function seriesSource({ bands, periods }: MapRecipe): PixelSource {
  const columns = bands.length * periods.length;
  return {
    columns,
    blockPx: BLOCK_PX,
    fill({ series, pixels }, out) {
      for (let column = 0; column < columns; column++) {
        const { scale = 1, offset = 0 } = bands[column % bands.length] ?? {};
        for (let pixel = 0; pixel < pixels; pixel++) {
          const stored = series[column * pixels + pixel] as number;
          out[pixel * columns + column] = stored === COMPOSITE_NODATA ? NaN : (stored + offset) * scale;
        }
      }
    },
  };
}

/** Pixels that an encoder is given at a time: those with the same missing values share its batches. */
const ENCODER_BLOCK_PX = 4096;

async function encoderSource(recipe: MapRecipe, output: 'embedding' | 'steps'): Promise<PixelSource> {
  if (!recipe.encoder) throw appError('MODEL_UNUSABLE', { file: recipe.model, problem: 'its card names no encoder' });
  // Asked for each time: another job may have put another encoder into its place meanwhile.
  const named = { ...recipe.encoder, bands: recipe.bands };
  const opened = (): ReturnType<typeof loadedEncoder> => loadedEncoder(named);
  const layout = layoutOf(recipe);
  return {
    columns: (await opened()).sizeOf(output, layout.periods.length),
    blockPx: ENCODER_BLOCK_PX,
    async fill({ series, pixels, places, onProgress }, out) {
      const { values } = await (await opened()).embed({ series, pixels, layout, ...places() }, { output, onProgress });
      out.set(values);
    },
  };
}
