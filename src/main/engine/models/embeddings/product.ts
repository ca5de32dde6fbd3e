import { readdir, readFile, stat } from 'node:fs/promises';
import { toAppError } from '../../../../shared/errors/app-error.ts';
import { type EmbeddingProduct, embeddingFactsSchema } from '../../../../shared/contract/embeddings.ts';
import { sha256File } from '../../workspace/atomic.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** Folder of the workspace that embeddings lie in, one folder each. */
export const EMBEDDINGS = 'embeddings';
/** Files of an embedding. The facts are written last: a folder without them is no embedding. */
export const EMBEDDING_FILE = 'embedding.npy';
export const EMBEDDING_FACTS = 'embedding.json';

/** The embeddings of a workspace, the newest first. Folders that hold none, or facts that nobody can read, are passed over. */
export async function listEmbeddings(workspace: Workspace): Promise<EmbeddingProduct[]> {
  const folders = await readdir(workspace.absolute(EMBEDDINGS), { withFileTypes: true }).catch((thrown: unknown) => {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw toAppError(thrown);
  });
  const found = await Promise.all(folders.filter((entry) => entry.isDirectory()).map((entry) => productIn(workspace, entry.name)));
  return found.filter((product) => product !== null).toSorted((a, b) => b.createdAt.localeCompare(a.createdAt) || a.id.localeCompare(b.id));
}

async function productIn(workspace: Workspace, id: string): Promise<EmbeddingProduct | null> {
  const path = `${EMBEDDINGS}/${id}/${EMBEDDING_FILE}`;
  try {
    const facts = embeddingFactsSchema.parse(JSON.parse(await readFile(workspace.absolute(`${EMBEDDINGS}/${id}/${EMBEDDING_FACTS}`), 'utf8')));
    const { size, mtime } = await stat(workspace.absolute(path));
    return { id, path, bytes: size, createdAt: mtime.toISOString(), ...facts };
  } catch {
    return null;
  }
}

/** The embedding with that key whose file is still the one that was written; null where there is none. */
export async function embeddingOfKey(workspace: Workspace, key: string): Promise<EmbeddingProduct | null> {
  for (const product of await listEmbeddings(workspace)) {
    if (product.key === key && product.sha256 !== null && (await sha256File(workspace.absolute(product.path))) === product.sha256) return product;
  }
  return null;
}
