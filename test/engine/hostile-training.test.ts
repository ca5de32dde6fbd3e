import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace } from '../../src/main/engine/catalog/create.ts';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { FAMILIES, optionsOf } from '../../src/main/engine/models/families/registry.ts';
import { trainerOf } from '../../src/main/engine/models/families/trainers.ts';
import type { TrainingRequest, TrainingWatch } from '../../src/main/engine/models/families/trainer.ts';
import { fittingRows, type LabelledRows } from '../../src/main/engine/models/training-rows.ts';
import type { TrainRequest } from '../../src/shared/contract/jobs/train.ts';
import type { OptionValue } from '../../src/shared/families/option-form.ts';
import type { Job } from '../../src/shared/job/job.ts';
import { textOf, type Told } from '../../src/shared/messages/message.ts';
import { modelSchema } from '../../src/shared/records/learning.ts';
import { fieldSamples, registerSamples } from '../fixtures/fields.ts';

let folder = '';
let engine: Engine;

/** Twelve samples of four fields: two crops have two fields to learn from, nothing is for the test. */
function tiny(groups: (row: number) => string) {
  const table = fieldSamples(12);
  return { ...table, classes: table.classes.map((_, row) => (row % 2 === 0 ? 'wheat' : 'maize')), groups: table.groups.map((_, row) => groups(row)), splits: table.splits.map(() => 'train' as const) };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-hostile-'));
  await createWorkspace(join(folder, 'area'));
  engine = await openEngine({ folder: join(folder, 'area'), settings: { workers: 2 } });
  await registerSamples(engine.services, tiny((row) => `field ${row % 4}`), 'tiny');
  await registerSamples(engine.services, tiny(() => 'the only field'), 'one-field');
  await registerSamples(engine.services, tiny((row) => (row % 2 === 1 ? 'the maize field' : `field ${row}`)), 'uneven');
  const rare = tiny((row) => `field ${row}`);
  await registerSamples(engine.services, { ...rare, classes: rare.classes.map((_, row) => (row < 2 ? 'maize' : 'wheat')) }, 'rare');
}, 60_000);
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function trained(request: TrainRequest): Promise<Job> {
  return await (await engine.services.jobs.start('train', request)).finished;
}

const at = (path: string): string => engine.services.workspace.absolute(path);
/** What the rows and the fit of a model gave reason to warn of; that such models guess is another matter. */
const isOfFit = (told: Told): boolean => typeof told !== 'string' && told.code.startsWith('FIT_');
const codesOf = (id: string): string[] => modelSchema.parse(engine.services.catalog.model.get(id)).warnings.filter(isOfFit).map((told) => (typeof told === 'string' ? told : told.code));

interface Report {
  readonly curve: readonly { readonly trainLoss: number | null; readonly validationLoss: number | null }[];
  readonly rows: { readonly train: number; readonly validation: number; readonly learnt: number };
  readonly metrics: { readonly trainRows: number; readonly split: string };
  readonly balancedBy: string | null;
}
const reportOf = (id: string): Report => JSON.parse(readFileSync(at(`models/${id}/report.json`), 'utf8')) as Report;

describe('training on next to nothing', () => {
  it.each([
    { family: 'forest', options: { trees: 3, minLeaf: 100_000 } },
    { family: 'boosting', options: { rounds: 30, minLeaf: 1, l2: 0, learningRate: 1, rowShare: 0.1, columnShare: 0.05 } },
    { family: 'linear', options: { learningRate: 1, batch: 2, stopAfter: 1, patience: 1, refit: 'all' } },
    { family: 'mlp', options: { hidden: 1, dropout: 0.9, epochs: 2, balanceBy: 'weights' } },
    { family: 'tempcnn', options: { filters: 1, width: 15, hidden: 1, dropout: 0.9, epochs: 2, refit: 'all' } },
  ])('gives a model of $family with figures that are numbers, whatever the options', async ({ family, options }) => {
    for (const [validationShare, id] of [[0, `${family}-none`], [0.01, `${family}-little`], [0.5, `${family}-half`]] as const) {
      const job = await trained({ samples: 'tiny', family, options, balance: 'log', validationShare, id });
      expect(job.error, id).toBeNull();
      const { curve, rows, metrics, balancedBy } = reportOf(id);
      for (const { trainLoss, validationLoss } of curve) {
        expect(trainLoss, id).not.toBeNull();
        expect(validationLoss === null, id).toBe(rows.validation === 0);
      }
      expect(rows.train + rows.validation).toBe(12);
      expect(metrics.trainRows).toBe(rows.learnt);
      expect(balancedBy).toBe(family === 'linear' ? 'draws' : 'weights');
    }
  }, 120_000);

  it('says so where no sample could be kept aside, and where it stopped without having seen a class', async () => {
    await trained({ samples: 'one-field', family: 'linear', options: { epochs: 3 }, id: 'all-of-it' });
    expect(codesOf('all-of-it')).toEqual(['FIT_NONE_ASIDE']);
    expect(reportOf('all-of-it')).toMatchObject({ rows: { train: 12, validation: 0 }, metrics: { split: expect.stringContaining('no measure of accuracy') as string } });
    await trained({ samples: 'one-field', family: 'linear', options: { epochs: 3 }, validationShare: 0, id: 'as-wished' });
    expect(codesOf('as-wished')).toEqual([]);
    await trained({ samples: 'one-field', options: { trees: 3 }, id: 'trees' });
    expect(codesOf('trees')).toEqual([]);
    const boosted = { family: 'boosting', options: { rounds: 3, refit: 'none' }, validationShare: 0.3 };
    const job = await trained({ samples: 'uneven', ...boosted, id: 'uneven-rows' });
    expect(codesOf('uneven-rows')).toEqual(['FIT_CLASSES_NOT_ASIDE']);
    expect(((job.result?.['warnings'] ?? []) as Told[]).filter(isOfFit).map(textOf)).toEqual(['No sample of maize was kept aside: when to stop was decided without them.']);
    await trained({ samples: 'rare', ...boosted, id: 'rare-rows' });
    expect(codesOf('rare-rows')).toEqual(['FIT_CLASSES_SINGLE']);
    await trained({ samples: 'rare', ...boosted, options: { rounds: 3 }, id: 'rare-refitted' });
    expect(codesOf('rare-refitted')).toEqual([]);
  }, 60_000);

  it('leaves no folder of a model that was refused, and gives its name to the next', async () => {
    const refused = await trained({ samples: 'tiny', options: { trees: 3 }, crossValidate: 20 });
    expect(refused).toMatchObject({ state: 'failed', error: { code: 'FOLDS_TOO_MANY', params: { folds: 20, groups: 4 } } });
    expect(existsSync(at('models/tiny-forest'))).toBe(false);
    await expect(trained({ samples: 'tiny', family: 'tempcnn', options: { width: 4 } })).rejects.toMatchObject({ code: 'OPTION_INVALID', params: { option: 'width' } });
    expect(existsSync(at('models/tiny-tempcnn'))).toBe(false);
    expect(await trained({ samples: 'tiny', options: { trees: 3 } })).toMatchObject({ state: 'done', result: { id: 'tiny-forest' } });
  }, 60_000);

  it('leaves no file of a model that could not be written whole', async () => {
    mkdirSync(at('models/blocked/report.json'), { recursive: true });
    expect(await trained({ samples: 'tiny', options: { trees: 3 }, id: 'blocked' })).toMatchObject({ state: 'failed' });
    expect(existsSync(at('models/blocked/model.onnx'))).toBe(false);
    expect(existsSync(at('models/blocked'))).toBe(false);
    expect(await trained({ samples: 'tiny', options: { trees: 3 }, id: 'blocked' })).toMatchObject({ state: 'done', result: { id: 'blocked' } });
  }, 60_000);
});

describe('numbers that no network can learn from', () => {
  const rows: LabelledRows = {
    rows: 6, shape: [3, 2], matrix: Float32Array.from({ length: 36 }, (_, i) => (i === 7 ? Infinity : i / 36)), labels: Uint16Array.from([0, 0, 0, 1, 1, 1]), weights: new Float64Array(6).fill(1),
    groups: ['a', 'b', 'c', 'd', 'e', 'f'], from: Int32Array.from({ length: 6 }, (_, row) => row),
  };
  const periodDates = [3, 4, 5].map((month) => ({ start: `2022-0${month}-01`, end: `2022-0${month}-28` }));
  const watch: TrainingWatch = { signal: new AbortController().signal, progress: () => undefined, epoch: () => undefined };

  it.each([0, 0.01, 0.5])('end the training with the reason, wherever they lie (share aside %d)', async (validationShare) => {
    const family = FAMILIES.find(({ id }) => id === 'seasonal');
    if (!family) throw new Error('no seasonal family');
    const options: Record<string, OptionValue> = optionsOf(family, { epochs: 4 });
    const fitting = fittingRows(rows, { classes: ['wheat', 'maize'], balance: 'none', options, validation: 'aside', validationShare, seed: 42 });
    const request: TrainingRequest<unknown> = { ...fitting, classes: 2, input: { kind: 'time-embeddings', card: { task: 'head', features: [], bands: [], periods: 3, periodDates } }, options, seed: 42, part: 0, parts: 1, checkpoint: '/nowhere/at/all' };
    await expect(trainerOf('seasonal').train(request, watch)).rejects.toMatchObject({ code: 'TRAINING_DIVERGED', params: { family: 'seasonal' } });
  });
});
