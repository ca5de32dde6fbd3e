import { resolve } from 'node:path';
import { appError } from '../../../shared/errors/app-error.ts';
import { type Command, type Flags, given, type Invocation, list, number, type Outcome, required, text } from '../command.ts';
import { runJob } from '../run-job.ts';
import { SPLIT_FLAGS, splitHelp, splitOptions } from '../split-flags.ts';
import { jobOutcome } from './jobs.ts';
import { leakOfSplit, splitSamples } from './sample-split.ts';
import { checkSet, describeSet, profileSet, rejectedOfSet } from './samples-report.ts';

const ACTIONS = 'from-parcels, from-observations, from-extractions, align, check, describe, profiles, rejected, join, split or leak';

/** Flags of every way to draw samples from composites. */
const DRAWN = ['composite', 'take', 'scheme', 'code-source', 'test-share', 'block', 'per-class', 'per-parcel', 'per-class-region', 'region', 'min-per-class', 'inner-buffer', 'country', 'seed', 'id', 'title'];
const ALIGNED = ['extraction', 'composite', 'scheme', 'season', 'calendar', 'centre-month', 'buffer', 'window', 'edge-buffer', 'quality', 'keep-weak-test', 'test-share', 'block', 'per-class', 'per-class-region', 'min-per-class', 'seed', 'id', 'title'];
const SPLIT = Object.values(SPLIT_FLAGS) as readonly string[];

export const samplesCommand: Command = {
  name: 'samples',
  summary: 'Draws labelled series from parcels or field observations, aligns WorldCereal extractions to a season, and describes sample sets.',
  usage: '',
  actions: {
    'from-parcels': 'draws pixels of parcels, or takes one median of each, with their series from composites',
    'from-observations FILE': 'takes the series of places where someone saw what grows: GeoPackage, CSV, any points or polygons',
    'align ID': 'aligns an imported WorldCereal extraction to a season and maps its codes to the classes of a scheme',
    'from-extractions ID': 'another name of align',
    'join ID ID…': 'makes one set of several, such as foreign and local samples',
    'describe ID': 'counts classes, years, countries, data sets and regions, and tells of every band',
    'profiles ID': 'curves of each class: quantiles over its samples, and single samples',
    'rejected ID': 'samples that were left out, each with its reason',
    'check ID': 'what is wrong with a set before a training: classes, values, sides of the split',
    'split ID': 'tries a split into training and test, or makes a version with it',
    'leak ID': 'measures how much better a random split makes a model look than another one',
  },
  takes: {
    'from-parcels': ['parcels', 'region-column', 'min-area', ...DRAWN],
    'from-observations': ['layer', 'crs', 'encoding', 'date-order', 'class-column', 'date-column', 'observer-column', 'id-column', 'x-column', 'y-column', ...DRAWN],
    align: ALIGNED,
    'from-extractions': ALIGNED,
    join: ['test-from', 'id', 'title'],
    describe: ['csv'],
    profiles: ['quantity', 'classes', 'quantiles', 'examples', 'split', 'seed', 'csv'],
    rejected: ['reason', 'limit', 'csv'],
    check: [],
    split: [...SPLIT, 'apply', 'id', 'title'],
    leak: [...SPLIT, 'repeats'],
  },
  example: 'furrow samples from-parcels --parcels my-fields --composite my-year --scheme furrow-crops --seed 42',
  options: {
    parcels: { type: 'string' }, composite: { type: 'string' }, extraction: { type: 'string' }, scheme: { type: 'string' }, 'code-source': { type: 'string' }, 'test-share': { type: 'string' },
    'min-per-class': { type: 'string' }, 'per-class': { type: 'string' }, 'per-class-region': { type: 'string' }, 'per-parcel': { type: 'string' }, seed: { type: 'string' }, 'inner-buffer': { type: 'string' }, 'min-area': { type: 'string' },
    block: { type: 'string' }, region: { type: 'string' }, 'region-column': { type: 'string' }, country: { type: 'string' }, take: { type: 'string' },
    'class-column': { type: 'string' }, 'date-column': { type: 'string' }, 'observer-column': { type: 'string' }, 'id-column': { type: 'string' }, 'x-column': { type: 'string' }, 'y-column': { type: 'string' }, layer: { type: 'string' }, crs: { type: 'string' }, encoding: { type: 'string' }, 'date-order': { type: 'string' },
    'centre-month': { type: 'string' }, season: { type: 'string' }, calendar: { type: 'string' }, buffer: { type: 'string' }, window: { type: 'string' }, 'edge-buffer': { type: 'string' }, quality: { type: 'string' }, 'keep-weak-test': { type: 'boolean' },
    quantity: { type: 'string' }, classes: { type: 'string' }, quantiles: { type: 'string' }, examples: { type: 'string' }, split: { type: 'string' }, reason: { type: 'string' }, limit: { type: 'string' }, csv: { type: 'boolean' },
    ...splitOptions(SPLIT_FLAGS), apply: { type: 'boolean' }, 'test-from': { type: 'string' }, repeats: { type: 'string' },
    id: { type: 'string' }, title: { type: 'string' },
  },
  flags: {
    '--parcels ID, --composite ID[,ID…]': 'where labels and series come from; several composites may lie in several zones',
    '--take points|median': 'pixels drawn inside, or one median of all pixels of a parcel',
    '--scheme ID, --code-source NAME': 'class scheme of the labels, and the mapping of it that codes are looked up in',
    '--test-share S, --block M': 'share held back for the test, in whole squares of M metres',
    '--per-class N, --per-parcel N': 'most samples of a class, of a parcel',
    '--per-class-region N, --region M, --region-column NAME': 'most samples of a class in a region: squares of M metres, or a column of the parcels',
    '--min-per-class N': 'classes with fewer are left out and counted',
    '--inner-buffer M, --min-area M2': 'metres kept from a parcel’s edge; smallest parcel taken',
    '--class-column, --date-column, --observer-column, --id-column, --x-column, --y-column NAME': 'for from-observations: columns of the file, where they have other names than usual',
    '--encoding windows-1252': 'for from-observations: character set of a CSV that is not Unicode',
    '--date-order day-first|month-first': 'for from-observations: how dates such as 03/04/2022 are read, where the others do not tell',
    '--layer NAME, --crs EPSG:N': 'for from-observations: layer of the file; CRS where the file says none',
    '--country NAME': 'country of the labels, kept with the samples',
    '--extraction ID': 'for align: the sample set that the import made, where it is not named after align',
    '--season tc-s1 --calendar ID': 'for align: season of a crop calendar in the area of the samples',
    '--season MM-DD..MM-DD': 'for align: season that labels must lie in; it may cross New Year',
    '--centre-month 1…12': 'for align: month in the middle of the twelve; with --composite that of the composite',
    '--buffer N, --window season|label|whole': 'for align: months by which a label may stick out, and which steps are kept',
    '--edge-buffer N': 'for align: steps that a series must have on both sides of its label',
    '--quality landcover|croptype|none': 'for align: scores that weigh the samples',
    '--keep-weak-test': 'for align: keeps test samples of weak labels',
    '--quantity NAMES, --classes CODES, --quantiles SHARES': 'for profiles: bands and indices such as NDVI,B08; classes; quantiles such as 0.1,0.5,0.9',
    '--examples N, --split train|test': 'for profiles: curves of single samples per class; one side of the split',
    '--reason TEXT, --limit N': 'for rejected: samples of one reason; how many',
    '--csv': 'for describe, profiles and rejected: comma-separated values instead of a table',
    ...splitHelp(SPLIT_FLAGS, 'for split and leak: '),
    '--test-from ID,ID': 'for join: only the test rows of these sets stay the test, all rows of the others teach; by default every set keeps its sides',
    '--apply': 'for split: makes a new version of the set with that split; without it the split is only tried',
    '--repeats N': 'for leak: draws of each split',
    '--seed N': 'the same seed on the same data gives the same samples',
    '--id ID, --title TEXT': 'id and title of the sample set',
  },
  async run(invocation) {
    const [action] = invocation.positionals;
    switch (action) {
      case 'from-parcels':
        return draw(invocation, 'samples-from-parcels', { parcels: required(invocation.flags, 'parcels', 'samples'), ...compositesOf(invocation.flags) });
      case 'from-observations':
        return draw(invocation, 'samples-from-observations', { file: resolve(named(invocation, 'a file')), ...compositesOf(invocation.flags) });
      // Both cut an extraction to a season; “align” says so of one that is to fit a season or a composite.
      case 'align':
      case 'from-extractions':
        return draw(invocation, 'samples-from-extractions', { extraction: text(invocation.flags, 'extraction') ?? named(invocation, 'the id of an imported extraction'), ...seasonOf(invocation.flags) });
      case 'check':
        return checkSet(invocation, named(invocation, 'the id of a sample set'));
      case 'describe':
        return describeSet(invocation, named(invocation, 'the id of a sample set'));
      case 'profiles':
        return profileSet(invocation, named(invocation, 'the id of a sample set'));
      case 'rejected':
        return rejectedOfSet(invocation, named(invocation, 'the id of a sample set'));
      case 'join':
        return joinSets(invocation);
      case 'split':
        return splitSamples(invocation);
      case 'leak':
        return leakOfSplit(invocation);
      default:
        throw appError('WRONG_USE', { problem: `“furrow samples” needs ${ACTIONS}.`, command: 'samples' });
    }
  },
};

function named({ positionals }: Invocation, what: string): string {
  const [action = '', name] = positionals;
  if (name === undefined) throw appError('WRONG_USE', { problem: `“furrow samples ${action}” needs ${what}.`, command: 'samples' });
  return name;
}

/** One set of several, such as foreign and local samples. */
async function joinSets(invocation: Invocation): Promise<Outcome> {
  const { flags, positionals } = invocation;
  const [, ...samples] = positionals;
  if (samples.length < 2) throw appError('WRONG_USE', { problem: '“furrow samples join” needs the ids of two or more sample sets.', command: 'samples' });
  await using client = await invocation.open();
  return jobOutcome(await runJob(invocation, client, 'samples-join', given({ samples, testFrom: list(flags, 'test-from'), id: text(flags, 'id'), title: text(flags, 'title') })));
}

async function draw(invocation: Invocation, kind: string, own: Record<string, unknown>): Promise<Outcome> {
  await using client = await invocation.open();
  return jobOutcome(await runJob(invocation, client, kind, { ...settingsOf(invocation.flags), ...own }));
}

function compositesOf(flags: Flags): Record<string, unknown> {
  const [composite, ...moreComposites] = required(flags, 'composite', 'samples').split(',');
  return { composite, moreComposites };
}

/** What an extraction is aligned to: `--season` is a season of the calendar, or the days of its edges. @throws WRONG_USE */
function seasonOf(flags: Flags): Record<string, unknown> {
  if ((list(flags, 'composite')?.length ?? 0) > 1) throw appError('WRONG_USE', { problem: 'An extraction is aligned to one composite: give --composite one id.', command: 'samples' });
  const season = text(flags, 'season');
  const calendar = text(flags, 'calendar');
  if (season === undefined && calendar !== undefined) throw appError('WRONG_USE', { problem: '--calendar needs --season, such as tc-s1.', command: 'samples' });
  if (season === undefined) return {};
  if (calendar !== undefined) return { calendar: { id: calendar, season } };
  const match = /^(\d{2}-\d{2})\.\.(\d{2}-\d{2})$/.exec(season);
  if (!match) throw appError('WRONG_USE', { problem: `--season needs --calendar, or days such as 10-01..07-31, not “${season}”.`, command: 'samples' });
  return { season: { start: match[1], end: match[2] } };
}

function settingsOf(flags: Flags): Record<string, unknown> {
  const of = (name: string): number | undefined => number(flags, name, 'samples');
  return given({
    scheme: text(flags, 'scheme'),
    composite: list(flags, 'composite')?.[0],
    codeSource: text(flags, 'code-source'),
    testShare: of('test-share'),
    minPerClass: of('min-per-class'),
    perClass: of('per-class'),
    perClassRegion: of('per-class-region'),
    perParcel: of('per-parcel'),
    take: text(flags, 'take'),
    seed: of('seed'),
    innerBufferM: of('inner-buffer'),
    minAreaM2: of('min-area'),
    blockM: of('block'),
    regionM: of('region'),
    regionColumn: text(flags, 'region-column'),
    country: text(flags, 'country'),
    layer: text(flags, 'layer'),
    crs: text(flags, 'crs'),
    encoding: text(flags, 'encoding'),
    dateOrder: text(flags, 'date-order'),
    classColumn: text(flags, 'class-column'),
    dateColumn: text(flags, 'date-column'),
    observerColumn: text(flags, 'observer-column'),
    idColumn: text(flags, 'id-column'),
    xColumn: text(flags, 'x-column'),
    yColumn: text(flags, 'y-column'),
    centreMonth: of('centre-month'),
    validTimeBuffer: of('buffer'),
    minEdgeBuffer: of('edge-buffer'),
    window: text(flags, 'window'),
    quality: text(flags, 'quality'),
    dropWeakTest: flags['keep-weak-test'] === true ? false : undefined,
    id: text(flags, 'id'),
    title: text(flags, 'title'),
  });
}
