import type { AreaChoice, CompositeRequest } from '../../../shared/contract/jobs/composite.ts';
import type { Scene } from '../../../shared/records/scene.ts';

/** The choices of the Composite step as its form holds them; empty text means what the engine takes by itself. */
export interface CompositeDraft {
  readonly from: string;
  readonly to: string;
  readonly period: 'month' | 'dekad' | '16d' | '8d';
  readonly mask: 'keep-4-7' | 'worldcereal' | 'raw-drop' | 'none';
  readonly gap: 'linear' | 'neighbour-mean' | 'none';
  readonly bands: readonly string[];
  readonly dilateM: number;
  readonly erodeM: number;
  readonly reducer: 'median' | 'mean' | 'percentile' | 'medoid' | 'max-ndvi';
  readonly percentile: number;
  readonly maxGapPeriods: number | null;
  readonly maxCloud: number | null;
  readonly resampling: 'nearest' | 'bilinear' | 'cubic';
  readonly crs: string;
  readonly resolution: number | null;
  readonly observations: 'auto' | 'keep' | 'none';
  readonly compression: 'DEFLATE' | 'ZSTD';
  readonly title: string;
}

/** The ten bands that the models know, in the order of their wavelengths. */
const USUAL_BANDS = ['B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B8A', 'B11', 'B12'];

/** Reflectance bands that every scene has, the usual ones first. */
export function commonBands(scenes: readonly Scene[]): readonly string[] {
  const own = scenes.map(({ assets }) => new Set(assets.flatMap(({ band, quantity }) => (quantity === 'reflectance' ? [band] : []))));
  const [first, ...rest] = own;
  const common = [...(first ?? [])].filter((band) => rest.every((bands) => bands.has(band)));
  const usual = USUAL_BANDS.filter((band) => common.includes(band));
  return [...usual, ...common.filter((band) => !usual.includes(band))];
}

/** Defaults that work: the whole months of the scenes, clouds masked and grown by 40 m, gaps filled. */
export function compositeDefaults(scenes: readonly Scene[]): CompositeDraft {
  const common = commonBands(scenes);
  const usual = common.filter((band) => USUAL_BANDS.includes(band));
  return {
    from: monthStart(scenes[0]?.datetime),
    to: monthEnd(scenes.at(-1)?.datetime),
    period: 'month',
    mask: scenes.some(({ assets }) => assets.some(({ band }) => band === 'SCL')) || scenes.length === 0 ? 'keep-4-7' : 'none',
    gap: 'linear',
    bands: usual.length > 0 ? usual : common.slice(0, 10),
    dilateM: 40,
    erodeM: 0,
    reducer: 'median',
    percentile: 50,
    maxGapPeriods: null,
    maxCloud: null,
    resampling: 'bilinear',
    crs: '',
    resolution: null,
    observations: 'auto',
    compression: 'DEFLATE',
    title: '',
  };
}

const monthStart = (datetime: string | undefined): string => (datetime === undefined ? '' : `${datetime.slice(0, 7)}-01`);

function monthEnd(datetime: string | undefined): string {
  if (datetime === undefined) return '';
  const [year = 0, month = 0] = datetime.slice(0, 7).split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** The parameters of the job for these choices. */
export function compositeRequest(draft: CompositeDraft, area: AreaChoice | null): CompositeRequest {
  const { from, to, crs, title, bands, ...rest } = draft;
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  // Growing clouds without a mask would be growing nothing.
  const masked = draft.mask === 'none' ? { dilateM: 0, erodeM: 0 } : {};
  return { ...rest, ...masked, bands: [...bands], from: orNull(from), to: orNull(to), crs: orNull(crs), title: orNull(title), area };
}
