import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import { manifestChecksum } from '../../src/main/engine/models/package/manifest.ts';
import { type ModelSpec, encodeModel } from '../../src/main/engine/onnx/writer/model.ts';
import { MessageWriter } from '../../src/main/engine/onnx/writer/protobuf.ts';
import { writeZip, type ZipFile } from '../engine/ingest-zip.ts';
import { fieldSamples, registerSamples } from '../fixtures/fields.ts';
import { readZip } from '../fixtures/read-zip.ts';

let folder = '';
let engine: Engine;
let parts: ReadonlyMap<string, Buffer>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-hostile-models-'));
  await initWorkspace(join(folder, 'workspace'));
  engine = await openEngine({ folder: join(folder, 'workspace'), settings: { workers: 1 } });
  await registerSamples(engine.services, fieldSamples(120));
  await (await engine.services.jobs.start('train', { samples: 'field-samples', options: { trees: 5 }, id: 'forest' })).finished;
  const path = join(folder, 'whole.furrowmodel');
  await engine.call('models.export', { id: 'forest', path });
  parts = readZip(path);
}, 60_000);

afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** What importing a file says; and that it left nothing behind. */
async function refusal(name: string, bytes: Uint8Array): Promise<{ readonly code: string; readonly message: string }> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return refusalOf(path);
}

async function refusalOf(path: string): Promise<{ readonly code: string; readonly message: string }> {
  const thrown: unknown = await engine.call('models.import', { path }).then(() => null, (error: unknown) => error);
  expect(thrown).not.toBeNull();
  expect(engine.services.catalog.model.list().map(({ id }) => id)).toEqual(['forest']);
  expect(readdirSync(join(folder, 'workspace', 'models'))).toEqual(['forest']);
  return thrown as { code: string; message: string };
}

const PLAIN: ModelSpec = {
  name: 'made',
  description: '',
  nodes: [{ operator: 'Relu', inputs: ['x'], outputs: ['y'] }],
  inputs: [{ name: 'x', type: 'float32', shape: ['n', 3, 8, 8] }],
  outputs: [{ name: 'y', type: 'float32', shape: ['n', 3, 8, 8] }],
  operatorSets: { '': 17 },
  metadata: {},
};
const made = (change: Partial<ModelSpec>): Uint8Array => encodeModel({ ...PLAIN, ...change });

/** A model whose one constant is written by hand. */
function withConstant(tensor: MessageWriter): Uint8Array {
  const graph = new MessageWriter().message(1, new MessageWriter().text(1, 'w').text(2, 'y').text(4, 'Identity')).text(2, 'g').message(5, tensor);
  return new MessageWriter().int(1, 8).message(7, graph).message(8, new MessageWriter().text(1, '').int(2, 17)).finish();
}

describe('an ONNX file from who knows where', () => {
  it('that is none is said to be none', async () => {
    expect((await refusal('text.onnx', Buffer.from('this is a letter, no model'))).code).toBe('MODEL_NOT_ONNX');
    expect((await refusal('empty.onnx', Buffer.alloc(0))).code).toBe('MODEL_NOT_ONNX');
    expect((await refusal('picture.onnx', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))).code).toBe('MODEL_NOT_ONNX');
  });

  it('that was cut short anywhere is refused', async () => {
    const whole = parts.get('model/model.onnx') as Buffer;
    for (const share of [0.02, 0.3, 0.7, 0.999]) expect(['MODEL_NOT_ONNX', 'MODEL_TOO_LARGE'], String(share)).toContain((await refusal(`cut-${share}.onnx`, whole.subarray(0, Math.floor(whole.length * share)))).code);
  });

  it('that reads other files is refused by the name of the file', async () => {
    const tensor = new MessageWriter().ints(1, [4]).int(2, 1).text(8, 'w').message(13, new MessageWriter().text(1, 'location').text(2, '../../etc/passwd')).int(14, 1);
    expect(await refusal('external.onnx', withConstant(tensor))).toMatchObject({ code: 'MODEL_EXTERNAL_DATA', message: expect.stringContaining('../../etc/passwd') as string });
    const inNode = made({ nodes: [{ operator: 'Relu', inputs: ['x'], outputs: ['y'] }] });
    const attribute = new MessageWriter().text(1, 'value').message(5, tensor).int(20, 4);
    const node = new MessageWriter().text(2, 'c').text(4, 'Constant').message(5, attribute);
    const graph = new MessageWriter().message(1, node);
    // Messages that come twice are joined by some readers: the last graph counts here, and it is the one that is refused.
    expect((await refusal('hidden.onnx', Buffer.concat([inNode, new MessageWriter().message(7, graph).finish()]))).code).toBe('MODEL_EXTERNAL_DATA');
  });

  it('with operators that are custom code, or unknown, names them', async () => {
    expect(await refusal('custom.onnx', made({ nodes: [{ operator: 'RunShell', domain: 'evil.ops', inputs: ['x'], outputs: ['y'] }], operatorSets: { '': 17, 'evil.ops': 1 } }))).toMatchObject({ code: 'MODEL_OPERATOR', message: expect.stringContaining('evil.ops:RunShell') as string });
    expect(await refusal('typo.onnx', made({ nodes: [{ operator: 'Reluu', inputs: ['x'], outputs: ['y'] }] }))).toMatchObject({ code: 'MODEL_OPERATOR', message: expect.stringContaining('“Reluu”') as string });
  });

  it('of a version to come names the newest that runs', async () => {
    expect(await refusal('opset.onnx', made({ operatorSets: { '': 99 } }))).toMatchObject({ code: 'MODEL_TOO_NEW', message: expect.stringContaining('up to 26') as string });
    const future = made({}).slice();
    future[1] = 77;
    expect((await refusal('ir.onnx', future)).code).toBe('MODEL_TOO_NEW');
  });

  it('that claims sizes it has not is refused before room is made for them', async () => {
    expect((await refusal('huge.onnx', withConstant(new MessageWriter().ints(1, [1_000_000, 1_000_000]).int(2, 1).text(8, 'w').bytes(9, new Uint8Array(16))))).code).toBe('MODEL_TOO_LARGE');
    expect((await refusal('hollow.onnx', withConstant(new MessageWriter().ints(1, [100_000_000]).int(2, 1).text(8, 'w').bytes(9, new Uint8Array(16))))).code).toBe('MODEL_TOO_LARGE');
    const shape = ['n', 3, 2_000_000, 2_000_000];
    expect((await refusal('patch.onnx', made({ inputs: [{ name: 'x', type: 'float32', shape }], outputs: [{ name: 'y', type: 'float32', shape }] }))).code).toBe('MODEL_TOO_LARGE');
  });

  it('whose graph does not fit together is refused by what ONNX Runtime says', async () => {
    expect((await refusal('loose.onnx', made({ nodes: [{ operator: 'Relu', inputs: ['nothing'], outputs: ['y'] }] }))).code).toBe('MODEL_UNUSABLE');
    expect(await refusal('shapes.onnx', made({ outputs: [{ name: 'y', type: 'float32', shape: ['n', 7] }] }))).toMatchObject({ code: 'MODEL_SHAPE', message: expect.stringContaining('declared as float32 [n, 7] and is [1, 3, 8, 8]') as string });
  });

  it('whose input is nothing that Furrow can feed says so', async () => {
    const of = (shape: (number | string)[]): Uint8Array => made({ inputs: [{ name: 'x', type: 'float32', shape }], outputs: [{ name: 'y', type: 'float32', shape }] });
    expect((await refusal('oblong.onnx', of(['n', 3, 8, 9]))).code).toBe('MODEL_SHAPE');
    expect((await refusal('open.onnx', of(['n', 3, 'h', 'w']))).code).toBe('MODEL_SHAPE');
    expect((await refusal('eight.onnx', of([8, 3, 8, 8]))).code).toBe('MODEL_SHAPE');
    expect((await refusal('rows.onnx', of(['n', 12]))).code).toBe('MODEL_CARD_MISSING');
  });
});

describe('a package from who knows where', () => {
  const packed = (change: (files: Map<string, Buffer>) => void): string => {
    const files = new Map(parts);
    change(files);
    const path = join(folder, 'changed.furrowmodel');
    writeZip(path, [...files].map(([name, data]): ZipFile => ({ name, data })));
    return path;
  };
  const manifest = (change: (fields: Record<string, unknown>) => void): string =>
    packed((files) => {
      const fields = JSON.parse((files.get('manifest.json') as Buffer).toString()) as Record<string, unknown>;
      change(fields);
      files.set('manifest.json', Buffer.from(JSON.stringify(fields)));
    });

  it('that is cut short, or no package, is refused', async () => {
    const whole = readFileSync(join(folder, 'whole.furrowmodel'));
    expect((await refusal('cut.furrowmodel', whole.subarray(0, whole.length - 100))).code).toBe('ARCHIVE_DAMAGED');
    expect(await refusalOf(packed((files) => files.delete('manifest.json')))).toMatchObject({ code: 'PACKAGE_DAMAGED', message: expect.stringContaining('no manifest.json') as string });
  });

  it.each([
    ['a byte of the model is another', (files: Map<string, Buffer>) => { const bytes = Buffer.from(files.get('model/model.onnx') as Buffer); bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1; files.set('model/model.onnx', bytes); }, '“model/model.onnx” is not the file'],
    ['the card was edited', (files: Map<string, Buffer>) => { files.set('model/card.json', Buffer.from((files.get('model/card.json') as Buffer).toString().replace('B08', 'B04'))); }, '“model/card.json” is not the file'],
    ['the report is missing', (files: Map<string, Buffer>) => { files.delete('model/report.json'); }, '“model/report.json” is missing'],
    ['there is a file more', (files: Map<string, Buffer>) => { files.set('model/run.sh', Buffer.from('rm -rf /')); }, '“model/run.sh”'],
  ])('is refused when %s', async (_, change, problem) => {
    expect(await refusalOf(packed(change))).toMatchObject({ code: 'PACKAGE_DAMAGED', message: expect.stringContaining(problem) as string });
  });

  it('is refused when its manifest was edited, is too new or of another program', async () => {
    expect(await refusalOf(manifest((fields) => { (fields['model'] as { simulated: boolean }).simulated = true; }))).toMatchObject({ code: 'PACKAGE_DAMAGED', message: expect.stringContaining('altered') as string });
    expect(await refusalOf(manifest((fields) => { fields['version'] = 2; }))).toMatchObject({ code: 'PACKAGE_TOO_NEW', message: expect.stringContaining('up to 1') as string });
    expect((await refusalOf(manifest((fields) => { fields['format'] = 'another'; }))).code).toBe('PACKAGE_DAMAGED');
  });

  it('is refused when it writes elsewhere, however well its checksums fit', async () => {
    const path = join(folder, 'slip.furrowmodel');
    writeZip(path, [...parts].map(([name, data]): ZipFile => ({ name: name === 'model/report.json' ? '../../report.json' : name, data })));
    expect((await refusalOf(path)).code).toBe('ARCHIVE_UNSAFE');
    const id = manifest((fields) => {
      (fields['model'] as { id: string }).id = '../outside';
      fields['checksum'] = manifestChecksum(fields);
    });
    expect((await refusalOf(id)).code).toBe('PACKAGE_DAMAGED');
  });
});
