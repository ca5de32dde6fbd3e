import { dirname, resolve } from 'node:path';
import { appError } from '../../shared/errors/app-error.ts';
import { openEngine } from '../engine/engine.ts';
import { makeFolder, writeJsonAtomic } from '../engine/workspace/atomic.ts';
import { type Api, createApi } from './api.ts';
import { startControl } from './control.ts';
import { PathPolicy } from './path-policy.ts';
import { type RecentWorkspace, RecentWorkspaces } from './recent.ts';

export interface WorkspaceHostOptions {
  readonly workspace: string;
  /** Folders that are opened besides the workspace, whichever that is. */
  readonly roots: readonly string[];
  /** Folder of the built window; null when it is not built. */
  readonly rendererFolder: string | null;
  readonly log: (line: string) => void;
  /** Where opened workspaces are remembered; null to remember none, as in tests. */
  readonly recent: RecentWorkspaces | null;
  /** Told when the window has gone over to another workspace. */
  readonly onOpened?: (folder: string) => void;
}

/** One open workspace behind the API, which can be changed for another while the host runs. */
export interface WorkspaceHost extends AsyncDisposable {
  readonly api: Api;
  /** Opens a path that the user picked. */
  readonly grant: (path: string) => void;
}

interface Open {
  readonly folder: string;
  readonly policy: PathPolicy;
  readonly api: Api;
  readonly close: () => Promise<void>;
}

/**
 * Opens the workspace; the command line of the same user reaches it too, through the control socket.
 * @throws what opening the workspace throws
 */
export async function openWorkspaceHost(options: WorkspaceHostOptions): Promise<WorkspaceHost> {
  const recent = options.recent ?? new RecentWorkspaces('');
  const closing: Promise<void>[] = [];
  const workspaces = {
    recent: () => recent.list().map((item) => ({ ...item, current: item.folder === current.folder })),
    open: async (folder: string) => {
      const wanted = resolve(folder);
      if (wanted === current.folder) return;
      // The window may not name any folder of this machine: one that was open before, or one that was picked.
      if (!recent.list().some((known) => known.folder === wanted)) current.policy.check(wanted);
      const before = current;
      // The new one first: where it cannot be opened, the old one stays as it is.
      current = await open(wanted);
      closing.push(before.close());
      options.onOpened?.(wanted);
    },
  };
  const open = async (folder: string): Promise<Open> => {
    const policy = new PathPolicy([folder, ...options.roots]);
    const access = { get roots() { return policy.roots; }, check: (path: string) => { policy.check(path); } };
    await using opening = new AsyncDisposableStack();
    const engine = opening.use(await openEngine({ folder, access, log: options.log, workspaces }));
    opening.use(await startControl(folder, engine, options.log));
    void engine.wake();
    const { title } = await engine.call('workspace.info', {});
    if (options.recent) await remember(recent, { folder, title, openedAt: new Date().toISOString() });
    const api = createApi(engine, { rendererFolder: options.rendererFolder, log: options.log });
    const stack = opening.move();
    return { folder, policy, api, close: () => stack.disposeAsync() };
  };
  let current: Open = { folder: '', policy: new PathPolicy([]), api: () => Promise.reject(appError('CANCELLED')), close: () => Promise.resolve() };
  current = await open(resolve(options.workspace));
  return {
    api: (request) => current.api(request),
    grant: (path) => { current.policy.grant(path); },
    async [Symbol.asyncDispose]() {
      await Promise.all([...closing, current.close()]);
    },
  };
}

/** Puts a workspace first in the list. What cannot be written is only not remembered. */
async function remember(recent: RecentWorkspaces, workspace: RecentWorkspace): Promise<void> {
  const content = recent.listWith(workspace);
  await makeFolder(dirname(recent.file)).then(() => writeJsonAtomic(recent.file, content)).catch(() => undefined);
}
