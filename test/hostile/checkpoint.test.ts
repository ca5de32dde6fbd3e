import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCheckpoint } from '../../src/main/engine/models/checkpoint/read-checkpoint.ts';
import { type ZipFile, writeZip } from '../engine/ingest-zip.ts';
import { pickledDict as dict, pickledTensor as tensor, pickledText as text } from '../fixtures/torch-file.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-checkpoint-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (...parts: readonly (string | number | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(typeof part === 'number' ? [part] : [...part]))));
const PROTO = [0x80, 2];
const FOUR = Buffer.from(Float32Array.of(1, 2, 3, 4).buffer);

async function outcome(pickle: Buffer, files: readonly ZipFile[] = [{ name: 'm/data/0', data: FOUR }]): Promise<unknown> {
  const path = join(folder, 'model.pt');
  writeZip(path, [{ name: 'm/data.pkl', data: pickle }, ...files]);
  return readCheckpoint(path);
}

const unsafe = (detail: string | RegExp) => expect.objectContaining({ code: 'CHECKPOINT_UNSAFE', params: { file: join(folder, 'model.pt'), detail: expect.stringMatching(detail) as string } }) as Error;
const damaged = (detail: string | RegExp) => expect.objectContaining({ code: 'CHECKPOINT_DAMAGED', params: expect.objectContaining({ detail: expect.stringMatching(detail) as string }) as object }) as Error;

describe('a checkpoint that would do something when it is loaded', () => {
  const marker = (): string => join(folder, 'ran');
  it.each([
    ['os.system', () => `cos\nsystem\n(${text(`touch ${marker()}`)}tR.`, /^it asks for os\.system$/],
    ['posix.system, as Linux pickles it', () => `cposix\nsystem\n(${text('id')}tR.`, /posix\.system/],
    ['eval', () => `c__builtin__\neval\n(${text(`open(${JSON.stringify(marker())}, "w")`)}tR.`, /__builtin__\.eval/],
    ['builtins.exec through STACK_GLOBAL', () => `${text('builtins')}${text('exec')}\x93(${text('1')}tR.`, /builtins\.exec/],
    ['a name made of allowed ones', () => `ctorch._utils\n_rebuild_tensor_v2.__globals__\n.`, /_rebuild_tensor_v2\.__globals__/],
    ['another builder of torch', () => `ctorch._utils\n_rebuild_device_tensor_from_numpy\n.`, /_rebuild_device_tensor_from_numpy/],
    ['getattr on a loaded name', () => `c__builtin__\ngetattr\n.`, /getattr/],
    ['numpy objects', () => `cnumpy.core.multiarray\nscalar\n.`, /numpy\.core\.multiarray\.scalar/],
    ['a class of the project that trained it', () => `cpresto.presto\nEncoder\n)\x81.`, /presto\.presto\.Encoder/],
    ['NEWOBJ', () => `ccollections\nOrderedDict\n)\x81.`, /operation NEWOBJ at byte 28$/],
    ['INST', () => `(icollections\nOrderedDict\n.`, /operation INST/],
    ['OBJ', () => `(ccollections\nOrderedDict\no.`, /operation OBJ/],
    ['an extension code', () => `\x82\x01.`, /operation EXT1/],
    ['bytes', () => `C\x01a.`, /operation SHORT_BINBYTES/],
    ['an operation that does not exist', () => `\xff.`, /operation 0xff/],
    ['a call of what is no builder', () => `ctorch\nFloatStorage\n)R.`, /it calls torch\.FloatStorage/],
    ['a call of a dict', () => `})R.`, /it calls a dict/],
    ['arguments for OrderedDict', () => `ccollections\nOrderedDict\n(]tR.`, /OrderedDict from arguments/],
    ['the state of a tensor', () => `${tensor()}}b.`, /sets the state of a tensor/],
    ['a dict keyed by a tensor', () => `}(${tensor()}Nu.`, /a dict has the key a tensor/],
  ])('is refused, naming it: %s', async (_, pickle, detail) => {
    await expect(outcome(bytes(PROTO, pickle()))).rejects.toThrow(unsafe(detail));
    expect(existsSync(marker())).toBe(false);
  });

  it('attributes of a state dict are read past and set nowhere', async () => {
    const pickle = bytes(PROTO, `}(${text('w')}${tensor()}u}(${text('__proto__')}}${text('toString')}Nub.`);
    const checkpoint = (await outcome(pickle)) as Map<string, { data: Float32Array }>;
    expect([...(checkpoint.get('w')?.data ?? [])]).toEqual([1, 2, 3, 4]);
    expect(typeof {}.toString).toBe('function');
  });
});

describe('a checkpoint that would exhaust the machine', () => {
  it('lists of lists that double 250 times are built once and never walked', async () => {
    const letter = (i: number): string => String.fromCharCode(i);
    const doubling = Array.from({ length: 250 }, (_, i) => `(h${letter(i)}h${letter(i)}tq${letter(i + 1)}`).join('');
    await expect(outcome(bytes(PROTO, ']q\0', doubling, '.'))).rejects.toThrow(damaged('it holds no tensors by name'));
  });

  it('nesting without end', async () => {
    await expect(outcome(Buffer.concat([bytes(PROTO), Buffer.alloc(1_000_001, ']'), bytes('.')]))).rejects.toThrow(unsafe('it nests more than 1000000 values'));
    const deep = Buffer.concat([bytes(PROTO), Buffer.alloc(200_000, ']'), Buffer.alloc(199_999, 'a'), bytes('.')]);
    await expect(outcome(deep)).rejects.toThrow(damaged('it holds no tensors by name'));
  });

  it('a whole number of 200 bytes, and texts longer than the file', async () => {
    await expect(outcome(bytes(PROTO, '\x8a\xc8', '\x01'.repeat(200), '.'))).rejects.toThrow(unsafe('a whole number of 200 bytes'));
    await expect(outcome(bytes(PROTO, 'X\xff\xff\xff\x7fa.'))).rejects.toThrow(damaged(/2147483647 bytes are wanted/));
    await expect(outcome(bytes(PROTO, '\x8d\xff\xff\xff\xff\xff\xff\xff\xffa.'))).rejects.toThrow(damaged(/bytes are wanted/));
  });

  it('a view that repeats one number a billion times', async () => {
    const huge = dict(['w', tensor({ shape: [40_000, 40_000], strides: [0, 0] })]);
    await expect(outcome(huge)).rejects.toThrow(unsafe(/its tensors take 5\.96 GB/));
    const countless = dict(['w', tensor({ shape: [2 ** 31 - 1, 2 ** 31 - 1, 2 ** 31 - 1], strides: [0, 0, 0] })]);
    await expect(outcome(countless)).rejects.toThrow(unsafe(/its tensors take/));
  });

  it('a file that unpacks to two hundred times its size', async () => {
    const key = { name: 'm/data/0', data: Buffer.alloc(64 * 1024 ** 2) };
    await expect(outcome(dict(['w', tensor({ length: key.data.length / 4 })]), [key])).rejects.toMatchObject({ code: 'ARCHIVE_UNSAFE' });
  });
});

describe('a checkpoint whose parts do not belong together', () => {
  it.each([
    ['a storage that is not there', dict(['w', tensor({ key: '1' })]), /the storage m\/data\/1 is missing/],
    ['a storage shorter than said', dict(['w', tensor({ length: 5, shape: [5] })]), /has 16 bytes, not the 20 of 5 × float32/],
    ['the same storage with two lengths', dict(['a', tensor()], ['b', tensor({ length: 40, shape: [40] })]), /has 16 bytes, not the 160/],
    ['the same storage with two types', dict(['a', tensor()], ['b', tensor({ type: 'LongStorage' })]), /has 16 bytes, not the 32 of 4 × int64/],
    ['a tensor beyond its storage', dict(['w', tensor({ offset: 1 })]), /reaches element 4 of a storage of 4/],
    ['strides beyond it', dict(['w', tensor({ shape: [2, 2], strides: [3, 1] })]), /reaches element 4/],
    ['a negative offset', dict(['w', tensor({ offset: -1 })]), /the offset of a tensor is -1/],
    ['a negative stride', dict(['w', tensor({ strides: [-1] })]), /a stride of a tensor is -1/],
    ['more sides than strides', dict(['w', tensor({ shape: [2, 2] })]), /2 sides and 1 strides/],
    ['nothing in it', bytes(PROTO, '}.'), /no tensors by name/],
    ['a number alone', bytes(PROTO, 'K\x01.'), /no tensors by name/],
    ['a pickle cut short', dict(['w', tensor()]).subarray(0, 60), /the pickle ends/],
    ['an empty pickle', Buffer.alloc(0), /the pickle ends at byte 0/],
    ['a stack that runs empty', bytes(PROTO, 'R.'), /takes a value that is not there/],
    ['a mark that is not there', bytes(PROTO, 't.'), /ends a list that it did not begin/],
    ['a value never remembered', bytes(PROTO, 'h\x05.'), /recalls value 5/],
    ['text that is no UTF-8', bytes(PROTO, 'X\x01\0\0\0\xff.'), /.+/],
  ])('is refused: %s', async (_, pickle, detail) => {
    await expect(outcome(pickle)).rejects.toThrow(damaged(detail));
  });

  it.each([
    ['a key that climbs out of the archive', dict(['w', tensor({ key: '../../etc/passwd' })]), /a storage has the name "\.\.\/\.\.\/etc\/passwd"/],
    ['a protocol of Python 1', bytes([0x80, 1], '}.'), /protocol 1/],
  ])('is refused: %s', async (_, pickle, detail) => {
    await expect(outcome(pickle)).rejects.toThrow(unsafe(detail));
  });
});

describe('a checkpoint of other numbers than float32', () => {
  it.each([
    ['QUInt8Storage', 'quint8'],
    ['IntStorage', 'int'],
    ['BoolStorage', 'bool'],
    ['ComplexDoubleStorage', 'complexdouble'],
  ])('is told of as such, not as unsafe: %s', async (type, told) => {
    await expect(outcome(dict(['w', tensor({ type })]))).rejects.toMatchObject({ code: 'CHECKPOINT_NUMBERS', params: { type: told }, action: expect.stringContaining('model.float()') as string });
  });

  it('is told of so where PyTorch has a builder of its own for them', async () => {
    await expect(outcome(bytes(PROTO, 'ctorch._utils\n_rebuild_tensor_v3\n.'))).rejects.toMatchObject({ code: 'CHECKPOINT_NUMBERS' });
    await expect(outcome(bytes(PROTO, 'ctorch\n_SystemStorage\n.'))).rejects.toThrow(unsafe(/_SystemStorage/));
  });

  const wide = (...values: number[]) => outcome(dict(['w', tensor({ type: 'DoubleStorage', length: values.length, shape: [values.length] })]), [{ name: 'm/data/0', data: Buffer.from(Float64Array.from(values).buffer) }]);

  it('of float64 is rounded to float32', async () => {
    const { dtype, data } = ((await wide(0.1, -1 / 3, 1e-300, 3.4e38, -0)) as Map<string, { dtype: string; data: Float32Array }>).get('w') ?? {};
    expect(dtype).toBe('float64');
    expect([...(data ?? [])]).toEqual([0.1, -1 / 3, 0, 3.4e38, -0].map(Math.fround));
  });

  it('of float64 is refused where float32 cannot hold a number', async () => {
    await expect(wide(1, -1e300)).rejects.toThrow(damaged('of the tensor “w”, it holds -1e\\+300, which is too large for float32'));
    const { data } = ((await wide(Infinity, NaN)) as Map<string, { data: Float32Array }>).get('w') ?? {};
    expect([...(data ?? [])]).toEqual([Infinity, NaN]);
  });
});

describe('a file that is no checkpoint', () => {
  const written = (name: string, data: Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, data);
    return path;
  };

  it('a folder, whatever lies in it', async () => {
    mkdirSync(join(folder, 'unpacked.pt', 'archive'), { recursive: true });
    writeFileSync(join(folder, 'unpacked.pt', 'archive', 'data.pkl'), '');
    await expect(readCheckpoint(join(folder, 'unpacked.pt'))).rejects.toThrow(damaged('it is a folder; choose the file of weights in it'));
  });

  it('a missing file, a text, a bare pickle, a zip of something else', async () => {
    await expect(readCheckpoint(join(folder, 'none.pt'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await expect(readCheckpoint(written('note.pt', Buffer.from('weights, honestly')))).rejects.toThrow(damaged('it is no zip archive'));
    await expect(readCheckpoint(written('empty.pt', Buffer.alloc(0)))).rejects.toThrow(damaged('it is no zip archive'));
    await expect(readCheckpoint(written('old.pt', bytes([0x80, 2], '\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.')))).rejects.toThrow(damaged(/before version 1\.6/));
    writeZip(join(folder, 'photos.zip'), [{ name: 'a/b.jpg', data: Buffer.from('x') }]);
    await expect(readCheckpoint(join(folder, 'photos.zip'))).rejects.toThrow(damaged('it holds no data.pkl'));
  });

  it('a checkpoint that was cut short anywhere', async () => {
    const whole = readFileSync(fileURLToPath(new URL('../golden/checkpoint/weights.pt', import.meta.url)));
    for (let length = 4; length < whole.length; length += 97) {
      await expect(readCheckpoint(written('cut.pt', whole.subarray(0, length)))).rejects.toMatchObject({ code: expect.stringMatching(/^(CHECKPOINT|ARCHIVE)_DAMAGED$/) as string });
    }
  });

  it('a checkpoint with any one byte of its pickle changed is read or refused, and nothing else', async () => {
    const pickle = dict(['w', tensor()], ['v', tensor({ shape: [2, 2], strides: [2, 1] })]);
    for (let at = 0; at < pickle.length; at++) {
      const changed = Buffer.from(pickle);
      changed[at] = (changed[at] as number) ^ 0x15;
      const code = await outcome(changed).then(() => 'read', (thrown: { code?: string }) => thrown.code);
      expect(['read', 'CHECKPOINT_UNSAFE', 'CHECKPOINT_DAMAGED'], `byte ${at}`).toContain(code);
    }
  });

  it('names that leave the archive, two pickles, a TorchScript program, the other byte order', async () => {
    const pickle = dict(['w', tensor()]);
    const storage = { name: 'm/data/0', data: FOUR };
    await expect(outcome(pickle, [storage, { name: '../../m/evil', data: FOUR }])).rejects.toMatchObject({ code: 'ARCHIVE_UNSAFE' });
    await expect(outcome(pickle, [storage, { name: '/etc/cron.d/evil', data: FOUR }])).rejects.toMatchObject({ code: 'ARCHIVE_UNSAFE' });
    await expect(outcome(pickle, [storage, { name: 'n/data.pkl', data: pickle }])).rejects.toThrow(unsafe('it holds 2 pickles'));
    await expect(outcome(pickle, [storage, storage])).rejects.toThrow(unsafe('two of its files have the same name'));
    await expect(outcome(pickle, [storage, { name: 'm/code/__torch__.py', data: FOUR }])).rejects.toThrow(unsafe(/TorchScript/));
    await expect(outcome(pickle, [storage, { name: 'm/byteorder', data: Buffer.from('big') }])).rejects.toThrow(damaged(/byte order “big”/));
    await expect(outcome(pickle, [{ ...storage, claimedBytes: 1600 }])).rejects.toMatchObject({ code: expect.stringMatching(/DAMAGED$/) as string });
  });
});
