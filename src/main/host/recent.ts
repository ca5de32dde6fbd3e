import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const recentSchema = z.object({ folder: z.string(), title: z.string(), openedAt: z.string() });
/** A workspace that was open before. */
export type RecentWorkspace = z.infer<typeof recentSchema>;

const fileSchema = z.object({ workspaces: z.array(recentSchema) });
/** Longer lists are not read by anyone. */
const MOST = 12;
/** What a folder holds that is a workspace. */
const MARKER = 'furrow.sqlite';

/** Where this user’s own settings of Furrow lie: as the system wants it, or where FURROW_SETTINGS says. */
export function settingsFolder(env: NodeJS.ProcessEnv = process.env, platform: string = process.platform): string {
  if (env['FURROW_SETTINGS']) return env['FURROW_SETTINGS'];
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Furrow');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Furrow');
  return join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'furrow');
}

/**
 * The list of workspaces that were open on this machine, one file for both hosts. A file that cannot be read counts as
 * empty. Reads only, so that the shell, which holds nothing of the engine, can look at it too.
 */
export class RecentWorkspaces {
  /** Where the list is kept. */
  readonly file: string;

  constructor(folder: string = settingsFolder()) {
    this.file = join(folder, 'recent-workspaces.json');
  }

  /** Newest first; those that are not there any more are left out. */
  list(): readonly RecentWorkspace[] {
    return this.#read().filter(({ folder }) => existsSync(join(folder, MARKER)));
  }

  /** The list with a workspace put first, as the file holds it. */
  listWith(workspace: RecentWorkspace): { readonly workspaces: readonly RecentWorkspace[] } {
    const folder = resolve(workspace.folder);
    const others = this.list().filter((known) => known.folder !== folder);
    return { workspaces: [{ ...workspace, folder }, ...others].slice(0, MOST) };
  }

  #read(): readonly RecentWorkspace[] {
    try {
      return fileSchema.parse(JSON.parse(readFileSync(this.file, 'utf8'))).workspaces;
    } catch {
      // Not there yet, or damaged: the list begins anew with the next workspace that is opened.
      return [];
    }
  }
}
