import { WORLDCEREAL_BANDS } from '../../../src/main/engine/ingest/worldcereal-band.ts';
import { embeddingCard } from '../../../src/main/engine/models/presto/card.ts';
import { type AttentionForm, encodePresto } from '../../../src/main/engine/models/presto/encoder-graph.ts';
import { PrestoEncoder, type PrestoSeries } from '../../../src/main/engine/models/presto/encoder.ts';
import { PRESTO_BANDS } from '../../../src/main/engine/models/presto/tokens.ts';
import { prestoWeights, type PrestoWeights } from '../../../src/main/engine/models/presto/weights.ts';
import { type OnnxSession, openSession } from '../../../src/main/engine/onnx/session.ts';
import { encodeModel } from '../../../src/main/engine/onnx/writer/model.ts';
import { madePresto, madeSeries } from '../../fixtures/presto.ts';
import type { Benchmark, Figure } from '../figure.ts';

/** As long as one turn of the matrix product, so that whoever else is busy disturbs both alike. */
const PIXELS = 48;
const NODATA = 65_535;
/** Floating-point operations of a pixel with 76 tokens through two blocks, every layer for every token (DOMAIN B16). */
const FLOP_PER_PIXEL = 65.7e6;
const TARGET = 900;
const TARGET_GFLOPS = 80;
const WEIGHT_SCALE = 0.25;
const SIDE = 2048;
/** Rows of the product that is timed: enough to be at full speed, few enough to take its turn with the others. */
const ROWS = 512;

/** Presto on one core, from stored numbers to embeddings, in turn with a plain matrix product on the same core. */
export const prestoBench: Benchmark = {
  name: 'presto',
  summary: 'pixels per core-second of the Presto encoder with 76 tokens, beside a plain SGEMM on the same core in the same run',
  peers: [],
  async run(context) {
    const input = patchSeries();
    const [fused, standard] = [await encoderOf('fused'), await encoderOf('standard')];
    const product = await matrixProduct();
    const rates = { fused: 0, standard: 0, sgemm: 0 };
    for (let round = 0; round < (context.small ? 2 : 60); round++) {
      rates.fused = Math.max(rates.fused, PIXELS / (await processorSeconds(() => fused.embed(input, { output: 'embedding' }))));
      rates.standard = Math.max(rates.standard, PIXELS / (await processorSeconds(() => standard.embed(input, { output: 'embedding' }))));
      rates.sgemm = Math.max(rates.sgemm, (2 * ROWS * SIDE * SIDE) / 1e9 / (await processorSeconds(product.run)));
    }
    await Promise.all([fused[Symbol.asyncDispose](), standard[Symbol.asyncDispose](), product.session[Symbol.asyncDispose]()]);
    context.note(`fused attention ${rates.fused.toFixed(0)}, standard operators ${rates.standard.toFixed(0)} pixels a core-second; SGEMM of ${SIDE} ${rates.sgemm.toFixed(1)} GFLOP/s`);
    return figures(Math.max(rates.fused, rates.standard), rates.sgemm);
  },
};

function figures(pixels: number, gflops: number): Figure[] {
  const gemmBound = (gflops * 1e9) / FLOP_PER_PIXEL;
  return [
    {
      name: 'presto.speed',
      value: pixels,
      unit: 'px per core-second',
      peer: { name: `all its multiplications at the speed of a plain SGEMM (${gflops.toFixed(0)} GFLOP/s)`, value: gemmBound },
      // The share of the core's peak that the whole way from stored numbers to embeddings reaches.
      ratio: pixels / gemmBound,
      target: `≥ ${TARGET} where SGEMM reaches ${TARGET_GFLOPS} GFLOP/s`,
      met: pixels >= TARGET * Math.min(1, gflops / TARGET_GFLOPS),
    },
  ];
}

async function encoderOf(attention: AttentionForm): Promise<PrestoEncoder> {
  const made = prestoWeights(madePresto({ steps: 72 }), 'made');
  // As even as trained attention: shares of e⁻⁹⁰ are numbers that processors multiply slowly.
  const weights: PrestoWeights = { ...made, tensor: (name) => made.tensor(name).map((value) => value * WEIGHT_SCALE) };
  return PrestoEncoder.fromBytes(encodePresto(weights, attention), embeddingCard({ weights, ndvi: 'with-its-bands' }), WORLDCEREAL_BANDS);
}

/** As WorldCereal's test patch: no B8A, two months without Sentinel-2; 75 tokens and the place. */
function patchSeries(): PrestoSeries {
  const input = madeSeries(Array.from({ length: PIXELS }, () => 0));
  const isMissing = (step: number, band: string): boolean => band === 'B8A' || (/^B/.test(band) && (step === 1 || step === 2));
  const series = input.series.map((value, i) => {
    const plane = Math.floor(i / PIXELS);
    if (isMissing(Math.floor(plane / PRESTO_BANDS.length), PRESTO_BANDS[plane % PRESTO_BANDS.length] ?? '')) return NODATA;
    return Math.max(1, value + (i % 89));
  });
  return { ...input, series };
}

/** Processor time of this process, which the others on the machine take no part of. */
async function processorSeconds(act: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function matrixProduct(): Promise<{ readonly session: OnnxSession; readonly run: () => Promise<unknown> }> {
  const weight = Float32Array.from({ length: SIDE * SIDE }, (_, i) => Math.sin(i));
  const session = await openSession(
    encodeModel({
      name: 'sgemm',
      description: 'A plain matrix product',
      nodes: [{ operator: 'MatMul', inputs: ['a', 'b'], outputs: ['c'] }],
      constants: [{ name: 'b', shape: [SIDE, SIDE], data: weight }],
      inputs: [{ name: 'a', type: 'float32', shape: ['rows', SIDE] }],
      outputs: [{ name: 'c', type: 'float32', shape: ['rows', SIDE] }],
      operatorSets: { '': 17 },
      metadata: {},
    }),
  );
  const a = { data: weight.slice(0, ROWS * SIDE), shape: [ROWS, SIDE] };
  return { session, run: () => session.run({ a }) };
}
