import { resolve } from 'node:path';
import { appError } from '../../../shared/errors/app-error.ts';
import { type Command, type Flags, given, list, number, required, text } from '../command.ts';
import { runJob } from '../run-job.ts';
import { jobOutcome } from './jobs.ts';

export const compositeCommand: Command = {
  name: 'composite',
  summary: 'Makes one raster per month, dekad or N days from the clear observations of the scenes.',
  usage: '--bands B02,B03,…',
  example: 'furrow composite --bands B02,B03,B04,B08 --from 2021-01-01 --to 2021-12-31 --period month --mask keep-4-7 --dilate 40 --gap linear',
  options: {
    bands: { type: 'string' }, scenes: { type: 'string' }, 'max-cloud': { type: 'string' }, from: { type: 'string' }, to: { type: 'string' }, period: { type: 'string' },
    reducer: { type: 'string' }, percentile: { type: 'string' }, mask: { type: 'string' }, dilate: { type: 'string' }, erode: { type: 'string' }, gap: { type: 'string' }, 'max-gap': { type: 'string' },
    resampling: { type: 'string' }, crs: { type: 'string' }, resolution: { type: 'string' }, area: { type: 'string' }, observations: { type: 'string' }, compression: { type: 'string' }, title: { type: 'string' },
  },
  flags: {
    '--bands B02,B03,…': 'reflectance bands, in the order they are written',
    '--scenes ID,…': 'these scenes only; all that fit by default',
    '--max-cloud PERCENT': 'leave cloudier scenes out',
    '--from DATE, --to DATE': 'first and last day; those of the scenes by default',
    '--period month|dekad|Nd': 'length of a period; month by default',
    '--reducer median|mean|percentile|medoid|max-ndvi': 'how observations become one value; median by default',
    '--percentile P': '0…100, for --reducer percentile',
    '--mask keep-4-7|worldcereal|raw-drop|none|CODES': 'which SCL classes count; CODES such as 4,5,6,7 are kept, drop:8,9 are dropped',
    '--erode M, --dilate M': 'metres by which masked areas shrink, then grow',
    '--gap linear|neighbour-mean|none': 'how empty periods are filled; none by default',
    '--max-gap N': 'longest run of empty periods that is filled',
    '--resampling nearest|bilinear|cubic': 'for reflectance; quality codes are always nearest',
    '--crs EPSG:n, --resolution M': 'target grid; the UTM zone and the finest band by default',
    '--area FILE|minx,miny,maxx,maxy': 'vector file, or a rectangle in degrees or in --crs',
    '--observations auto|keep|none': 'keep what was read for the next composite; auto keeps it for areas up to 200 km²',
    '--compression DEFLATE|ZSTD': 'of the rasters; every GDAL reads DEFLATE',
    '--title TEXT': 'its title',
  },
  async run(invocation) {
    await using client = await invocation.open();
    return jobOutcome(await runJob(invocation, client, 'composite', compositeParams(invocation.flags)));
  },
};

function compositeParams(flags: Flags): Record<string, unknown> {
  const of = (name: string): number | undefined => number(flags, name, 'composite');
  return given({
    bands: required(flags, 'bands', 'composite').split(',').map((band) => band.trim()),
    sceneIds: list(flags, 'scenes'),
    maxCloud: of('max-cloud'),
    from: text(flags, 'from'),
    to: text(flags, 'to'),
    period: text(flags, 'period'),
    reducer: text(flags, 'reducer'),
    percentile: of('percentile'),
    mask: text(flags, 'mask'),
    dilateM: of('dilate'),
    erodeM: of('erode'),
    gap: text(flags, 'gap'),
    maxGapPeriods: of('max-gap'),
    resampling: text(flags, 'resampling'),
    crs: text(flags, 'crs'),
    resolution: of('resolution'),
    area: areaOf(text(flags, 'area'), text(flags, 'crs')),
    observations: text(flags, 'observations'),
    compression: text(flags, 'compression'),
    title: text(flags, 'title'),
  });
}

/** A rectangle when it is four numbers (degrees when they can be, else in `crs`), a file otherwise. */
function areaOf(area: string | undefined, crs: string | undefined): Record<string, unknown> | undefined {
  if (area === undefined) return undefined;
  const bounds = area.split(',').map(Number);
  if (bounds.length !== 4 || !bounds.every(Number.isFinite)) return { file: resolve(area) };
  const [minX = 0, minY = 0, maxX = 0, maxY = 0] = bounds;
  const degrees = Math.max(Math.abs(minX), Math.abs(maxX)) <= 180 && Math.max(Math.abs(minY), Math.abs(maxY)) <= 90;
  if (!degrees && crs === undefined) throw appError('WRONG_USE', { problem: '--area is not in degrees: say with --crs which system its numbers are in.', command: 'composite' });
  return { bounds, crs: degrees ? 'EPSG:4326' : crs };
}
