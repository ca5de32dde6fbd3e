import { build, describe, NumbersUnread, PickleRefusal, storageOf } from './pickle-build.ts';
import { PickleCursor } from './pickle-cursor.ts';
import { allowedName, PickleDict, PickleList, PickleName, PickleTuple, type PickleValue, unreadNumbers } from './pickle-value.ts';

/** Most values on the stack at once, and most that are remembered: a state dict has one of each per tensor and part. */
const MOST_STACK = 1_000_000;
const MOST_MEMO = 1_000_000;
/** Longest whole number in bytes. */
const LONGEST_LONG = 16;

/** Marks where the items of a list begin. */
const MARK = Symbol('mark');

type Operation = (machine: Machine) => void;

/**
 * Reads a pickle through a machine that knows only the operations that build plain data and tensors. Names are compared
 * with a short list and never looked up; nothing is imported, called or set outside of it.
 * @throws PickleRefusal naming the operation or the name; NumbersUnread; RangeError for damage
 */
export function readPickle(bytes: Uint8Array): PickleValue {
  return new Machine(bytes).run();
}

class Machine {
  readonly cursor: PickleCursor;
  readonly #stack: (PickleValue | typeof MARK)[] = [];
  readonly #memo = new Map<number, PickleValue>();

  constructor(bytes: Uint8Array) {
    this.cursor = new PickleCursor(bytes);
  }

  run(): PickleValue {
    for (;;) {
      const at = this.cursor.position;
      const code = this.cursor.uint8();
      if (code === STOP) return this.pop();
      const operation = OPERATIONS.get(code);
      if (!operation) throw new PickleRefusal(`it uses the pickle operation ${REFUSED[code] ?? `0x${code.toString(16).padStart(2, '0')}`} at byte ${at}`);
      operation(this);
    }
  }

  push(value: PickleValue | typeof MARK): void {
    if (this.#stack.length >= MOST_STACK) throw new PickleRefusal(`it nests more than ${MOST_STACK} values`);
    this.#stack.push(value);
  }

  pop(): PickleValue {
    const value = this.#stack.pop();
    if (value === undefined || value === MARK) throw new RangeError('the pickle takes a value that is not there');
    return value;
  }

  top(): PickleValue {
    const value = this.#stack.at(-1);
    if (value === undefined || value === MARK) throw new RangeError('the pickle takes a value that is not there');
    return value;
  }

  /** The values above the last mark, which goes too. */
  popMarked(): PickleValue[] {
    const mark = this.#stack.lastIndexOf(MARK);
    if (mark < 0) throw new RangeError('the pickle ends a list that it did not begin');
    return this.#stack.splice(mark).slice(1) as PickleValue[];
  }

  remember(index: number): void {
    if (this.#memo.size >= MOST_MEMO) throw new PickleRefusal(`it remembers more than ${MOST_MEMO} values`);
    this.#memo.set(index, this.top());
  }

  memoize(): void {
    this.remember(this.#memo.size);
  }

  recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw new RangeError(`the pickle recalls value ${index}, which it did not remember`);
    this.push(value);
  }

  /** Puts keys and values into the dict below them. */
  fill(items: readonly PickleValue[]): void {
    const target = this.top();
    if (!(target instanceof PickleDict)) throw new PickleRefusal(`it sets items of ${describe(target)}`);
    if (items.length % 2 !== 0) throw new RangeError('a dict has a key without a value');
    for (let i = 0; i < items.length; i += 2) {
      const key = items[i];
      if (typeof key !== 'string' && typeof key !== 'number') throw new PickleRefusal(`a dict has the key ${describe(key)}`);
      target.entries.set(key, items[i + 1] as PickleValue);
    }
  }

  append(items: readonly PickleValue[]): void {
    const target = this.top();
    if (!(target instanceof PickleList)) throw new PickleRefusal(`it appends to ${describe(target)}`);
    for (const item of items) target.items.push(item);
  }

  tuple(count: number): void {
    const items = Array.from({ length: count }, () => this.pop()).reverse();
    this.push(new PickleTuple(items));
  }

  name(module: string, name: string): void {
    const allowed = allowedName(`${module} ${name}`);
    const unread = allowed === null ? unreadNumbers(`${module} ${name}`) : null;
    if (unread !== null) throw new NumbersUnread(unread);
    if (allowed === null) throw new PickleRefusal(`it asks for ${module}.${name}`.slice(0, 200));
    this.push(new PickleName(allowed));
  }
}

const STOP = 0x2e;

/** Operations by their byte, as Python's pickletools names them (protocols 2 to 5). */
const OPERATIONS: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [0x80, ({ cursor }) => protocol(cursor.uint8())], // PROTO
  [0x95, ({ cursor }) => void cursor.uint64()], // FRAME
  [0x28, (m) => m.push(MARK)], // MARK
  [0x4e, (m) => m.push(null)], // NONE
  [0x88, (m) => m.push(true)], // NEWTRUE
  [0x89, (m) => m.push(false)], // NEWFALSE
  [0x4a, (m) => m.push(m.cursor.int32())], // BININT
  [0x4b, (m) => m.push(m.cursor.uint8())], // BININT1
  [0x4d, (m) => m.push(m.cursor.uint16())], // BININT2
  [0x8a, (m) => m.push(long(m.cursor))], // LONG1
  [0x47, (m) => m.push(m.cursor.float64())], // BINFLOAT
  [0x58, (m) => m.push(m.cursor.text(m.cursor.uint32()))], // BINUNICODE
  [0x8c, (m) => m.push(m.cursor.text(m.cursor.uint8()))], // SHORT_BINUNICODE
  [0x8d, (m) => m.push(m.cursor.text(m.cursor.uint64()))], // BINUNICODE8
  [0x7d, (m) => m.push(new PickleDict())], // EMPTY_DICT
  [0x5d, (m) => m.push(new PickleList())], // EMPTY_LIST
  [0x29, (m) => m.tuple(0)], // EMPTY_TUPLE
  [0x85, (m) => m.tuple(1)], // TUPLE1
  [0x86, (m) => m.tuple(2)], // TUPLE2
  [0x87, (m) => m.tuple(3)], // TUPLE3
  [0x74, (m) => m.push(new PickleTuple(m.popMarked()))], // TUPLE
  [0x61, (m) => appendOne(m)], // APPEND
  [0x65, (m) => m.append(m.popMarked())], // APPENDS
  [0x73, (m) => setOne(m)], // SETITEM
  [0x75, (m) => m.fill(m.popMarked())], // SETITEMS
  [0x71, (m) => m.remember(m.cursor.uint8())], // BINPUT
  [0x72, (m) => m.remember(m.cursor.uint32())], // LONG_BINPUT
  [0x94, (m) => m.memoize()], // MEMOIZE
  [0x68, (m) => m.recall(m.cursor.uint8())], // BINGET
  [0x6a, (m) => m.recall(m.cursor.uint32())], // LONG_BINGET
  [0x63, (m) => m.name(m.cursor.line(), m.cursor.line())], // GLOBAL
  [0x93, (m) => stackName(m)], // STACK_GLOBAL
  [0x51, (m) => m.push(storageOf(m.pop()))], // BINPERSID
  [0x52, (m) => reduce(m)], // REDUCE
  [0x62, (m) => setAttributes(m)], // BUILD
]);

/** Names of operations that would make objects of other types; for the message. */
const REFUSED: Readonly<Record<number, string>> = {
  0x69: 'INST', 0x6f: 'OBJ', 0x81: 'NEWOBJ', 0x92: 'NEWOBJ_EX', 0x50: 'PERSID', 0x82: 'EXT1', 0x83: 'EXT2', 0x84: 'EXT4', 0x8b: 'LONG4',
  0x42: 'BINBYTES', 0x43: 'SHORT_BINBYTES', 0x8e: 'BINBYTES8', 0x96: 'BYTEARRAY8', 0x97: 'NEXT_BUFFER', 0x98: 'READONLY_BUFFER', 0x8f: 'EMPTY_SET', 0x91: 'FROZENSET', 0x90: 'ADDITEMS',
  0x30: 'POP', 0x31: 'POP_MARK', 0x32: 'DUP', 0x49: 'INT', 0x4c: 'LONG', 0x46: 'FLOAT', 0x53: 'STRING', 0x54: 'BINSTRING', 0x55: 'SHORT_BINSTRING', 0x56: 'UNICODE', 0x67: 'GET', 0x70: 'PUT',
};

function protocol(version: number): void {
  if (version < 2 || version > 5) throw new PickleRefusal(`it is a pickle of protocol ${version}`);
}

function long(cursor: PickleCursor): number | bigint {
  const count = cursor.uint8();
  if (count > LONGEST_LONG) throw new PickleRefusal(`it holds a whole number of ${count} bytes`);
  return cursor.long(count);
}

function appendOne(machine: Machine): void {
  const item = machine.pop();
  machine.append([item]);
}

function setOne(machine: Machine): void {
  const value = machine.pop();
  const key = machine.pop();
  machine.fill([key, value]);
}

function stackName(machine: Machine): void {
  const name = machine.pop();
  const module = machine.pop();
  if (typeof name !== 'string' || typeof module !== 'string') throw new RangeError('a name is no text');
  machine.name(module, name);
}

function reduce(machine: Machine): void {
  const args = machine.pop();
  const callable = machine.pop();
  machine.push(build(callable, args));
}

/** A state dict carries `_metadata` as an attribute. Attributes are read past and set nowhere. */
function setAttributes(machine: Machine): void {
  const state = machine.pop();
  const target = machine.top();
  if (!(target instanceof PickleDict) || !(state instanceof PickleDict)) throw new PickleRefusal(`it sets the state of ${describe(target)}`);
}
