import { AppError, appError } from '../../../../shared/errors/app-error.ts';
import { listArchive, readArchiveFiles } from '../../ingest/archive.ts';
import { requireCheckpointFile } from './checkpoint-file.ts';
import { readPickle } from './pickle.ts';
import { NumbersUnread, PickleRefusal } from './pickle-build.ts';
import { PickleDict, type PickleValue, type StorageReference, TensorReference } from './pickle-value.ts';
import { type CheckpointTensor, elementsOf, ITEM_BYTES, materialise } from './tensor.ts';

/** The tensors of a checkpoint by name, in the file's order. */
export type Checkpoint = ReadonlyMap<string, CheckpointTensor>;

/** A state dict's pickle has some hundred bytes per tensor. */
const MOST_PICKLE_BYTES = 16 * 1024 ** 2;
/** Most bytes of weights that are read into memory. */
const MOST_WEIGHT_BYTES = 2 * 1024 ** 3;
/** Where training scripts put the state dict when they save more than that. */
const NESTED = ['state_dict', 'model_state_dict', 'model'];

/**
 * Reads the weights of a PyTorch checkpoint (`torch.save` of a state dict, PyTorch 1.6 or later: a zip of a pickle and one
 * file per storage) without Python and without running anything from it.
 * @throws AppError CHECKPOINT_UNSAFE for anything but weights, CHECKPOINT_NUMBERS, CHECKPOINT_DAMAGED, ARCHIVE_UNSAFE, ARCHIVE_DAMAGED, FILE_NOT_FOUND
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  await requireCheckpointFile(path);
  const files = await listArchive(path);
  const sizes = new Map(files.map(({ name, bytes }) => [name, bytes]));
  const root = rootOf(path, files.map(({ name }) => name));
  await requireLittleEndian(path, root, sizes);
  const pickle = await readArchiveFiles(path, [`${root}/data.pkl`], MOST_PICKLE_BYTES);
  const references = referencesOf(path, pickle.get(`${root}/data.pkl`) ?? new Uint8Array(0));
  const fileOf = ({ storage }: TensorReference): string => `${root}/data/${storage.key}`;
  for (const reference of references.values()) checkStorage(path, fileOf(reference), reference.storage, sizes);
  checkTotal(path, [...references.values()]);
  const bytes = await readArchiveFiles(path, [...references.values()].map(fileOf), MOST_WEIGHT_BYTES);
  return new Map([...references].map(([name, reference]) => [name, tensorIn(path, name, reference, bytes.get(fileOf(reference)) ?? new Uint8Array(0))]));
}

/** @throws CHECKPOINT_DAMAGED for numbers that cannot be held */
function tensorIn(path: string, name: string, reference: TensorReference, bytes: Uint8Array): CheckpointTensor {
  try {
    return materialise(reference, bytes);
  } catch (thrown) {
    throw damaged(path, `of the tensor “${name.slice(0, 80)}”, ${thrown instanceof Error ? thrown.message : String(thrown)}`, thrown);
  }
}

/** The folder inside the archive that holds everything. */
function rootOf(path: string, names: readonly string[]): string {
  const roots = names.flatMap((name) => /^([^/]+)\/data\.pkl$/.exec(name)?.[1] ?? []);
  const [root] = roots;
  if (root === undefined) throw damaged(path, 'it holds no data.pkl');
  if (roots.length > 1) throw unsafe(path, `it holds ${roots.length} pickles`);
  if (names.some((name) => name.startsWith(`${root}/code/`))) throw unsafe(path, 'it is a TorchScript program, not a file of weights');
  if (new Set(names).size < names.length) throw unsafe(path, 'two of its files have the same name');
  return root;
}

async function requireLittleEndian(path: string, root: string, sizes: ReadonlyMap<string, number>): Promise<void> {
  const name = `${root}/byteorder`;
  if (!sizes.has(name)) return;
  const order = Buffer.from((await readArchiveFiles(path, [name], 64)).get(name) ?? []).toString('latin1').trim();
  if (order !== 'little') throw damaged(path, `its numbers are stored in the byte order “${order.slice(0, 20)}”`);
}

/** The tensors that the pickle describes. @throws CHECKPOINT_UNSAFE, CHECKPOINT_NUMBERS, CHECKPOINT_DAMAGED */
function referencesOf(path: string, pickle: Uint8Array): Map<string, TensorReference> {
  try {
    const tensors = tensorsOf(readPickle(pickle));
    if (tensors.size === 0) throw new RangeError('it holds no tensors by name');
    return tensors;
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    if (thrown instanceof NumbersUnread) throw appError('CHECKPOINT_NUMBERS', { file: path, type: thrown.type }, { cause: thrown });
    if (thrown instanceof PickleRefusal) throw unsafe(path, thrown.message, thrown);
    throw damaged(path, thrown instanceof Error ? thrown.message : String(thrown), thrown);
  }
}

/** Tensors of the top dict, or of the dict that training scripts keep them in. */
function tensorsOf(top: PickleValue): Map<string, TensorReference> {
  if (!(top instanceof PickleDict)) return new Map();
  const own = [...top.entries].flatMap(([key, value]): [string, TensorReference][] => (value instanceof TensorReference ? [[String(key), value]] : []));
  if (own.length > 0) return new Map(own);
  const nested = NESTED.map((key) => top.entries.get(key)).find((value) => value instanceof PickleDict);
  if (!(nested instanceof PickleDict)) return new Map();
  return new Map([...nested.entries].flatMap(([key, value]): [string, TensorReference][] => (value instanceof TensorReference ? [[String(key), value]] : [])));
}

/** @throws CHECKPOINT_DAMAGED when a storage is not there or not as long as the pickle says */
function checkStorage(path: string, name: string, { dtype, length }: StorageReference, sizes: ReadonlyMap<string, number>): void {
  const [found, expected] = [sizes.get(name), length * ITEM_BYTES[dtype]];
  if (found === undefined) throw damaged(path, `the storage ${name} is missing`);
  if (found !== expected) throw damaged(path, `the storage ${name} has ${found} bytes, not the ${expected} of ${length} × ${dtype}`);
}

/** A view with stride 0 repeats its storage, so its size is bound to nothing in the file. @throws CHECKPOINT_UNSAFE for more than any model has */
function checkTotal(path: string, tensors: readonly TensorReference[]): void {
  const bytes = tensors.reduce((sum, { shape, storage }) => sum + elementsOf(shape) * (storage.dtype === 'int64' ? 8 : 4), 0);
  if (bytes > MOST_WEIGHT_BYTES) throw unsafe(path, `its tensors take ${(bytes / 2 ** 30).toPrecision(3)} GB, more than the ${MOST_WEIGHT_BYTES / 2 ** 30} GB of the largest model that Furrow reads`);
}

function damaged(path: string, detail: string, cause?: unknown): AppError {
  return appError('CHECKPOINT_DAMAGED', { file: path, detail }, { cause });
}

function unsafe(path: string, detail: string, cause?: unknown): AppError {
  return appError('CHECKPOINT_UNSAFE', { file: path, detail }, { cause });
}
