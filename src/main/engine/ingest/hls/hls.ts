import { basename, join } from 'node:path';
import { appError } from '../../../../shared/errors/app-error.ts';
import { type Message, message } from '../../../../shared/messages/message.ts';
import { recordId } from '../../../../shared/records/record-id.ts';
import { givenTime, parseTime, timeInName } from '../acquisition-time.ts';
import { bandOrder } from '../band-name.ts';
import { emptinessWarnings } from '../offset-check.ts';
import type { Find, IngestTools, Inspection, Product } from '../product.ts';
import { type RasterFacts, rasterFactsTask } from '../raster-facts.rpc.ts';
import { bandOf, finest, sceneAsset, sceneDraft } from '../scene-draft.ts';
import { checkSameGrid, hlsBand, hlsName, type HlsName } from './hls-name.ts';

/** Scale of surface reflectance and its nodata (HLS v2.0 user guide, table 7). */
const SCALING = { nodata: -9999, scale: 1e-4, offset: 0 } as const;
const FMASK_NODATA = 255;

/**
 * Harmonized Landsat Sentinel-2 v2.0: one GeoTIFF per band, named `HLS.S30.T13RCN.2024128T173909.v2.0.B8A.tif`; S30 and
 * L30. Versions up to 1.4 are HDF4-EOS, which the GDAL that ships cannot read.
 */
export const hls: Product = {
  name: 'hls',
  title: 'HLS v2.0',
  recognise: (listing) => {
    const named = listing.files.flatMap((file) => {
      const name = hlsName(file);
      return name ? [{ file, name }] : [];
    });
    const granules = Map.groupBy(named, ({ name }) => name.granule);
    return Promise.resolve([...granules.values()].map((group): Find => ({ path: join(listing.folder, group[0]?.file ?? ''), claims: group.map(({ file }) => join(listing.folder, file)) })));
  },
  inspect: async (find, tools) => {
    const paths = find.claims === 'folder' ? [] : find.claims;
    const name = hlsName(basename(find.path));
    if (!name) throw appError('PRODUCT_NOT_UNDERSTOOD', { file: find.path, looked: 'its name is not that of an HLS file' });
    const hdf = paths.find((path) => /\.(hdf|h4)$/i.test(path));
    if (hdf) throw appError('DRIVER_MISSING', { file: hdf, driver: 'HDF4' });
    return inspectGranule(name, paths, tools);
  },
};

async function inspectGranule(name: HlsName, paths: readonly string[], tools: IngestTools): Promise<Inspection> {
  const wanted = paths.flatMap((path) => {
    const band = hlsBand(basename(path));
    return band ? [{ path, band }] : [];
  });
  if (wanted.length === 0) throw appError('BAND_MISSING', { file: paths[0] ?? name.granule, band: 'B04', available: 'none that Furrow uses' });
  const { files } = await tools.engine.pool.run(rasterFactsTask, { files: wanted.map(({ path, band }) => ({ path, depth: band === 'FMASK' || band === 'B04' ? ('overview' as const) : ('tail' as const) })) }, { signal: tools.signal });
  const bands = files.flatMap((facts, i) => (wanted[i] ? [{ band: wanted[i].band, facts }] : []));
  checkSameGrid(name.granule, bands);
  const [first] = bands;
  const metadata = first?.facts.metadata ?? {};
  const given = givenTime(tools.options.datetime, first?.facts.path ?? name.granule);
  const datetime = given ?? timeInName(name.granule) ?? parseTime(metadata['SENSING_TIME'] ?? '');
  if (!datetime) throw appError('DATE_INVALID', { file: first?.facts.path ?? name.granule, found: `“${name.granule}” holds no year and day of year` });
  const assets = bands.map(({ band, facts }) => sceneAsset(band, facts, 1, scalingOf(band, facts), tools.engine.workspace.stored(facts.path))).sort((a, b) => bandOrder(a.band, b.band));
  const content = {
    title: `HLS ${name.sensor} T${name.tile} ${datetime.slice(0, 10)}`,
    warnings: [...granuleWarnings(name, bands.map(({ band }) => band)), ...emptinessWarnings((bands.find(({ band }) => band === 'FMASK') ?? first)?.facts.bands[0]?.sample ?? undefined)],
    product: 'hls',
    datetime,
    platform: metadata['SPACECRAFT_NAME'] ?? (name.sensor === 'L30' ? 'Landsat 8/9' : 'Sentinel-2'),
    tile: name.tile,
    baseline: null,
    cloudCover: numeric(metadata['cloud_coverage']),
    crs: finest(assets)?.grid.crs ?? '',
    source: tools.engine.workspace.stored(first?.facts.path ?? ''),
    assets,
  };
  return { drafts: [sceneDraft({ id: recordId(name.granule), identity: 'product' }, content, { footprint: first?.facts.footprint ?? [] }, tools)], skipped: [] };
}

function scalingOf(band: string, facts: RasterFacts): { nodata: number; scale: number; offset: number } {
  const declared = bandOf(facts, 1).nodata;
  if (band === 'FMASK') return { nodata: declared ?? FMASK_NODATA, scale: 1, offset: 0 };
  return { ...SCALING, nodata: declared ?? SCALING.nodata };
}

function granuleWarnings({ sensor }: HlsName, bands: readonly string[]): Message[] {
  const expected = ['B02', 'B03', 'B04', ...(sensor === 'S30' ? ['B08'] : []), 'B8A', 'B11', 'B12', 'FMASK'];
  const missing = expected.filter((band) => !bands.includes(band));
  const warnings = missing.length === 0 ? [] : [message('BANDS_ABSENT', { bands: missing })];
  return bands.every((band) => band === 'FMASK') ? [...warnings, message('QUALITY_ALONE')] : warnings;
}

function numeric(text: string | undefined): number | null {
  const value = text === undefined || text === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}
