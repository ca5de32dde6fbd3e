import { type AllowedName, type PickleValue, PickleDict, PickleName, PickleTuple, STORAGE_TYPES, StorageReference, TensorReference } from './pickle-value.ts';

/** A pickle that asks for something that no checkpoint of weights needs. */
export class PickleRefusal extends Error {
  override readonly name = 'PickleRefusal';
}

/** A pickle of weights in numbers that are not read: nothing about it is unsafe. */
export class NumbersUnread extends Error {
  override readonly name = 'NumbersUnread';
  readonly type: string;

  constructor(type: string) {
    super(`its numbers are ${type}`);
    this.type = type;
  }
}

/** Keys of storages are names of files in the archive: plain ones only. */
const PLAIN_KEY = /^[A-Za-z0-9_]{1,64}$/;
/** PyTorch's own limit on dimensions. */
const MOST_DIMENSIONS = 64;

/**
 * What one of the allowed builders gives for its arguments.
 * @throws PickleRefusal, RangeError for arguments that it does not take
 */
export function build(callable: PickleValue, args: PickleValue): PickleValue {
  if (!(callable instanceof PickleName)) throw new PickleRefusal(`it calls ${describe(callable)}`);
  const items = tupleOf(args, callable.name);
  switch (callable.name) {
    case 'collections OrderedDict':
      if (items.length > 0) throw new PickleRefusal('it makes an OrderedDict from arguments');
      return new PickleDict();
    case 'torch._utils _rebuild_tensor_v2':
      return tensorOf(items);
    case 'torch._utils _rebuild_parameter':
      if (items[0] instanceof TensorReference) return items[0];
      throw new RangeError('a parameter holds no tensor');
    default:
      throw new PickleRefusal(`it calls ${callable.name.replace(' ', '.')}`);
  }
}

/** The storage that a persistent id names: `('storage', type, key, device, length)`. @throws RangeError */
export function storageOf(id: PickleValue): StorageReference {
  const [tag, type, key, , length] = tupleOf(id, 'a persistent id');
  if (tag !== 'storage' || !(type instanceof PickleName)) throw new RangeError('a persistent id names no storage');
  const dtype = storageType(type.name);
  if (dtype === null) throw new RangeError(`${type.name} is no type of storage`);
  if (typeof key !== 'string' || !PLAIN_KEY.test(key)) throw new PickleRefusal(`a storage has the name ${describe(key)}`);
  return new StorageReference(dtype, key, wholeNumber(length, 'the length of a storage'));
}

/** A value in a few words, for messages. */
export function describe(value: PickleValue | undefined): string {
  if (value instanceof PickleName) return value.name.replace(' ', '.');
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80));
  if (value === null || typeof value !== 'object') return String(value);
  return `a ${value.constructor.name.replace(/^Pickle|Reference$/, '').toLowerCase()}`;
}

function storageType(name: AllowedName): StorageReference['dtype'] | null {
  return name in STORAGE_TYPES ? STORAGE_TYPES[name as keyof typeof STORAGE_TYPES] : null;
}

/** `_rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks, metadata)`: a view that must lie inside its storage. */
function tensorOf([storage, offset, size, stride]: readonly PickleValue[]): TensorReference {
  if (!(storage instanceof StorageReference)) throw new RangeError('a tensor has no storage');
  const start = wholeNumber(offset, 'the offset of a tensor');
  const shape = tupleOf(size ?? null, 'the shape of a tensor').map((side) => wholeNumber(side, 'a side of a tensor'));
  const strides = tupleOf(stride ?? null, 'the strides of a tensor').map((step) => wholeNumber(step, 'a stride of a tensor'));
  if (shape.length !== strides.length || shape.length > MOST_DIMENSIONS) throw new RangeError(`a tensor has ${shape.length} sides and ${strides.length} strides`);
  const count = shape.reduce((product, side) => product * side, 1);
  const last = shape.reduce((sum, side, i) => sum + Math.max(0, side - 1) * (strides[i] as number), start);
  if (count > 0 && last >= storage.length) throw new RangeError(`a tensor of shape [${shape.join(', ')}] reaches element ${last} of a storage of ${storage.length}`);
  return new TensorReference(storage, start, shape, strides);
}

function tupleOf(value: PickleValue, what: string): readonly PickleValue[] {
  if (value instanceof PickleTuple) return value.items;
  throw new RangeError(`${what} is ${describe(value)} where a tuple belongs`);
}

function wholeNumber(value: PickleValue | undefined, what: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new RangeError(`${what} is ${describe(value)}`);
}
