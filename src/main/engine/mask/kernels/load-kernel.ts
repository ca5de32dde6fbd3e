import { readFileSync } from 'node:fs';

const FOLDER = new URL('../../../../../resources/kernels/', import.meta.url);

/**
 * Instantiates a kernel of `resources/kernels` (built by build/kernels.mjs).
 * @returns its exports, which the caller declares; null where this Node has no WebAssembly with SIMD
 */
export function loadKernel<E>(name: string): E | null {
  const bytes = readFileSync(new URL(`${name}.wasm`, FOLDER));
  if (!WebAssembly.validate(bytes)) return null;
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { abort: () => undefined } }).exports as E;
}

/** Bytes of a page of WebAssembly memory. */
export const WASM_PAGE = 65_536;

/** Grows a memory to hold at least `bytes`; views made before are void then. */
export function growTo(memory: WebAssembly.Memory, bytes: number): void {
  const missing = Math.ceil(bytes / WASM_PAGE) - memory.buffer.byteLength / WASM_PAGE;
  if (missing > 0) memory.grow(missing);
}
