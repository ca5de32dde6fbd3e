import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { readWindow } from '../../src/main/engine/gdal/read.ts';
import { readArchiveFiles } from '../../src/main/engine/ingest/archive.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import { openSession } from '../../src/main/engine/onnx/session.ts';
import { readSamples } from '../../src/main/engine/samples/parquet.ts';
import { endedIn } from '../fixtures/ended.ts';
import { readNpy, readNpz } from '../fixtures/npz.ts';
import { sharedData, sharedModels } from '../real-data.ts';

let folder = '';
let engine: Engine;
const data = (name: string): string => join(sharedData ?? '', 'worldcereal', name);
const models = (name: string): string => join(sharedModels ?? '', name);
const PATCH = 'worldcereal_preprocessed_inputs';

const ended = endedIn(() => engine);

/** The commands of docs/learning.md, on the real files. */
describe.skipIf(!sharedData || !sharedModels)('Presto on real samples and a real patch (../shared/data, ../shared/models)', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'furrow-presto-real-'));
    await initWorkspace(join(folder, 'workspace'));
    engine = await openEngine({ folder: join(folder, 'workspace'), settings: { workers: 2 } });
    const { imported, skipped } = await engine.call('import.paths', { paths: [data(`${PATCH}.nc`), data('2022_FRA_LPIS_POLY_110.geoparquet'), data('test_public_extractions.parquet')] });
    expect(skipped).toEqual([]);
    expect(imported).toHaveLength(3);
    await ended('convert', { checkpoint: models('presto_worldcereal_v3.pt'), id: 'presto' });
    await ended('convert', { checkpoint: models('presto_worldcereal_cropland.pt'), id: 'cropland-head' });
  }, 120_000);

  afterAll(async () => {
    await engine[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives the published cropland logits of the reference samples to 1e-3', { timeout: 60_000 }, async () => {
    await ended('samples-from-extractions', { extraction: 'test_public_extractions', scheme: 'worldcereal-landcover10', minEdgeBuffer: 0, id: 'reference' });
    const job = await ended('embed', { model: 'cropland-head', samples: 'reference', output: 'logit' });
    const { ids } = await readSamples(engine.services.workspace.absolute('samples/reference/samples.parquet'));
    expect(ids.length).toBeGreaterThan(400);
    const logits = readNpy(readFileSync(engine.services.workspace.absolute(String(job.result?.['path'])))).data as Float32Array;
    const expected = await referenceLogits();
    const differences = ids.map((id, row) => Math.abs((logits[row] as number) - (expected.get(id) ?? NaN)));
    expect(differences.every((difference) => difference < 1e-3)).toBe(true);
  });

  it('maps the patch with a head as the original embeddings say, from training with augmentation on', { timeout: 180_000 }, async () => {
    await ended('samples-from-extractions', { extraction: '2022_FRA_LPIS_POLY_110', composite: PATCH, scheme: 'worldcereal-landcover10', minPerClass: 15, id: 'groups' });
    const trained = await ended('train', { samples: 'groups', encoder: 'presto', augment: { repeats: 3 }, balance: 'balanced', options: { minLeaf: 5 }, id: 'head' });
    expect((trained.result?.['metrics'] as { overallAccuracy: number }).overallAccuracy).toBeGreaterThan(0.55);
    const mapped = await ended('classify', { model: 'head', composite: PATCH, id: 'patch' });
    expect(mapped.result).toMatchObject({ classifiedPixels: 10_000, warnings: [] });
    const { emb_prometheo: embeddings, flat_index: pixels } = await readNpz(models('reference/patch100.npz'), ['emb_prometheo', 'flat_index']);
    const { card } = engine.services.catalog.model.get('head');
    await using session = await openSession(engine.services.workspace.absolute('models/head/model.onnx'));
    const answer = await session.run({ [card.input]: { data: embeddings.data as Float32Array, shape: [500, 128] } });
    const map = readWindow(engine.services.workspace.absolute('maps/patch/map.tif'), 1, { column: 0, row: 0, width: 100, height: 100 }, 'uint8');
    const same = Array.from({ length: 500 }, (_, row) => row).filter((row) => map[Number(pixels.data[row])] === Number(answer[card.outputs.label ?? '']?.data[row]));
    // A tree may take the other branch where an embedding differs in its last digits.
    expect(same.length).toBeGreaterThanOrEqual(497);
  });
});

async function referenceLogits(): Promise<Map<string, number>> {
  const { logit_wc_finetuned: logits } = await readNpz(models('reference/public_extractions.npz'), ['logit_wc_finetuned']);
  const names = await sampleIds();
  return new Map(names.map((name, row) => [name, Number(logits.data[row])]));
}

/** `sample_id` of the reference rows: numpy's texts of four bytes a letter. */
async function sampleIds(): Promise<string[]> {
  const files = await readArchiveFiles(models('reference/public_extractions.npz'), ['sample_id.npy'], 1e8);
  const bytes = files.get('sample_id.npy') ?? new Uint8Array(0);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 10 + view.getUint16(8, true);
  const letters = Number(/<U(\d+)/.exec(Buffer.from(bytes.subarray(10, start)).toString('latin1'))?.[1]);
  return Array.from({ length: (bytes.length - start) / (letters * 4) }, (_, row) =>
    Array.from({ length: letters }, (_l, i) => view.getUint32(start + (row * letters + i) * 4, true)).filter((code) => code !== 0).map((code) => String.fromCodePoint(code)).join(''),
  );
}
