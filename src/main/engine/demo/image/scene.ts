import { type Landscape, landscapeOf, type LandscapeKey } from '../landscape/landscape.ts';
import { smoothNoise } from '../noise.ts';
import { hash32, normal } from '../random.ts';
import type { Acquisition } from '../season/acquisition.ts';
import { yearOf } from '../season/growth.ts';
import { signaturesOf } from '../season/signature.ts';
import { type Band, BANDS } from '../season/spectrum.ts';
import { type CloudField, cloudsOver } from './cloud.ts';
import { sceneClass } from './scene-classes.ts';
import { groundPlanes, type Planes } from './surface.ts';

/** Bands that Sentinel-2 delivers at 10 m; the others come at 20 m. */
export const TEN_METRE: readonly Band[] = ['B02', 'B03', 'B04', 'B08'];

/** A rendered scene as a product stores it: numbers with the baseline's offset, 0 outside the swath. */
export interface RenderedScene {
  /** 10 m planes for {@link TEN_METRE}, 20 m planes for the others. */
  readonly bands: ReadonlyMap<Band, Uint16Array>;
  /** SCL at 20 m. */
  readonly classes: Uint8Array;
}

/** Offset that baseline 04.00 and later add to the stored numbers. */
export function storedOffset(baseline: string): 0 | 1000 {
  return baseline >= '04.00' ? 1000 : 0;
}

/** Renders what one overpass sees of the landscape. Depends on nothing but its arguments. */
export function renderScene(key: LandscapeKey, acquisition: Acquisition): RenderedScene {
  const landscape = landscapeOf(key);
  const year = yearOf(key.seed, key.year);
  const signatures = signaturesOf(landscape, year, { day: acquisition.day, wetness: acquisition.weather.wetness });
  const clouds = cloudsOver(key.seed, acquisition, key.sizePx / 2);
  const planes = groundPlanes(landscape, signatures);
  throughAir(planes, landscape, acquisition, clouds);
  return digitise(planes, landscape, acquisition, clouds);
}

/** How cloud shadow, cirrus and haze act per band: light left in full shadow, whiteness of cirrus, share of the blue haze. */
const SHADOW_LEFT = [0.5, 0.42, 0.35, 0.32, 0.28, 0.26, 0.25, 0.24, 0.2, 0.19];
const CIRRUS_ADDS = [0.062, 0.06, 0.058, 0.057, 0.055, 0.053, 0.052, 0.05, 0.026, 0.018];
const HAZE_SHARE = [1, 0.62, 0.42, 0.36, 0.3, 0.24, 0.2, 0.18, 0.06, 0.03];
const CLOUD_WHITE = [0.68, 0.69, 0.7, 0.71, 0.715, 0.72, 0.72, 0.72, 0.46, 0.36];

function throughAir(planes: Planes, { seed, sizePx }: Landscape, acquisition: Acquisition, clouds: CloudField): void {
  const { index, weather } = acquisition;
  const day = acquisition.time.getTime() / 86_400_000;
  const backward = acquisition.relativeOrbit === 51 ? 1 : -1;
  const common = 1 + 0.016 * normal(seed, index, 701, Math.floor(day));
  planes.forEach((plane, band) => {
    const gain = common * (1 + 0.013 * normal(seed, index, 702 + band, Math.floor(day))) * (1 + backward * (band > 3 && band < 8 ? 0.02 : 0.03));
    const haze = weather.haze * (HAZE_SHARE[band] ?? 0);
    for (let row = 0; row < sizePx; row++) {
      for (let column = 0; column < sizePx; column++) {
        const pixel = row * sizePx + column;
        const patchy = haze === 0 ? 0 : haze * (0.7 + 0.3 * smoothNoise(seed + index, column / 90, row / 90));
        const lit = (plane[pixel] ?? 0) * gain * (1 - 0.86 * (1 - (SHADOW_LEFT[band] ?? 0)) * sampled(clouds.shadow, sizePx, row, column));
        const veiled = lit + patchy + (CIRRUS_ADDS[band] ?? 0) * sampled(clouds.cirrus, sizePx, row, column);
        const opacity = sampled(clouds.opacity, sizePx, row, column);
        plane[pixel] = opacity === 0 ? veiled : veiled * (1 - opacity) + opacity * (CLOUD_WHITE[band] ?? 0) * (0.55 + 0.55 * sampled(clouds.tops, sizePx, row, column));
      }
    }
  });
}

/** A 20 m field at the centre of a 10 m pixel, bilinear. */
function sampled(field: Float32Array, sizePx: number, row: number, column: number): number {
  const side = sizePx / 2;
  const [r, c] = [row >> 1, column >> 1];
  const own = field[r * side + c] ?? 0;
  const r2 = Math.min(side - 1, Math.max(0, r + (row % 2 === 0 ? -1 : 1)));
  const c2 = Math.min(side - 1, Math.max(0, c + (column % 2 === 0 ? -1 : 1)));
  return 0.5625 * own + 0.1875 * ((field[r2 * side + c] ?? 0) + (field[r * side + c2] ?? 0)) + 0.0625 * (field[r2 * side + c2] ?? 0);
}

function digitise(planes: Planes, landscape: Landscape, acquisition: Acquisition, clouds: CloudField): RenderedScene {
  const { sizePx } = landscape;
  const side = sizePx / 2;
  const offset = storedOffset(acquisition.baseline);
  const draw = hash32(landscape.seed, acquisition.index, 801, acquisition.day);
  const coarse = planes.map((plane) => halved(plane, sizePx));
  const bands = new Map<Band, Uint16Array>();
  BANDS.forEach((band, i) => {
    const fine = TEN_METRE.includes(band);
    const source = (fine ? planes[i] : coarse[i]) ?? new Float32Array();
    const [width, pixelM] = fine ? [sizePx, 10] : [side, 20];
    const stored = new Uint16Array(source.length);
    for (let pixel = 0; pixel < stored.length; pixel++) {
      if (outside(acquisition, sizePx * 10, (pixel % width) * pixelM, Math.floor(pixel / width) * pixelM)) continue;
      const value = source[pixel] ?? 0;
      const noise = grain(draw + i, pixel) * (0.0009 + 0.0045 * value);
      stored[pixel] = Math.max(1, Math.min(65_534, Math.round((value + noise) * 10_000) + offset));
    }
    bands.set(band, stored);
  });
  return { bands, classes: classesOf(coarse, side, landscape, acquisition, clouds) };
}

function classesOf(coarse: Planes, side: number, { seed, sizePx }: Landscape, acquisition: Acquisition, clouds: CloudField): Uint8Array {
  const at = (band: Band, pixel: number): number => coarse[BANDS.indexOf(band)]?.[pixel] ?? 0;
  return Uint8Array.from({ length: side * side }, (_, pixel) => {
    const beyond = outside(acquisition, sizePx * 10, (pixel % side) * 20, Math.floor(pixel / side) * 20);
    return sceneClass(seed + acquisition.index, clouds, pixel, side, { blue: at('B02', pixel), red: at('B04', pixel), infrared: at('B8A', pixel), shortwave: at('B11', pixel), outside: beyond });
  });
}

/** The western edge of the swath runs a little west of south, as a descending orbit's does. */
function outside({ outside: share }: Acquisition, sizeM: number, x: number, y: number): boolean {
  return share > 0 && x < share * sizeM + (sizeM / 2 - y) * 0.24;
}

/** Roughly normal noise from two uniform halves of one hash; unit variance. */
function grain(draw: number, pixel: number): number {
  const bits = hash32(draw, pixel);
  return ((bits & 0xffff) + (bits >>> 16) - 65_535) / 26_755;
}

function halved(plane: Float32Array, sizePx: number): Float32Array {
  const side = sizePx / 2;
  const out = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const at = row * 2 * sizePx + column * 2;
      out[row * side + column] = ((plane[at] ?? 0) + (plane[at + 1] ?? 0) + (plane[at + sizePx] ?? 0) + (plane[at + sizePx + 1] ?? 0)) / 4;
    }
  }
  return out;
}
