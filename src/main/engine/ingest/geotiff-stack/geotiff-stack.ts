import { basename, join } from 'node:path';
import { appError } from '../../../../shared/errors/app-error.ts';
import { gridBounds } from '../../../../shared/geo/grid.ts';
import { distinct, type Message } from '../../../../shared/messages/message.ts';
import { recordId } from '../../../../shared/records/record-id.ts';
import { bandOrder, NATIVE_RESOLUTION, QUALITY_BANDS } from '../band-name.ts';
import { emptinessWarnings, offsetWarnings, type Samples } from '../offset-check.ts';
import type { Find, IngestTools, Inspection, Product } from '../product.ts';
import { type RasterFacts, rasterFactsTask } from '../raster-facts.rpc.ts';
import { bandOf, finest, isReflectance, sceneAsset, type SceneAsset, sceneDraft } from '../scene-draft.ts';
import { isSimulated } from '../simulated.ts';
import { acquisitionOf } from './acquisition.ts';
import { bandNames, namedBand } from './band-file.ts';
import { guessScaling } from './scaling.ts';

const TIFF = /\.tiff?$/i;

/**
 * A series of GeoTIFFs: one file with several bands per date, or one file per date and band. Dates come from tags or
 * names, bands from descriptions or names; the user may give both.
 */
export const geotiffStack: Product = {
  name: 'geotiff-stack',
  title: 'GeoTIFFs with a date and named bands',
  recognise: (listing, options) => {
    const files = listing.files.filter((name) => TIFF.test(name));
    // When the user names the bands, a band-like word in a file name means nothing.
    const single = options.bands && options.bands.length > 1 ? [] : files.flatMap((name) => ({ name, named: namedBand(name) })).filter(({ named }) => named !== null);
    const groups = Map.groupBy(single, ({ named }) => named?.group ?? '');
    const alone = files.filter((name) => !single.some((file) => file.name === name)).map((name) => [name]);
    const sets = [...groups.values()].map((group) => group.map(({ name }) => name));
    const finds = [...alone, ...sets].map((names): Find => ({ path: join(listing.folder, names[0] ?? ''), claims: names.map((name) => join(listing.folder, name)) }));
    return Promise.resolve(finds.sort((a, b) => a.path.localeCompare(b.path)));
  },
  inspect: async (find, tools) => {
    const paths = find.claims === 'folder' ? [] : find.claims;
    const { files } = await tools.engine.pool.run(rasterFactsTask, { files: paths.map((path) => ({ path, depth: 'overview' as const })) }, { signal: tools.signal });
    return inspectFiles(find.path, files, tools);
  },
};

/** A band of the scene to be: where its numbers are. */
interface NamedSource {
  readonly band: string;
  readonly facts: RasterFacts;
  readonly bandIndex: number;
}

function inspectFiles(path: string, files: readonly RasterFacts[], tools: IngestTools): Inspection {
  const sources = files.flatMap((facts) => namedSources(facts, tools));
  const bands = chooseFinest(sources);
  if (!bands.some(({ band }) => !QUALITY_BANDS.has(band))) throw appError('BAND_MISSING', { file: path, band: 'B02', available: bands.map(({ band }) => band).join(', ') });
  checkGround(path, bands);
  const samples: Samples = new Map(bands.flatMap(({ band, facts, bandIndex }) => (bandOf(facts, bandIndex).sample ? [[band, bandOf(facts, bandIndex).sample] as const] : []) as [string, NonNullable<RasterFacts['bands'][number]['sample']>][]));
  const { datetime, warnings } = acquisitionOf(path, Object.assign({}, ...files.map((facts) => facts.metadata)) as Record<string, string>, tools.options.datetime);
  const scaled = bands.map((source) => scaledAsset(source, tools));
  const assets = scaled.map(({ asset }) => asset).sort((a, b) => bandOrder(a.band, b.band));
  const grid = finest(assets)?.grid;
  const name = sceneName(path, files);
  const reference = assets.find((asset) => asset.quantity === 'reflectance');
  const content = {
    title: `${name} ${datetime.slice(0, 10)}`,
    warnings: distinct([...warnings, ...scaled.flatMap((band) => band.warnings), ...offsetDoubts(samples, reference), ...emptinessWarnings(samples.get(reference?.band ?? ''))]),
    product: 'geotiff-stack',
    datetime,
    platform: null,
    tile: /(?:^|[_.])T(\d{2}[A-Z]{3})(?:[_.]|$)/.exec(basename(path))?.[1] ?? null,
    baseline: null,
    cloudCover: null,
    crs: grid?.crs ?? '',
    source: tools.engine.workspace.stored(path),
    assets,
  };
  const footprint = finest(bands.map(({ facts }) => facts))?.footprint ?? [];
  return { drafts: [sceneDraft({ id: recordId(name), identity: 'file' }, content, { footprint, simulated: isSimulated(files) }, tools)], skipped: [] };
}

/** The bands of one file by name. @throws BANDS_UNNAMED */
function namedSources(facts: RasterFacts, tools: IngestTools): NamedSource[] {
  const inName = facts.bands.length === 1 && tools.options.bands === undefined ? namedBand(basename(facts.path)) : null;
  const names = inName ? [inName.band] : bandNames(tools.options.bands, facts.bands.map((band) => band.description));
  if (!names) throw appError('BANDS_UNNAMED', { file: facts.path, count: facts.bands.length });
  return names.flatMap((band, i) => (band === null ? [] : [{ band, facts, bandIndex: i + 1 }]));
}

/** One source per band: the one nearest to the instrument's resolution, of those the first. */
function chooseFinest(sources: readonly NamedSource[]): NamedSource[] {
  const distance = ({ band, facts }: NamedSource): number => Math.abs(Math.abs(facts.affine?.[1] ?? 0) - (NATIVE_RESOLUTION[band] ?? 0));
  const byBand = Map.groupBy(sources, ({ band }) => band);
  return [...byBand.values()].flatMap((same) => [...same].sort((a, b) => distance(a) - distance(b)).slice(0, 1));
}

/** Bands in several files must lie on the same ground. @throws CRS_MISSING, METADATA_INVALID, BAND_SIZE */
function checkGround(path: string, bands: readonly NamedSource[]): void {
  const first = bands[0]?.facts;
  for (const { band, facts } of bands) {
    if (!facts.grid) throw appError('CRS_MISSING', { file: facts.path });
    if (!first?.grid) continue;
    if (facts.grid.crs !== first.grid.crs) throw appError('METADATA_INVALID', { file: path, detail: `${band} is in ${facts.grid.crs.slice(0, 40)}, ${bands[0]?.band} in ${first.grid.crs.slice(0, 40)}` });
    const tolerance = Math.max(Math.abs(facts.grid.affine[1]), Math.abs(first.grid.affine[1]));
    const bounds = gridBounds(first.grid);
    if (gridBounds(facts.grid).some((value, i) => Math.abs(value - (bounds[i] ?? NaN)) > tolerance)) {
      throw appError('BAND_SIZE', { file: facts.path, band, found: `${facts.width} × ${facts.height} of ${Math.abs(facts.grid.affine[1])}`, expected: `${first.width} × ${first.height} of ${Math.abs(first.grid.affine[1])}` });
    }
  }
}

function scaledAsset({ band, facts, bandIndex }: NamedSource, tools: IngestTools): { asset: SceneAsset; warnings: readonly Message[] } {
  const info = bandOf(facts, bandIndex);
  const scaling = guessScaling(band, info, tools.options.boaOffset);
  return { asset: sceneAsset(band, facts, bandIndex, scaling, tools.engine.workspace.stored(facts.path)), warnings: scaling.warnings };
}

/** Doubts about the offset, for numbers on Sentinel-2's own scale. */
function offsetDoubts(samples: Samples, reference: SceneAsset | undefined): Message[] {
  return reference && isReflectance(reference.band) && reference.scale === 1e-4 ? offsetWarnings(samples, reference.offset) : [];
}

/** The file's name, without the band where files hold one each. */
function sceneName(path: string, files: readonly RasterFacts[]): string {
  const name = basename(path);
  const group = files.every((facts) => facts.bands.length === 1) ? namedBand(name)?.group : undefined;
  return (group ?? name.replace(TIFF, '')).replace(/[_.-]+$/, '');
}
