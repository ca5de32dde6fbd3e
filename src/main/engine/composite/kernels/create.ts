import { PlainStore } from './plain-store.ts';
import type { StackShape, StackStore } from './stack-store.ts';
import { hasWasmKernel, WasmStore } from './wasm-store.ts';

/** The quickest store that runs here. Both give the same bits. */
export function createStore(shape: StackShape): StackStore {
  return hasWasmKernel() ? new WasmStore(shape) : new PlainStore(shape);
}
