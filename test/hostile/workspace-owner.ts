/**
 * A second process for the tests of the workspace: opens the catalog of the folder it is given and prints one line of
 * JSON: `{"opened": true}` or the error. Then it keeps the workspace until it is killed or its input ends.
 * With `--as-nobody` it first gives up the rights of root, before which no folder is read-only.
 */
import { openCatalog } from '../../src/main/engine/catalog/catalog.ts';
import { createWorkspace } from '../../src/main/engine/catalog/create.ts';
import { AppError } from '../../src/shared/errors/app-error.ts';
import { sceneRecord } from '../engine/catalog-records.ts';

const NOBODY = 65_534;
const [folder = '', ...flags] = process.argv.slice(2);

try {
  if (flags.includes('--as-nobody')) await giveUpRights();
  if (flags.includes('--create')) await createWorkspace(folder);
  const catalog = openCatalog({ folder, now: () => new Date() });
  if (flags.includes('--write')) catalog.scene.insert(sceneRecord({ id: 'written' }));
  if (flags.includes('--half-a-transaction')) writeHalf(catalog);
  process.stdout.write(`${JSON.stringify({ opened: true })}\n`);
  process.stdin.on('end', () => {
    catalog[Symbol.dispose]();
  });
  process.stdin.resume();
} catch (thrown) {
  if (!(thrown instanceof AppError)) throw thrown;
  process.stdout.write(`${JSON.stringify(thrown)}\n`);
}

/** Loads the native module while it may be read, then becomes nobody. */
async function giveUpRights(): Promise<void> {
  const { default: Database } = await import('better-sqlite3');
  new Database(':memory:').close();
  if (process.getuid?.() === 0) {
    process.setegid?.(NOBODY);
    process.seteuid?.(NOBODY);
  }
}

/** Stays inside a transaction, as a process does that is killed in the middle of one. */
function writeHalf(catalog: ReturnType<typeof openCatalog>): void {
  catalog.transaction(() => {
    catalog.scene.insert(sceneRecord({ id: 'half' }));
    process.stdout.write(`${JSON.stringify({ opened: true })}\n`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
}
