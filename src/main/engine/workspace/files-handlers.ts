import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { filesContract } from '../../../shared/contract/files.ts';
import { toAppError } from '../../../shared/errors/app-error.ts';
import type { HandlersOf } from '../handler.ts';
import { findDropped } from './find-dropped.ts';

/** Answers the calls of the file chooser. */
export const filesHandlers: HandlersOf<typeof filesContract> = {
  'files.roots': ({ roots }) => ({ roots: [...roots] }),
  'files.list': async ({ checkGranted }, { folder }) => {
    checkGranted(folder);
    const found = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
      throw toAppError(cause, folder);
    });
    const visible = found.filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isFile()));
    const entries = await Promise.all(
      visible.map(async (entry) => {
        const path = join(folder, entry.name);
        const isFile = entry.isFile();
        return { name: entry.name, path, kind: isFile ? ('file' as const) : ('folder' as const), bytes: isFile ? (await stat(path)).size : 0 };
      }),
    );
    return { folder, entries: entries.sort((a, b) => a.kind.localeCompare(b.kind) * -1 || a.name.localeCompare(b.name)) };
  },
  'files.find': async ({ roots }, { files }, { signal }) => ({ paths: await findDropped(roots, files, signal) }),
};
