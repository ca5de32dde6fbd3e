import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classifyJob } from '../../src/main/engine/classify/classify-job.ts';
import { readWindow } from '../../src/main/engine/gdal/read.ts';
import { trainJob } from '../../src/main/engine/models/train-job.ts';
import { parcelRows } from '../../src/main/engine/parcels/parcel-rows.ts';
import { type ClassifyRequest, classifyParamsSchema } from '../../src/shared/contract/jobs/classify.ts';
import { trainParamsSchema } from '../../src/shared/contract/jobs/train.ts';
import type { ClassScheme } from '../../src/shared/raster/class-scheme.ts';
import { type CropMap, mapSchema } from '../../src/shared/records/learning.ts';
import { CROPS, FIELD_GRID, fieldSamples, registerComposite, registerSamples } from '../fixtures/fields.ts';
import { performJob } from '../fixtures/perform-job.ts';
import { type TestEngine, testEngine } from './ingest-engine.ts';

const { width, height } = FIELD_GRID;
const whole = { column: 0, row: 0, width, height };
/** Maize and beet are summer crops; the group stands outside the values that the leaves have. */
const GROUP = { value: 77, code: 'summer_crops', labels: { en: 'Summer crops' }, colour: '#123abc', parent: null };
const TREE: ClassScheme = { ...CROPS, classes: [GROUP, ...CROPS.classes.map((cropClass) => ({ ...cropClass, parent: ['maize', 'beet'].includes(cropClass.code) ? GROUP.code : null }))] };
const LEAVES = ['wheat', 'maize', 'beet'];
const THRESHOLD = 0.75;

let engine: TestEngine;
let plain: CropMap;
let coarse: CropMap;
const classify = (request: Partial<ClassifyRequest>) =>
  performJob(engine, classifyJob, classifyParamsSchema.parse({ model: 'field-samples-forest', composite: 'fields', windowPx: 128, ...request }));
const band = (map: string, name: string, index = 1) => readWindow(engine.workspace.absolute(join('maps', map, name)), index, whole, 'uint8');

beforeAll(async () => {
  engine = await testEngine();
  engine.catalog.scheme.insert({ kind: 'scheme', id: TREE.id, title: TREE.title, createdAt: '2026-01-01T00:00:00.000Z', simulated: false, warnings: [], scheme: TREE });
  await registerSamples(engine, fieldSamples(300));
  await performJob(engine, trainJob, trainParamsSchema.parse({ samples: 'field-samples', options: { trees: 15 } }));
  await registerComposite(engine);
  plain = mapSchema.parse((await classify({ id: 'plain' })).record);
  coarse = mapSchema.parse((await classify({ id: 'coarse', fallback: [{ level: 2, threshold: THRESHOLD }] })).record);
}, 60_000);
afterAll(() => {
  engine[Symbol.dispose]();
});

describe('a map whose unsure classes give way to their parents', () => {
  it('changes a pixel only where its class was unsure, and then to that class’s parent', () => {
    const [before, after, confidence] = [band('plain', 'map.tif'), band('coarse', 'map.tif'), band('coarse', 'confidence.tif')];
    const percents = LEAVES.map((_, c) => band('coarse', 'probabilities.tif', c + 1));
    const parentOf = new Map(TREE.classes.map(({ value, parent }) => [value, TREE.classes.find(({ code }) => code === parent)?.value]));
    let changed = 0;
    for (let i = 0; i < after.length; i++) {
      const best = LEAVES.findIndex((code) => TREE.classes.find((cropClass) => cropClass.code === code)?.value === before[i]);
      if (best < 0) {
        expect(after[i]).toBe(before[i]);
        continue;
      }
      const own = percents[best]?.[i] ?? NaN;
      if (after[i] === before[i]) {
        if (parentOf.get(before[i] ?? 0) !== undefined) expect(own).toBeGreaterThanOrEqual(THRESHOLD * 100 - 0.5);
        expect(confidence[i]).toBe(own);
      } else {
        changed++;
        expect(after[i]).toBe(parentOf.get(before[i] ?? 0));
        expect(own).toBeLessThanOrEqual(THRESHOLD * 100 + 0.5);
        // Maize and beet, each rounded for itself.
        expect(Math.abs((confidence[i] ?? 0) - (percents[1]?.[i] ?? 0) - (percents[2]?.[i] ?? 0))).toBeLessThanOrEqual(1);
      }
    }
    expect(changed).toBeGreaterThan(50);
    expect(changed).toBe(coarse.pixelCounts.find(({ code }) => code === GROUP.code)?.pixels);
  });

  it('keeps the probabilities and loses no pixel', () => {
    for (const index of [1, 2, 3]) expect(band('coarse', 'probabilities.tif', index)).toEqual(band('plain', 'probabilities.tif', index));
    const sum = (map: CropMap): number => map.pixelCounts.reduce((total, { pixels }) => total + pixels, 0);
    expect(sum(coarse)).toBe(sum(plain));
    expect([coarse.classes, coarse.parents, plain.parents]).toEqual([LEAVES, [GROUP.code], undefined]);
  });

  it('has the parent in palette, attribute table, QGIS style and legend, with its pixels', () => {
    const text = (name: string): string => readFileSync(engine.workspace.absolute(join('maps/coarse', name)), 'utf8');
    expect(text('map.qml')).toContain('<paletteEntry value="77" label="Summer crops" color="#123abc" alpha="255"/>');
    expect(text('map.tif.aux.xml')).toMatch(/<F>77<\/F>\s*<F>Summer crops<\/F>/);
    expect(text('legend.csv')).toMatch(/^77,summer_crops,Summer crops,#123abc,\d+,/m);
  });

  it('calls a parcel whose crop is only a group neither right nor wrong, and says why', () => {
    const rows = parcelRows(TREE, [...LEAVES, GROUP.code], 'own');
    const verdict = { crop: 3, runnerUp: 1, shares: [0, 0.2, 0, 0.8], confidence: 80, pixels: 10, classified: 10, edgePixels: 0, basis: 'interior', why: null } as const;
    const of = (code: string) => rows.row(verdict, { id: '1', code, label: '', areaM2: 1000 });
    expect(of('maize')).toMatchObject({ agreement: 'unknown', properties: { crop: 'summer_crops', crop_label: 'Summer crops', share_summer_crops: 0.8, agreement_note: 'the map says only the group of the declared class' } });
    expect(of('wheat').agreement).toBe('disagree');
  });

  it('refuses a level that the scheme does not have', async () => {
    await expect(classify({ id: 'never', fallback: [{ level: 3, threshold: 0.5 }] })).rejects.toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('no level 3') as string });
  });
});
