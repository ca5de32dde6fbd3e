/** What a pickle of a checkpoint may hold: plain data and descriptions of tensors, nothing that runs. */
export type PickleValue = null | boolean | number | bigint | string | PickleList | PickleTuple | PickleDict | PickleName | StorageReference | TensorReference;

export class PickleList {
  readonly items: PickleValue[] = [];
}

export class PickleTuple {
  readonly items: readonly PickleValue[];

  constructor(items: readonly PickleValue[]) {
    this.items = items;
  }
}

/** A dict or an OrderedDict. Keys are texts or whole numbers. */
export class PickleDict {
  readonly entries = new Map<string | number, PickleValue>();
}

/** A name of the short list that a checkpoint needs: a builder of dicts or tensors, or a type of numbers. */
export class PickleName {
  readonly name: AllowedName;

  constructor(name: AllowedName) {
    this.name = name;
  }
}

/** A block of numbers of one type in a file of its own. */
export class StorageReference {
  readonly dtype: StorageType;
  readonly key: string;
  readonly length: number;

  constructor(dtype: StorageType, key: string, length: number) {
    this.dtype = dtype;
    this.key = key;
    this.length = length;
  }
}

/** A tensor as a view of a storage: `offset` and `strides` count elements. */
export class TensorReference {
  readonly storage: StorageReference;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];

  constructor(storage: StorageReference, offset: number, shape: readonly number[], strides: readonly number[]) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}

/** Types of numbers that a storage may hold. */
export type StorageType = 'float32' | 'float64' | 'float16' | 'bfloat16' | 'int64';

/** The types of storages by the name that PyTorch pickles. */
export const STORAGE_TYPES = {
  'torch FloatStorage': 'float32',
  'torch DoubleStorage': 'float64',
  'torch HalfStorage': 'float16',
  'torch BFloat16Storage': 'bfloat16',
  'torch LongStorage': 'int64',
} as const satisfies Record<string, StorageType>;

/**
 * The type of numbers that a name stands for which a checkpoint of weights may use and Furrow does not read; null for any other
 * name. PyTorch names storages by the type of their numbers, and those that came later by a builder of their own.
 */
export function unreadNumbers(name: string): string | null {
  if (name === 'torch._utils _rebuild_tensor_v3' || name === 'torch.storage UntypedStorage') return 'float8, uint16, …';
  return /^torch (?:(Int|Short|Char|Byte|Bool|Complex(?:Float|Double)|Q(?:U?Int\d+(?:x\d+)?))Storage)$/.exec(name)?.[1]?.toLowerCase() ?? null;
}

/** Builders that a checkpoint may call; each is written out in `pickle.ts`, none is looked up anywhere. */
export const BUILDERS = ['collections OrderedDict', 'torch._utils _rebuild_tensor_v2', 'torch._utils _rebuild_parameter'] as const;

/** Every name that a checkpoint may use, as `module name`. */
export type AllowedName = (typeof BUILDERS)[number] | keyof typeof STORAGE_TYPES;

/** The name when a checkpoint may use it, else null. */
export function allowedName(name: string): AllowedName | null {
  if (Object.hasOwn(STORAGE_TYPES, name)) return name as keyof typeof STORAGE_TYPES;
  return BUILDERS.find((builder) => builder === name) ?? null;
}
