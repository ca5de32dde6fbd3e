import { readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { VIEW_LIMIT_KB, VIEW_VERSION, type ViewState, viewStateSchema } from '../../../shared/contract/view.ts';
import { type AppError, appError, toAppError } from '../../../shared/errors/app-error.ts';
import { writeFileAtomic } from './atomic.ts';

/** Name of the file in a workspace. */
export const VIEW_FILE = 'window.json';

/** What the file holds: nothing, a state, or why it cannot be used. */
export type StoredView = { readonly view: ViewState | null; readonly problem: null } | { readonly view: null; readonly problem: AppError };

/**
 * Reads the kept state of the window. A file that is damaged or newer is told, not thrown: the window opens all the same.
 * @throws FILE_NOT_ALLOWED
 */
export async function readView(folder: string): Promise<StoredView> {
  const text = await textOf(join(folder, VIEW_FILE));
  if (text === null) return { view: null, problem: null };
  const found = versionOf(text);
  if (typeof found === 'number' && found > VIEW_VERSION) return { view: null, problem: appError('VIEW_NEWER', { file: VIEW_FILE, found, known: VIEW_VERSION }) };
  if (found instanceof Error) return damaged(found.message);
  const parsed = viewStateSchema.safeParse(JSON.parse(text));
  if (parsed.success) return { view: parsed.data, problem: null };
  const [issue] = parsed.error.issues;
  return damaged(`${issue?.path.join('.') || 'the document'}: ${issue?.message ?? 'does not fit'}`);
}

const damaged = (detail: string): StoredView => ({ view: null, problem: appError('VIEW_DAMAGED', { file: VIEW_FILE, detail }) });

/**
 * Keeps the state of the window, whole or not at all. A damaged file is put aside first.
 * @returns its size in bytes
 * @throws VIEW_NEWER (the file stays), VIEW_TOO_LARGE, DISK_FULL, FILE_NOT_ALLOWED
 */
export async function writeView(folder: string, view: ViewState): Promise<number> {
  const text = `${JSON.stringify(view, null, 1)}\n`;
  const bytes = Buffer.byteLength(text);
  if (bytes > VIEW_LIMIT_KB * 1000) throw appError('VIEW_TOO_LARGE', { size: Math.ceil(bytes / 1000), limit: VIEW_LIMIT_KB });
  const path = join(folder, VIEW_FILE);
  const { problem } = await readView(folder);
  if (problem?.code === 'VIEW_NEWER') throw problem;
  if (problem) await rename(path, `${path}.damaged`);
  await writeFileAtomic(path, text);
  return bytes;
}

async function textOf(path: string): Promise<string | null> {
  try {
    // A file that was not written by Furrow may be of any size; its beginning is enough to be found damaged.
    if ((await stat(path)).size > VIEW_LIMIT_KB * 2000) return '';
    return await readFile(path, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw toAppError(thrown, path);
  }
}

function versionOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { version?: unknown } | null)?.version;
  } catch (thrown) {
    return thrown;
  }
}
