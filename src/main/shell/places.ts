import { join } from 'node:path';

/** Where the shell finds what it starts and shows. */
export interface Places {
  /** The plain Node that the engine runs on: the very version that the tests run on. */
  readonly node: string;
  /** The engine's entry, TypeScript that Node runs as it is. */
  readonly engine: string;
  readonly preload: string;
}

/** What Electron knows about this run. */
export interface Installation {
  readonly isPackaged: boolean;
  /** `app.getAppPath()`: the checkout, or the asar of a packaged app. */
  readonly appPath: string;
  /** `process.resourcesPath`. */
  readonly resourcesPath: string;
  readonly platform: string;
  readonly arch: string;
}

/**
 * In the checkout everything lies where npm put it. A packaged app carries Node, the sources of the engine and its
 * packages beside the asar, because a program inside an archive cannot be started.
 */
export function findPlaces({ isPackaged, appPath, resourcesPath, platform, arch }: Installation): Places {
  const program = platform === 'win32' ? 'node.exe' : 'node';
  const home = isPackaged ? join(resourcesPath, 'engine') : appPath;
  return {
    node: join(home, 'node_modules', `node-${platform === 'win32' ? 'win' : platform}-${arch}`, 'bin', program),
    engine: join(home, 'src', 'main', 'host', 'desktop.ts'),
    preload: join(appPath, 'out', 'preload', 'index.cjs'),
  };
}
