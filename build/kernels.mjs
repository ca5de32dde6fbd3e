// Builds the WebAssembly kernels from their AssemblyScript sources: npm run kernels.
// The result is committed, so that neither users nor the packaged application need the compiler; a test rebuilds it and
// compares the bytes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Every kernel: source and result, relative to the repository. */
export const KERNELS = [
  { source: 'src/main/engine/composite/kernels/median.as.ts', target: 'resources/kernels/median.wasm' },
  { source: 'src/main/engine/mask/kernels/smooth.as.ts', target: 'resources/kernels/smooth.wasm' },
];

const root = new URL('../', import.meta.url);

/** Compiles one kernel. @returns the bytes of the module */
export async function compileKernel(source) {
  const { default: asc } = await import('assemblyscript/asc');
  let bytes = null;
  const entry = 'kernel.ts';
  const options = ['--enable', 'simd', '--optimize', '-O3', '--runtime', 'stub', '--noAssert', '--initialMemory', '1'];
  const { error, stderr } = await asc.main([entry, '--outFile', 'kernel.wasm', ...options], {
    readFile: (name) => (name === entry ? readFileSync(new URL(source, root), 'utf8') : null),
    writeFile: (name, contents) => {
      if (name === 'kernel.wasm') bytes = contents;
    },
    listFiles: () => [],
  });
  if (error || !bytes) throw new Error(`${source} does not compile: ${error?.message ?? ''}\n${stderr}`);
  return bytes;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { source, target } of KERNELS) {
    const bytes = await compileKernel(source);
    const path = fileURLToPath(new URL(target, root));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    console.log(`${target}: ${bytes.length} bytes`);
  }
}
