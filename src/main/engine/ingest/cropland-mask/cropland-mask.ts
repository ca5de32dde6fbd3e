import { basename, join } from 'node:path';
import { appError } from '../../../../shared/errors/app-error.ts';
import { type Message, message } from '../../../../shared/messages/message.ts';
import { recordId } from '../../../../shared/records/record-id.ts';
import { namedBand } from '../geotiff-stack/band-file.ts';
import type { Draft, Find, IngestTools, Inspection, Listing, Product } from '../product.ts';
import { type RasterFacts, rasterFactsTask } from '../raster-facts.rpc.ts';
import { isSimulated } from '../simulated.ts';
import { PALETTE_COLOUR, readTiffHeader } from '../tiff-header.ts';
import { cultivatedValues, legendOf } from './legend.ts';

/** Names under which land-cover rasters are published. */
const LAND_COVER = /worldcover|land[-_]?cover|crop[-_]?land|(^|[_-])cdls?([_.-]|$)|crop[-_]?mask|temporarycrops/i;

/**
 * A categorical raster that says where cropland is: ESA WorldCover, the US Cropland Data Layer, WorldCereal's
 * temporary crops, a national map. Taken by its name, its palette, or `--as cropland-mask`.
 */
export const croplandMask: Product = {
  name: 'cropland-mask',
  title: 'cropland masks (WorldCover, CDL)',
  recognise: async (listing, options) => {
    const files = listing.files.filter((name) => /\.tiff?$/i.test(name));
    const taken = await Promise.all(files.map((name) => isMask(listing, name, options.as === 'cropland-mask')));
    return files.filter((_, i) => taken[i]).map((name): Find => ({ path: join(listing.folder, name), claims: [join(listing.folder, name)] }));
  },
  inspect: async (find, tools) => {
    const { files } = await tools.engine.pool.run(rasterFactsTask, { files: [{ path: find.path, depth: 'overview' }] }, { signal: tools.signal });
    return inspectRaster(find.path, files[0], tools);
  },
};

async function isMask(listing: Listing, name: string, asked: boolean): Promise<boolean> {
  if (asked) return true;
  if (namedBand(name)) return false;
  const header = await readTiffHeader(join(listing.folder, name));
  if (!header || header.samplesPerPixel !== 1 || header.bitsPerSample > 16) return false;
  return header.photometric === PALETTE_COLOUR || (LAND_COVER.test(name) && !/confidence|probabilit|quality/i.test(name));
}

function inspectRaster(path: string, facts: RasterFacts | undefined, tools: IngestTools): Inspection {
  const band = facts?.bands[0];
  if (!facts || !band) throw appError('RASTER_UNREADABLE', { file: path, detail: 'it has no band' });
  if (!facts.grid) throw appError('CRS_MISSING', { file: path });
  if (band.dtype === null || band.dtype.startsWith('float')) throw appError('METADATA_INVALID', { file: path, detail: 'a mask holds whole numbers, and this raster does not' });
  const legend = legendOf(basename(path), band.sample?.distinct ?? null);
  const values = tools.options.croplandValues ?? cultivatedValues(legend);
  const seen = band.sample?.distinct;
  const absent = seen !== null && seen !== undefined && !values.some((value) => seen.includes(value));
  const warnings = [
    ...(tools.options.croplandValues || legend !== 'unknown' ? [] : [message('LEGEND_UNKNOWN', { values: values.map(String) })]),
    ...(absent ? [message('CROPLAND_UNSEEN', { values: seen.slice(0, 20).map(String) })] : []),
  ];
  return { drafts: [maskDraft(path, facts, facts.grid, values, warnings, tools)], skipped: [] };
}

function maskDraft(path: string, facts: RasterFacts, grid: NonNullable<RasterFacts['grid']>, values: readonly number[], warnings: Message[], tools: IngestTools): Draft {
  const title = basename(path).replace(/\.tiff?$/i, '');
  const stored = tools.engine.workspace.stored(path);
  return {
    kind: 'mask',
    id: recordId(title),
    identity: 'file',
    title,
    datetime: null,
    crs: grid.crs,
    bands: [],
    warnings,
    source: stored,
    register: (target) =>
      Promise.resolve({
        kind: 'mask' as const,
        id: target.id,
        title,
        createdAt: tools.engine.now().toISOString(),
        simulated: tools.options.simulated === true || isSimulated([facts]),
        warnings,
        path: stored,
        grid,
        footprint: facts.footprint,
        croplandValues: [...values],
      }),
  };
}
