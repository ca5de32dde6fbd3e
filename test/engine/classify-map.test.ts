import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classifyJob } from '../../src/main/engine/classify/classify-job.ts';
import { exportMap } from '../../src/main/engine/export/bundle.ts';
import { readWindow } from '../../src/main/engine/gdal/read.ts';
import type { JobOutcome } from '../../src/main/engine/jobs/definition.ts';
import { trainJob } from '../../src/main/engine/models/train-job.ts';
import { sha256File, writeJsonAtomic } from '../../src/main/engine/workspace/atomic.ts';
import { type ClassifyRequest, classifyParamsSchema } from '../../src/shared/contract/jobs/classify.ts';
import { trainParamsSchema } from '../../src/shared/contract/jobs/train.ts';
import { mapSchema } from '../../src/shared/records/learning.ts';
import { textOf } from '../../src/shared/messages/message.ts';
import { CROPS, FIELD_GRID, cropAt, fieldSamples, registerComposite, registerMask, registerSamples } from '../fixtures/fields.ts';
import { cogFaults, hasCogValidator, hasGdalinfo } from '../fixtures/gdal-tools.ts';
import { performJob } from '../fixtures/perform-job.ts';
import { type TestEngine, testEngine } from './ingest-engine.ts';

const { width, height } = FIELD_GRID;
const whole = { column: 0, row: 0, width, height };
const VALUES = new Map(CROPS.classes.map((cropClass) => [cropClass.code, cropClass.value]));
const MODEL = 'field-samples-forest';

let engine: TestEngine;
let plain: JobOutcome;
let masked: JobOutcome;

const classify = (request: Partial<ClassifyRequest> = {}, place = 'first', skip: readonly string[] = []) =>
  performJob(engine, classifyJob, classifyParamsSchema.parse({ model: MODEL, composite: 'fields', windowPx: 128, ...request }), place, skip);
const at = (...names: string[]): string => engine.workspace.absolute(join('maps', ...names));

beforeAll(async () => {
  engine = await testEngine();
  await registerSamples(engine, fieldSamples(900));
  await performJob(engine, trainJob, trainParamsSchema.parse({ samples: 'field-samples', options: { trees: 30 } }));
  await registerComposite(engine);
  await registerMask(engine);
  plain = await classify({ id: 'plain' });
  masked = await classify({ id: 'masked', cropland: 'cropland' });
});

afterAll(() => {
  engine[Symbol.dispose]();
});

describe('a crop map', () => {
  it('finds the crop of nearly every pixel, in pixel values of the scheme', () => {
    const map = readWindow(at('plain', 'map.tif'), 1, whole, 'uint8');
    let right = 0;
    for (let i = width; i < map.length; i++) if (map[i] === VALUES.get(cropAt(i % width))) right++;
    expect(right / (map.length - width)).toBeGreaterThan(0.97);
  });

  it('comes from boosted trees as well as from a forest', async () => {
    await performJob(engine, trainJob, trainParamsSchema.parse({ samples: 'field-samples', family: 'boosting', options: { rounds: 30, minLeaf: 5 } }));
    await classify({ model: 'field-samples-boosting', id: 'boosted' });
    const map = readWindow(at('boosted', 'map.tif'), 1, whole, 'uint8');
    let right = 0;
    for (let i = width; i < map.length; i++) if (map[i] === VALUES.get(cropAt(i % width))) right++;
    expect(right / (map.length - width)).toBeGreaterThan(0.95);
  });

  it('is nodata where the composite has no value at all, and only there', () => {
    const map = readWindow(at('plain', 'map.tif'), 1, whole, 'uint8');
    expect(map.reduce((count, value) => count + (value === 255 ? 1 : 0), 0)).toBe(width);
    expect(map.subarray(0, width).every((value) => value === 255)).toBe(true);
    expect(readWindow(at('plain', 'confidence.tif'), 1, { ...whole, height: 1 }, 'uint8').every((value) => value === 255)).toBe(true);
  });

  it('gives the probability of the class it chose as confidence, and percents that sum to 100', () => {
    const map = readWindow(at('plain', 'map.tif'), 1, whole, 'uint8');
    const confidence = readWindow(at('plain', 'confidence.tif'), 1, whole, 'uint8');
    const classes = ['wheat', 'maize', 'beet'];
    const bands = classes.map((_, c) => readWindow(at('plain', 'probabilities.tif'), c + 1, whole, 'uint8'));
    const isWrong = (i: number): boolean => {
      const percents = bands.map((band) => band[i] as number);
      const chosen = percents[classes.findIndex((code) => VALUES.get(code) === map[i])];
      return Math.abs(percents.reduce((sum, percent) => sum + percent, 0) - 100) > 1 || confidence[i] !== Math.max(...percents) || chosen !== confidence[i];
    };
    expect(Array.from({ length: map.length - width }, (_, i) => width + i).filter(isWrong)).toEqual([]);
  });

  it('is the same whatever the size of the windows', async () => {
    await classify({ windowPx: 4096 }, 'one-window');
    for (const name of ['map.tif', 'confidence.tif', 'probabilities.tif']) {
      const bands = name === 'probabilities.tif' ? [1, 2, 3] : [1];
      for (const band of bands) expect(readWindow(engine.workspace.absolute(`one-window/output/${name}`), band, whole, 'uint8')).toEqual(readWindow(at('plain', name), band, whole, 'uint8'));
    }
  });

  it('comes out with the same bytes again, as a replay needs', async () => {
    await classify({}, 'again');
    for (const path of plain.outputs) {
      const name = path.slice('maps/plain/'.length);
      expect(await sha256File(engine.workspace.absolute(`again/output/${name}`)), name).toBe(await sha256File(engine.workspace.absolute(path)));
    }
  });

  it('leaves the code 254 outside the cropland mask, in every file, and classifies the same inside', () => {
    const plainMap = readWindow(at('plain', 'map.tif'), 1, whole, 'uint8');
    const map = readWindow(at('masked', 'map.tif'), 1, whole, 'uint8');
    const half = (width * height) / 2;
    expect(map.subarray(0, half)).toEqual(plainMap.subarray(0, half));
    expect(map.subarray(half).every((value) => value === 254)).toBe(true);
    for (const [name, band] of [['confidence.tif', 1], ['probabilities.tif', 3]] as const) {
      expect(readWindow(at('masked', name), band, { ...whole, row: height / 2, height: height / 2 }, 'uint8').every((value) => value === 254)).toBe(true);
    }
  });

  it('counts its pixels and hectares, and says what it cost', () => {
    const record = mapSchema.parse(masked.record);
    const pixels = record.pixelCounts.reduce((sum, count) => sum + count.pixels, 0);
    expect(pixels).toBe((width * height) / 2 - width);
    for (const count of record.pixelCounts) expect(count.hectares).toBeCloseTo(count.pixels / 100, 9);
    expect(record.pixelCounts.map((count) => count.code)).toEqual(['wheat', 'maize', 'beet']);
    expect(masked.result).toMatchObject({ id: 'masked', pixels: width * height, outsidePixels: (width * height) / 2, provider: 'cpu', paths: { map: 'maps/masked/map.tif', qml: 'maps/masked/map.qml' } });
    expect(Object.keys(masked.result['secondsPerStage'] as object)).toEqual(['read', 'features', 'model', 'write']);
    expect(masked.outputs.every((path) => existsSync(engine.workspace.absolute(path)))).toBe(true);
  });

  it('goes on without a window that failed, leaves it nodata and says so', async () => {
    const { record } = await classify({ id: 'holed' }, 'first', ['window 128,0']);
    const map = readWindow(at('holed', 'map.tif'), 1, whole, 'uint8');
    expect(map[2 * width + 128]).toBe(255);
    expect(map[2 * width + 127]).not.toBe(255);
    expect(record?.warnings.map(textOf)).toEqual(['1 of 6 windows failed and is without data.']);
  });
});

/** What GDAL's own gdalinfo says of a file, with its attribute table. */
interface GdalInfo {
  readonly bands: readonly {
    readonly colorInterpretation: string;
    readonly description?: string;
    readonly noDataValue: number;
    readonly colorTable?: { readonly entries: readonly (readonly number[])[] };
    readonly overviews?: readonly { readonly size: readonly number[] }[];
  }[];
  readonly rat?: { readonly row: readonly { readonly f: readonly unknown[] }[]; readonly fieldDefn: readonly { readonly name: string }[] };
}

function gdalinfo(path: string): GdalInfo {
  return JSON.parse(execFileSync('gdalinfo', ['-json', path], { encoding: 'utf8' })) as GdalInfo;
}

describe('the files of a map, as other programs read them', () => {
  it.skipIf(!hasCogValidator)('are valid Cloud Optimized GeoTIFFs by GDAL’s own validator (needs python3-gdal)', () => {
    for (const name of ['map.tif', 'confidence.tif', 'probabilities.tif']) {
      expect(cogFaults(at('plain', name)), name).toEqual([]);
    }
  });

  it.skipIf(!hasGdalinfo)('carry the palette, and a table of class names that GDAL finds beside the raster (needs gdal-bin)', () => {
    const { bands, rat } = gdalinfo(at('masked', 'map.tif'));
    expect(bands[0]).toMatchObject({ colorInterpretation: 'Palette', noDataValue: 255 });
    expect(bands[0]?.colorTable?.entries[3]?.slice(0, 3)).toEqual([0xe0, 0xc0, 0x40]);
    expect(rat?.fieldDefn.map((field) => field.name)).toEqual(['Value', 'Class', 'Code', 'Red', 'Green', 'Blue']);
    expect(rat?.row.map(({ f }) => f.slice(0, 3))).toEqual([
      [3, 'Wheat <winter>', 'wheat'],
      [7, 'Maize', 'maize'],
      [250, 'Sugar beet', 'beet'],
      [254, 'Outside the cropland mask', ''],
    ]);
  });

  it.skipIf(!hasGdalinfo)('name each probability band after its class (needs gdal-bin)', () => {
    expect(gdalinfo(at('plain', 'probabilities.tif')).bands.map((band) => [band.description, band.noDataValue])).toEqual([
      ['Wheat <winter>', 255],
      ['Maize', 255],
      ['Sugar beet', 255],
    ]);
  });

  it('come with QGIS’s and OGC’s style and a legend', () => {
    expect(readFileSync(at('masked', 'map.qml'), 'utf8')).toContain('<paletteEntry value="7" label="Maize" color="#40a030" alpha="255"/>');
    expect(readFileSync(at('masked', 'map.sld'), 'utf8')).toContain('quantity="250" label="Sugar beet"');
    const lines = readFileSync(at('masked', 'legend.csv'), 'utf8').split('\r\n');
    expect(lines[0]).toBe('value,code,label,colour,pixels,counted_hectares_biased');
    expect(lines[1]).toMatch(/^3,wheat,Wheat <winter>,#E0C040,\d+,\d+\.\d\d$/);
  });
});

describe('an exported map', () => {
  it('takes everything along that QGIS needs, and a STAC item that stands alone', async () => {
    await writeJsonAtomic(at('masked', 'item.json'), {
      type: 'Feature',
      id: 'masked',
      collection: 'maps',
      links: [{ rel: 'parent', href: '../collection.json' }],
      assets: { map: { href: './map.tif', title: 'Class' }, model: { href: '../../models/card.json' } },
    });
    const folder = join(engine.inputs, 'stick', 'masked');
    const paths = await exportMap(engine, 'masked', folder);
    const names = ['confidence.tif', 'item.json', 'legend.csv', 'map.qml', 'map.sld', 'map.tif', 'map.tif.aux.xml', 'model-card.json', 'probabilities.tif'];
    expect(paths.map((path) => path.slice(folder.length + 1)).sort()).toEqual(names);
    expect(readdirSync(folder).sort()).toEqual(names);
    expect(await sha256File(join(folder, 'map.tif'))).toBe(await sha256File(at('masked', 'map.tif')));
    if (hasGdalinfo) expect(gdalinfo(join(folder, 'map.tif')).rat?.row).toHaveLength(4);
    const item = JSON.parse(readFileSync(join(folder, 'item.json'), 'utf8')) as object;
    expect(item).toEqual({ type: 'Feature', id: 'masked', links: [], assets: { map: { href: './map.tif', title: 'Class' } } });
  });

  it('replaces nothing that lies there', async () => {
    const folder = join(engine.inputs, 'full');
    await writeJsonAtomic(join(folder, 'map.qml'), 'my own style');
    await expect(exportMap(engine, 'plain', folder)).rejects.toMatchObject({ code: 'FILE_EXISTS' });
    expect(readdirSync(folder)).toEqual(['map.qml']);
  });

  it('is refused when a file of it is gone, before anything is written', async () => {
    const map = engine.catalog.map.get('plain');
    engine.catalog.map.put({ ...map, id: 'gone', paths: { ...map.paths, map: 'maps/plain/lost.tif' } });
    const folder = join(engine.inputs, 'nowhere');
    await expect(exportMap(engine, 'gone', folder)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a model and a composite that do not belong together', () => {
  const refused = async (change: (composite: NonNullable<ReturnType<TestEngine['catalog']['composite']['find']>>) => object): Promise<string> => {
    const composite = engine.catalog.composite.get('fields');
    engine.catalog.composite.put({ ...composite, id: 'other', ...change(composite) });
    const failure = classify({ composite: 'other' });
    await expect(failure).rejects.toMatchObject({ code: 'MODEL_INPUT' });
    return failure.then(
      () => 'it was not refused',
      (error: unknown) => (error instanceof Error ? error.message : ''),
    );
  };

  it('are refused with the missing band', async () => {
    expect(await refused(({ bands }) => ({ bands: bands.slice(0, 1) }))).toContain('needs the band B08; “other” gives B04');
  });

  it('are refused with the periods that each has', async () => {
    expect(await refused(({ periods }) => ({ periods: periods.slice(1) }))).toContain('needs 6 periods from 04-01 to 09-30; “other” gives 5 periods from 05-01 to 09-30');
    expect(await refused(({ periods }) => ({ periods: periods.map(({ start, end, ...rest }) => ({ ...rest, start: shiftMonth(start), end: shiftMonth(end) })) }))).toContain('from 07-01');
  });

  it('are refused when a band is stored in other units', async () => {
    expect(await refused(({ bands }) => ({ bands: bands.map((band) => ({ ...band, scale: 1e-3 })) }))).toContain('stored × 0.001');
  });

  it('fit in another year, and inside a longer series', async () => {
    const composite = engine.catalog.composite.get('fields');
    const before = { ...composite.periods[0], start: '2023-03-01', end: '2023-03-31' } as (typeof composite.periods)[number];
    const periods = composite.periods.map((period) => ({ ...period, start: period.start.replace('2021', '2023'), end: period.end.replace('2021', '2023') }));
    engine.catalog.composite.put({ ...composite, id: 'longer', periods: [before, ...periods] });
    await classify({ composite: 'longer' }, 'longer');
    expect(readWindow(engine.workspace.absolute('longer/output/map.tif'), 1, whole, 'uint8')).toEqual(readWindow(at('plain', 'map.tif'), 1, whole, 'uint8'));
  });

  it('are refused when the model file is not the one of its card', async () => {
    const model = engine.catalog.model.get(MODEL);
    engine.catalog.model.put({ ...model, id: 'swapped', card: { ...model.card, sha256: '0'.repeat(64) } });
    await expect(classify({ model: 'swapped' })).rejects.toMatchObject({ code: 'MODEL_UNUSABLE' });
  });

  it('fail with the file that is damaged, and leave no map', async () => {
    const composite = engine.catalog.composite.get('fields');
    const path = 'composites/broken/2021-04.tif';
    appendFileSync(engine.workspace.place(path), 'this is no raster');
    engine.catalog.composite.put({ ...composite, id: 'broken', periods: composite.periods.map((period, i) => (i === 0 ? { ...period, path } : period)) });
    await expect(classify({ composite: 'broken', id: 'broken' })).rejects.toMatchObject({ code: 'RASTER_UNREADABLE' });
    expect(existsSync(at('broken', 'map.tif'))).toBe(false);
  });
});

function shiftMonth(date: string): string {
  return date.replace(/-(\d\d)-/, (_, month: string) => `-${String(Number(month) + 3).padStart(2, '0')}-`).replace('-31', '-30');
}
