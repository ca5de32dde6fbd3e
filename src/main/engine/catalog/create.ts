import { prepareFolder } from '../workspace/layout.ts';
import { CATALOG_FILE, createCatalog } from './catalog.ts';

/**
 * Makes a workspace with an empty catalog in a new or empty folder. A folder that is a workspace already stays as it is.
 * @returns true when it was made, false when it was there
 * @throws AppError WORKSPACE_NOT_EMPTY for a folder with other files, WORKSPACE_READ_ONLY, DISK_FULL
 */
export async function createWorkspace(folder: string): Promise<boolean> {
  const isNew = await prepareFolder(folder, CATALOG_FILE);
  if (isNew) await createCatalog(folder);
  return isNew;
}
