/**
 * The browser host: the engine of one workspace behind http://127.0.0.1, for machines without Electron and for the
 * browser tests. `node src/main/serve.ts --workspace DIR [--port N] [--root DIR]…` prints one line with its address.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { toAppError } from '../shared/errors/app-error.ts';
import { RecentWorkspaces } from './host/recent.ts';
import { type BrowserHost, startBrowserHost } from './host/server.ts';
import { openWorkspaceHost } from './host/workspace-host.ts';

export interface ServeOptions {
  readonly workspace: string;
  readonly port: number;
  readonly roots: readonly string[];
  /** Where opened workspaces are remembered; nowhere when not said. */
  readonly recent?: RecentWorkspaces | null;
}

/**
 * Opens the workspace and serves it; dispose of the host to end both. The command line of the same user reaches it too,
 * through the control socket.
 */
export async function serve({ workspace, port, roots, recent = null }: ServeOptions): Promise<BrowserHost> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const built = fileURLToPath(new URL('../../out/renderer', import.meta.url));
  await using opening = new AsyncDisposableStack();
  const opened = opening.use(await openWorkspaceHost({ workspace, roots, rendererFolder: existsSync(built) ? built : null, log, recent }));
  const host = opening.use(await startBrowserHost(opened.api, port));
  const open = opening.move();
  return { port: host.port, url: host.url, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { workspace: { type: 'string', default: '.' }, port: { type: 'string', default: '0' }, root: { type: 'string', multiple: true, default: [] } } });
  const host = await serve({ workspace: values.workspace, port: Number(values.port), roots: values.root, recent: new RecentWorkspaces() });
  process.stdout.write(`Furrow is at ${host.url}\n`);
  const end = (): void => void host[Symbol.asyncDispose]().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((thrown: unknown) => {
    const error = toAppError(thrown);
    process.stderr.write(`${error.message}\n${error.action}\n`);
    process.exit(1);
  });
}
