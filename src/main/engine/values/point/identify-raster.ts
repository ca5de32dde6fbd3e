import { mapEncoding } from '../../../../shared/legend/legend.ts';
import type { Found } from '../../../../shared/contract/values.ts';
import type { CropClass } from '../../../../shared/raster/class-scheme.ts';
import { SCL_CLASSES } from '../../../../shared/raster/scl.ts';
import type { Composite } from '../../../../shared/records/composite.ts';
import type { CroplandMask, CropMap } from '../../../../shared/records/learning.ts';
import type { Asset, Scene } from '../../../../shared/records/scene.ts';
import { FMASK_TO_SCL } from '../../mask/fmask.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { bandValueOf, physicalOf } from '../physical.ts';
import type { RasterRead } from './point.rpc.ts';

/** What is read of a record, and what the stored values that came back mean. */
export interface RasterQuestion {
  readonly reads: readonly RasterRead[];
  /** @param values stored values per read, null where a read gave none */
  answer(values: readonly (readonly (number | null)[])[]): Found;
}

/** How many of the likeliest classes are told. */
const TOP = 3;

/** Class, confidence and the likeliest classes of a crop map. */
export function mapQuestion(workspace: Workspace, map: CropMap): RasterQuestion {
  const file = (name: string, bands: readonly number[]): RasterRead[] => {
    const path = map.paths[name];
    return path === undefined ? [] : [{ path: workspace.absolute(path), driver: 'GTiff', grid: map.grid, bands: [...bands] }];
  };
  const encoding = mapEncoding(map.scheme);
  const [own, confidence, probabilities] = [file('map', [1]), file('confidence', [1]), file('probabilities', map.classes.map((_, i) => i + 1))];
  return {
    reads: [...own, ...confidence, ...probabilities],
    answer: (values) => {
      const value = values[0]?.[0] ?? encoding.nodata;
      const cropClass = map.scheme.classes.find((candidate) => candidate.value === value) ?? null;
      const meaning = cropClass ? 'class' : value === encoding.outside ? 'outside cropland' : value === encoding.nodata ? 'no data' : 'not in the scheme';
      const percent = confidence.length > 0 ? values[1]?.[0] : null;
      const shares = probabilities.length > 0 ? (values[1 + confidence.length] ?? []) : [];
      return {
        kind: 'map',
        value,
        meaning,
        class: cropClass && classRef(cropClass),
        confidence: meaning === 'class' && typeof percent === 'number' && percent <= 100 ? percent : null,
        top: meaning === 'class' ? likeliest(map, shares) : [],
      };
    },
  };
}

function likeliest(map: CropMap, shares: readonly (number | null)[]): Extract<Found, { kind: 'map' }>['top'] {
  return map.classes
    .map((code, i) => ({ code, probability: shares[i] ?? Number.NaN }))
    .filter(({ probability }) => probability <= 100)
    .toSorted((a, b) => b.probability - a.probability)
    .slice(0, TOP)
    .flatMap(({ code, probability }) => {
      const cropClass = map.scheme.classes.find((candidate) => candidate.code === code);
      return cropClass ? [{ ...classRef(cropClass), probability }] : [];
    });
}

function classRef({ value, code, labels, colour }: CropClass): { value: number; code: string; labels: Record<string, string>; colour: string } {
  return { value, code, labels, colour };
}

/** Every band and the count of one period or of all. */
export function compositeQuestion(workspace: Workspace, composite: Composite, period: number | null): RasterQuestion {
  const chosen = composite.periods.map((of, index) => ({ of, index })).filter(({ index }) => period === null || index === period);
  const countBand = composite.bands.length + 1;
  return {
    reads: chosen.map(({ of }) => ({ path: workspace.absolute(of.path), driver: 'GTiff', grid: composite.grid, bands: Array.from({ length: countBand }, (_, i) => i + 1) })),
    answer: (values) => ({
      kind: 'composite',
      periods: chosen.map(({ of: { start, end }, index }, i) => {
        const bands = composite.bands.map((quantity, b) => bandValueOf(quantity, values[i]?.[b] ?? null));
        const count = values[i]?.[countBand - 1] ?? 0;
        return { index, start, end, count, filled: count === 0 && bands.some(({ physical }) => physical !== null), bands };
      }),
    }),
  };
}

/** The bands of a scene as they lie on the disk, and the name of the quality code. */
export function sceneQuestion(workspace: Workspace, scene: Scene): RasterQuestion {
  const bands = scene.assets.filter(({ quantity }) => quantity !== 'quality');
  const quality = scene.assets.find(({ band }) => band === 'SCL') ?? scene.assets.find(({ band }) => band === 'FMASK');
  const read = (asset: Asset): RasterRead => ({ path: workspace.absolute(asset.path), driver: asset.driver, grid: asset.grid, bands: [asset.bandIndex] });
  return {
    reads: [...bands, ...(quality ? [quality] : [])].map(read),
    answer: (values) => ({
      kind: 'scene',
      datetime: scene.datetime,
      bands: bands.map((asset, i) => {
        const stored = values[i]?.[0] ?? null;
        return { band: asset.band, stored, physical: physicalOf(stored, asset), unit: asset.quantity === 'reflectance' ? '1' : '' };
      }),
      quality: quality ? qualityOf(quality.band, values[bands.length]?.[0] ?? null) : null,
    }),
  };
}

function qualityOf(band: string, code: number | null): Extract<Found, { kind: 'scene' }>['quality'] {
  if (code === null) return null;
  const scl = band === 'FMASK' ? FMASK_TO_SCL[code] : code;
  return { band, code, name: sclName(scl ?? -1) };
}

/** Name of a scene-classification code. */
export function sclName(code: number): string {
  return SCL_CLASSES[code] ?? 'unknown code';
}

/** The value of a cropland mask. */
export function maskQuestion(workspace: Workspace, mask: CroplandMask): RasterQuestion {
  return {
    reads: [{ path: workspace.absolute(mask.path), driver: '', grid: mask.grid, bands: [1] }],
    answer: (values) => {
      const value = values[0]?.[0] ?? null;
      return { kind: 'mask', value, cropland: value !== null && mask.croplandValues.includes(value) };
    },
  };
}
