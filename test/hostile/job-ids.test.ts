import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openEngine } from '../../src/main/engine/engine.ts';
import type { EngineContext } from '../../src/main/engine/context.ts';
import type { JobDefinition } from '../../src/main/engine/jobs/definition.ts';
import { JOBS } from '../../src/main/engine/jobs/registry.ts';
import { createJobs } from '../../src/main/engine/jobs/runner.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import { CONTRACT } from '../../src/shared/contract/contract.ts';
import { recordId } from '../../src/shared/records/record-id.ts';
import { everyRecord } from '../engine/catalog-records.ts';
import { makeWorkspace, openMosaicEngine } from '../fixtures/mosaic-job.ts';

const HOSTILE = ['../../victim', '..', '.', '', '/tmp/victim', 'a/b', 'a\\b', 'C:victim', 'é space', 'a\0b', '-flag', '.hidden', 'end.', 'x'.repeat(121), 'a\n'];
const USUAL = ['my-model', 'a', '2022_FRA.v2', 'x'.repeat(120)];

let base = '';
const at = (...names: string[]) => join(base, ...names);
const workspace = () => at('workspace');

/** What is told of the field `id`, whatever else is missing. */
function toldOfId(schema: z.ZodType, id: unknown): string[] {
  const parsed = schema.safeParse({ id });
  return parsed.success ? [] : parsed.error.issues.filter(({ path }) => path[0] === 'id').map(({ message }) => message);
}

const takesId = JOBS.filter(({ params }) => toldOfId(params, { no: 'text' }).length > 0);

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'furrow-job-ids-'));
  mkdirSync(at('victim'));
  for (const name of ['model.onnx', 'card.json', 'report.json']) writeFileSync(at('victim', name), 'somebody’s');
});

afterEach(() => {
  for (const name of readdirSync(at('victim'))) expect(readFileSync(at('victim', name), 'utf8'), name).toBe('somebody’s');
  rmSync(base, { recursive: true, force: true });
});

describe('an id that somebody chooses', () => {
  it.each(takesId.map(({ kind, params }) => ({ kind, params })))('of the job $kind is refused before anything is done where no record can have it', ({ params }) => {
    for (const id of HOSTILE) expect(toldOfId(params, id), JSON.stringify(id)).not.toEqual([]);
    for (const id of USUAL) expect(toldOfId(params, id), id).toEqual([]);
  });

  it('is a parameter of the jobs that were found to write where it said', () => {
    expect(takesId.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['train', 'convert', 'classify', 'propose', 'evaluate', 'local-curve', 'embed', 'samples-revise', 'samples-join', 'samples-from-parcels', 'samples-from-observations', 'samples-from-extractions']));
  });

  it.each(['models.import', 'calendars.import'] as const)('of the call %s is refused likewise', (name) => {
    for (const id of HOSTILE) expect(toldOfId(CONTRACT[name].input, id), JSON.stringify(id)).not.toEqual([]);
    for (const id of USUAL) expect(toldOfId(CONTRACT[name].input, id), id).toEqual([]);
  });

  it('is told of in words, and nothing is written', async () => {
    await initWorkspace(workspace());
    await using engine = await openEngine({ folder: workspace() });
    const start = engine.call('jobs.start', { kind: 'convert', params: { checkpoint: at('victim', 'model.onnx'), id: '../../victim' } });
    await expect(start).rejects.toMatchObject({ code: 'INVALID_INPUT', message: 'The field “id” of “convert” is wrong: an id is made of the letters A to Z, digits, “-”, “_” and “.”, and begins with a letter or a digit' });
    expect(readdirSync(join(workspace(), 'models'))).toEqual([]);
    expect(readdirSync(join(workspace(), 'runs'))).toEqual([]);
  });

  it.each(JOBS.map(({ kind, record }) => ({ kind, record })).filter(({ record }) => record !== null))('of the job $kind is refused before it is planned where a record has it', async ({ kind, record }) => {
    await using made = await openRogue(kind, { id: 'taken', folder: `somewhere/taken` }, (context) => {
      if (record) (context.catalog[record].put as (one: unknown) => void)({ ...everyRecord()[record], id: 'taken' });
    });
    await expect(made.jobs.start(kind, {})).rejects.toMatchObject({ code: 'RECORD_EXISTS', params: { kind: record, id: 'taken' }, action: 'Choose another id, or use the one that is there.' });
    await expect(made.jobs.plan(kind, {})).rejects.toMatchObject({ code: 'RECORD_EXISTS' });
    expect(made.planned).toBe(0);
  });
});

describe('the folder that a job writes to', () => {
  it.each(JOBS.map(({ kind }) => kind))('is never one outside the workspace, whatever the job %s says', async (kind) => {
    for (const folder of ['../victim', '.', '../workspace', at('victim'), 'models/../../victim']) {
      await using made = await openRogue(kind, { id: 'free', folder });
      await expect(made.jobs.start(kind, {}), folder).rejects.toMatchObject({ code: 'OUTPUT_OUTSIDE' });
      await expect(made.jobs.plan(kind, {}), folder).rejects.toMatchObject({ code: 'OUTPUT_OUTSIDE' });
      expect(made.planned).toBe(0);
    }
    await using made = await openRogue(kind, { id: '../../victim', folder: 'models/x' });
    await expect(made.jobs.start(kind, {})).rejects.toMatchObject({ code: 'INVALID_INPUT', params: { field: 'id' } });
  });

  it('is not a link that leads out', async () => {
    await makeWorkspace(workspace());
    writeFileSync(join(workspace(), 'source.bin'), 'pixels');
    mkdirSync(join(workspace(), 'mosaics'));
    symlinkSync(at('victim'), join(workspace(), 'mosaics', 'mine'));
    await using engine = openMosaicEngine(workspace());
    await expect(engine.jobs.start('mosaic', { source: 'source.bin', windows: 1, id: 'mine' })).rejects.toMatchObject({ code: 'OUTPUT_OUTSIDE', params: { file: join(workspace(), 'mosaics', 'mine') } });
    expect(engine.context.catalog.jobs.list()).toEqual([]);
    expect(readdirSync(at('victim'))).toEqual(['card.json', 'model.onnx', 'report.json']);
  });

  it('may lie on another disk that a folder of the workspace links to', async () => {
    await makeWorkspace(workspace());
    writeFileSync(join(workspace(), 'source.bin'), 'pixels');
    mkdirSync(at('large-disk'));
    symlinkSync(at('large-disk'), join(workspace(), 'mosaics'));
    await using engine = openMosaicEngine(workspace());
    expect(await (await engine.jobs.start('mosaic', { source: 'source.bin', windows: 1, id: 'mine' })).finished).toMatchObject({ state: 'done' });
    expect(readdirSync(at('large-disk', 'mine'))).toEqual(['mosaic.bin']);
  });

  it('is refused where it holds files that no job made, and they stay', async () => {
    await makeWorkspace(workspace());
    writeFileSync(join(workspace(), 'source.bin'), 'pixels');
    mkdirSync(join(workspace(), 'mosaics', 'mine'), { recursive: true });
    writeFileSync(join(workspace(), 'mosaics', 'mine', 'mosaic.bin'), 'copied by hand');
    await using engine = openMosaicEngine(workspace());
    await expect(engine.jobs.start('mosaic', { source: 'source.bin', windows: 1, id: 'mine' })).rejects.toMatchObject({ code: 'FILE_EXISTS', params: { file: join(workspace(), 'mosaics', 'mine') } });
    expect(readFileSync(join(workspace(), 'mosaics', 'mine', 'mosaic.bin'), 'utf8')).toBe('copied by hand');
  });

  it('is that of the plan, and a plan that was made to lead elsewhere is not gone on with', async () => {
    await makeWorkspace(workspace());
    writeFileSync(join(workspace(), 'source.bin'), 'pixels');
    await using engine = openMosaicEngine(workspace(), { workers: 1 });
    const { job } = await engine.jobs.start('mosaic', { source: 'source.bin', windows: 20, delayMs: 50 });
    await engine.jobs.cancel(job.id);
    const file = join(workspace(), 'runs', job.id, 'plan.json');
    const plan = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    for (const change of [{ workFolder: '../victim' }, { outputFolder: '../victim' }]) {
      writeFileSync(file, JSON.stringify({ ...plan, ...change }));
      await expect(engine.jobs.resume(job.id)).rejects.toMatchObject({ code: 'OUTPUT_OUTSIDE' });
    }
    expect(existsSync(at('victim', 'model.onnx'))).toBe(true);
  });

  it('of a replay is that of the run, which must be what its folder says', async () => {
    await makeWorkspace(workspace());
    writeFileSync(join(workspace(), 'source.bin'), 'pixels');
    await using engine = openMosaicEngine(workspace());
    const { id } = await (await engine.jobs.start('mosaic', { source: 'source.bin', windows: 1 })).finished;
    const file = join(workspace(), 'runs', id, 'run.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(`"id": "${id}"`, '"id": "../../victim"'));
    await expect(engine.jobs.replay(id)).rejects.toMatchObject({ code: 'METADATA_INVALID', params: { file } });
    await expect(engine.jobs.replay(`../runs/${id}`)).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
  });
});

describe('an id that a job makes of others', () => {
  it.each(['../../victim', 'été 2022', 'x'.repeat(400), '...', ''])('is one that a record can have: %j', (text) => {
    expect(toldOfId(z.object({ id: CONTRACT['models.import'].input.shape.id }), recordId(text))).toEqual([]);
  });

  it('does not hide that the record it is named after is not there', async () => {
    await initWorkspace(workspace());
    await using engine = await openEngine({ folder: workspace() });
    await expect(engine.call('jobs.start', { kind: 'train', params: { samples: '../../victim' } })).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND', params: { id: '../../victim' } });
  });
});

/** A job of this kind that says where it writes, with a runner of its own. */
async function openRogue(kind: string, output: { id: string; folder: string }, prepare: (context: EngineContext) => void = () => undefined) {
  const real = JOBS.find((job) => job.kind === kind);
  if (!real) throw new Error(`no job ${kind}`);
  if (!existsSync(workspace())) await makeWorkspace(workspace());
  const engine = openMosaicEngine(workspace());
  prepare(engine.context);
  let planned = 0;
  const rogue: JobDefinition = {
    ...real,
    params: z.looseObject({}),
    output: () => output,
    plan: () => {
      planned += 1;
      return Promise.reject(new Error('it was planned'));
    },
  };
  const jobs = createJobs(engine.context, [rogue]);
  return {
    jobs,
    get planned() {
      return planned;
    },
    async [Symbol.asyncDispose]() {
      await jobs[Symbol.asyncDispose]();
      await engine[Symbol.asyncDispose]();
    },
  };
}
