import { openCatalog } from './catalog/catalog.ts';
import { createWorkspace } from './catalog/create.ts';
import { writeStac } from './export/stac/write.ts';
import { Workspace } from './workspace/workspace.ts';

/**
 * Makes a workspace in a new or empty folder: its folders, `furrow.sqlite` and an empty STAC `catalog.json`.
 * One that is there already stays as it is.
 * @returns true when it was made, false when it was there
 * @throws AppError WORKSPACE_NOT_EMPTY, WORKSPACE_READ_ONLY, DISK_FULL
 */
export async function initWorkspace(folder: string): Promise<boolean> {
  if (!(await createWorkspace(folder))) return false;
  using catalog = openCatalog({ folder, now: () => new Date() });
  await writeStac({ catalog, workspace: new Workspace(folder) });
  return true;
}
