import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WORLDCEREAL_BANDS } from '../../src/main/engine/ingest/worldcereal-band.ts';
import { readCheckpoint } from '../../src/main/engine/models/checkpoint/read-checkpoint.ts';
import { embeddingCard } from '../../src/main/engine/models/presto/card.ts';
import { type AttentionForm, encodePresto } from '../../src/main/engine/models/presto/encoder-graph.ts';
import { PrestoEncoder, type PrestoOutput, type PrestoSeries } from '../../src/main/engine/models/presto/encoder.ts';
import { type NdviRule, PRESTO_BANDS } from '../../src/main/engine/models/presto/tokens.ts';
import { prestoWeights, type PrestoWeights } from '../../src/main/engine/models/presto/weights.ts';
import { MADE_PIXELS, madePresto, madeSeries } from '../fixtures/presto.ts';
import { readNpz } from '../fixtures/npz.ts';
import { sharedModels } from '../real-data.ts';

interface Golden {
  readonly embedding: readonly (readonly number[])[];
  readonly steps: readonly (readonly (readonly number[])[])[];
  readonly logit: readonly number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/presto/presto.json', import.meta.url), 'utf8')) as Record<NdviRule, Golden>;

function encoderOf(weights: PrestoWeights, ndvi: NdviRule, attention: AttentionForm = 'standard'): Promise<PrestoEncoder> {
  return PrestoEncoder.fromBytes(encodePresto(weights, attention), embeddingCard({ weights, ndvi }), WORLDCEREAL_BANDS);
}

async function valuesOf(encoder: PrestoEncoder, input: PrestoSeries, output: PrestoOutput = 'embedding'): Promise<Float32Array> {
  return (await encoder.embed(input, { output })).values;
}

function largest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((worst, value, i) => Math.max(worst, Math.abs(value - (b[i] as number))), 0);
}

const made = prestoWeights(madePresto({ head: true }), 'made');

describe.each(['with-its-bands', 'never-missing'] as const)('the encoder with NDVI %s', (ndvi) => {
  it.each(['standard', 'fused'] as const)('agrees with numpy, written with %s attention', async (attention) => {
    await using encoder = await encoderOf(made, ndvi, attention);
    const input = madeSeries();
    const embedding = await valuesOf(encoder, input);
    expect(largest(embedding.filter((_, i) => i % 8 === 0), golden[ndvi].embedding.flat())).toBeLessThan(1e-5);
    const steps = await valuesOf(encoder, input, 'steps');
    expect(largest(steps.filter((_, i) => i % 32 === 0), golden[ndvi].steps.flat(2))).toBeLessThan(1e-5);
    const logit = await valuesOf(encoder, input, 'logit');
    expect(largest(logit, golden[ndvi].logit)).toBeLessThan(1e-4);
    const probability = await valuesOf(encoder, input, 'probability');
    expect(largest(probability, golden[ndvi].logit.map((value) => 1 / (1 + Math.exp(-value))))).toBeLessThan(1e-5);
  });

  it('gives a batch of mixed gaps what each pixel gets alone', async () => {
    await using encoder = await encoderOf(made, ndvi);
    const order = Array.from({ length: 90 }, (_, i) => (i * 5 + Math.floor(i / 7)) % MADE_PIXELS);
    const { values, patterns, empty } = await encoder.embed(madeSeries(order), { output: 'embedding' });
    expect([patterns, empty]).toEqual([MADE_PIXELS, 0]);
    for (let pixel = 0; pixel < MADE_PIXELS; pixel++) {
      const alone = await valuesOf(encoder, madeSeries([pixel]));
      order.forEach((made, i) => {
        if (made === pixel) expect(largest(values.subarray(i * 128, (i + 1) * 128), alone)).toBeLessThan(2e-6);
      });
    }
  });
});

describe('what is missing', () => {
  it('a pixel without any value is NaN, a month without any is zeros, and bands that are not there are as bands without values', async () => {
    await using encoder = await encoderOf(made, 'never-missing');
    const whole = madeSeries([0, 0]);
    const series = whole.series.map((value, i) => (i % 2 === 1 ? 65_535 : value));
    const { values, empty } = await encoder.embed({ ...whole, series }, { output: 'embedding' });
    expect(empty).toBe(1);
    expect(values.subarray(128).every(Number.isNaN)).toBe(true);
    expect(values.subarray(0, 128).every(Number.isFinite)).toBe(true);

    await using masked = await encoderOf(made, 'with-its-bands');
    const steps = await valuesOf(masked, madeSeries([4]), 'steps');
    expect(steps.subarray(6 * 128, 7 * 128).every((value) => value === 0)).toBe(true);

    const without = { ...madeSeries([2]) };
    const b8a = PRESTO_BANDS.indexOf('B8A');
    const fewer = Uint16Array.from({ length: 12 * 15 }, (_, i) => without.series[Math.floor(i / 15) * 16 + (i % 15) + (i % 15 >= b8a ? 1 : 0)] as number);
    const bands = PRESTO_BANDS.filter((band) => band !== 'B8A');
    expect(await valuesOf(masked, { ...without, series: fewer, layout: { ...without.layout, bands } })).toEqual(await valuesOf(masked, without));
  });

  it('more periods than positions, and a head that is not there, are refused', async () => {
    await using encoder = await encoderOf(prestoWeights(madePresto(), 'made'), 'with-its-bands');
    const input = madeSeries([0]);
    const periods = Array.from({ length: 25 }, () => ({ start: '2021-01-01', end: '2021-01-31' }));
    await expect(encoder.embed({ ...input, series: new Uint16Array(25 * 16), layout: { ...input.layout, periods } }, { output: 'embedding' })).rejects.toMatchObject({ code: 'MODEL_INPUT', params: { needed: 'at most 24 periods' } });
    await expect(encoder.embed(input, { output: 'logit' })).rejects.toMatchObject({ code: 'MODEL_INPUT' });
  });
});

describe('a state dict', () => {
  it('tells which code it belongs to', () => {
    const family = (options: Parameters<typeof madePresto>[0]) => prestoWeights(madePresto(options), 'made');
    expect(family({ decoder: true })).toMatchObject({ family: 'presto', ndvi: 'with-its-bands', maxSteps: 24, ignored: ['decoder'] });
    expect(family({ head: true })).toMatchObject({ family: 'presto-worldcereal', ndvi: 'never-missing', ignored: [] });
    expect(family({ steps: 72 })).toMatchObject({ family: 'prometheo', ndvi: 'with-its-bands', maxSteps: 72, head: null });
    expect(family({})).toMatchObject({ family: 'encoder', ndvi: null });
  });

  it.each([
    ['encoder.blocks.1.attn.qkv.weight', null, 'it lacks encoder.blocks.1.attn.qkv.weight'],
    ['encoder.blocks.0.mlp.fc1.bias', [511], 'encoder.blocks.0.mlp.fc1.bias has the shape [511], not [512]'],
    ['encoder.pos_embed', null, 'it has no encoder.pos_embed'],
    ['encoder.blocks.0.norm1.weight', null, 'it has no transformer blocks or no positions'],
    ['encoder.extra.weight', [3], 'it has encoder.extra.weight, which the encoder does not have'],
    ['encoder.norm.bias', [128], 'encoder.norm.bias holds numbers that are none'],
  ])('of another network is refused: %s', (name, shape, problem) => {
    const tensors = new Map(madePresto());
    if (shape === null) tensors.delete(name);
    else tensors.set(name, { dtype: 'float32', shape, data: new Float32Array(shape[0] ?? 0).fill(NaN) });
    expect(() => prestoWeights(tensors, 'other.pt')).toThrow(expect.objectContaining({ code: 'CHECKPOINT_MISMATCH', params: { file: 'other.pt', architecture: 'Presto encoder', problem } }) as Error);
  });
});

/** The reference rows whose windows begin with the same month, with the model's input order of bands. */
async function referenceRows(file: string): Promise<{ readonly rows: readonly number[]; readonly input: PrestoSeries }[]> {
  const { raw, latlons, month } = await readNpz(join(sharedModels ?? '', 'reference', file), ['raw', 'latlons', 'month']);
  const starts = Map.groupBy(Array.from({ length: raw.shape[0] ?? 0 }, (_, row) => row), (row) => Number(month.data[row * 12]));
  return [...starts].map(([start, rows]) => {
    const series = new Uint16Array(12 * 16 * rows.length);
    for (let plane = 0; plane < 12 * 16; plane++) rows.forEach((row, i) => (series[plane * rows.length + i] = Number(raw.data[row * 12 * 16 + plane])));
    const periods = Array.from({ length: 12 }, (_, step) => ({ start: `2021-${String(((start + step) % 12) + 1).padStart(2, '0')}-01`, end: '' }));
    const degrees = (axis: number): number[] => rows.map((row) => Number(latlons.data[row * 2 + axis]));
    return { rows, input: { series, pixels: rows.length, layout: { bands: [...PRESTO_BANDS], periods }, latitude: degrees(0), longitude: degrees(1) } };
  });
}

describe.skipIf(!sharedModels)('the published checkpoints (../shared/models/presto), against the original PyTorch code', () => {
  it.each([
    ['presto_default.pt', 'presto', 'emb_default'],
    ['presto_worldcereal_v3.pt', 'prometheo', 'emb_prometheo'],
    ['presto_worldcereal_cropland.pt', 'presto-worldcereal', 'emb_wc_finetuned'],
  ] as const)('%s agrees in every row to 1e-4', { timeout: 60_000 }, async (file, family, name) => {
    const weights = prestoWeights(await readCheckpoint(join(sharedModels ?? '', file)), file);
    expect(weights.family).toBe(family);
    await using encoder = await encoderOf(weights, weights.ndvi ?? 'with-its-bands');
    for (const reference of ['patch100.npz', 'public_extractions.npz']) {
      const expected = await readNpz(join(sharedModels ?? '', 'reference', reference), [name, 'time_emb_prometheo_first20', 'logit_wc_finetuned']);
      for (const { rows, input } of await referenceRows(reference)) {
        const embedding = await valuesOf(encoder, input);
        expect(largest(embedding, rows.flatMap((row) => [...(expected[name].data as Float32Array).subarray(row * 128, (row + 1) * 128)]))).toBeLessThan(1e-4);
        if (family === 'presto-worldcereal') expect(largest(await valuesOf(encoder, input, 'logit'), rows.map((row) => Number(expected.logit_wc_finetuned.data[row])))).toBeLessThan(1e-3);
        if (family !== 'prometheo') continue;
        const steps = await valuesOf(encoder, input, 'steps');
        rows.forEach((row, i) => {
          if (row < 20) expect(largest(steps.subarray(i * 12 * 128, (i + 1) * 12 * 128), (expected.time_emb_prometheo_first20.data as Float32Array).subarray(row * 12 * 128, (row + 1) * 12 * 128))).toBeLessThan(1e-4);
        });
      }
    }
  });
});
