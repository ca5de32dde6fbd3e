import { describe, expect, it } from 'vitest';
import { isAppPage, resolveAppUrl } from '../../../src/main/shell/app-url.ts';

describe('addresses of the window', () => {
  it.each([
    ['app://furrow/', '/'],
    ['app://furrow/?theme=dark', '/?theme=dark'],
    ['app://furrow/assets/index-3f.js', '/assets/index-3f.js'],
    ['app://furrow/api/events?since=12', '/api/events?since=12'],
    ['app://furrow/assets/map-1/probabilities.tif#top', '/assets/map-1/probabilities.tif'],
    ['app://furrow/assets/map-1/a%20name.tif', '/assets/map-1/a%20name.tif'],
    ['app://furrow/tiles/x/1/2/3.mvt?q=..%2f..', '/tiles/x/1/2/3.mvt?q=..%2f..'],
  ])('%s is the path %s of the API', (address, target) => {
    expect(resolveAppUrl(address)).toBe(target);
  });

  it.each([
    ['another host', 'app://evil/'],
    ['a host that begins like ours', 'app://furrow.evil/'],
    ['a port', 'app://furrow:8080/'],
    ['credentials', 'app://user:pass@furrow/'],
    ['our name as credentials', 'app://furrow@evil/'],
    ['no host', 'app:///index.html'],
    ['no path', 'app:furrow'],
    ['another scheme', 'https://furrow/'],
    ['a file', 'file:///etc/passwd'],
    ['a script', 'javascript:alert(1)'],
    ['dot segments', 'app://furrow/../etc/passwd'],
    ['dot segments inside', 'app://furrow/assets/../../etc/passwd'],
    ['a dot segment at the end', 'app://furrow/assets/..'],
    ['encoded dots', 'app://furrow/%2e%2e/etc/passwd'],
    ['half encoded dots', 'app://furrow/.%2E/etc/passwd'],
    ['twice encoded dots', 'app://furrow/%252e%252e/etc/passwd'],
    ['an encoded slash', 'app://furrow/assets%2f..%2fsecret'],
    ['an encoded backslash', 'app://furrow/..%5c..%5csecret'],
    ['a backslash', 'app://furrow/..\\..\\secret'],
    ['an empty segment', 'app://furrow//etc/passwd'],
    ['a network share', 'app://furrow//server/share'],
    ['a drive letter', 'app://furrow/C:/Windows/win.ini'],
    ['an encoded drive letter', 'app://furrow/C%3A/Windows/win.ini'],
    ['a NUL', 'app://furrow/index.html%00.png'],
    ['a line break', 'app://furrow/index%0d%0aSet-Cookie:x'],
    ['bytes that are no UTF-8', 'app://furrow/%ff%fe'],
    ['half an escape', 'app://furrow/%e'],
    ['nothing', ''],
    ['no address', 'index.html'],
  ])('with %s are refused', (_what, address) => {
    expect(resolveAppUrl(address)).toBeNull();
  });

  it('are a page only at the root', () => {
    expect(['app://furrow/', 'app://furrow/?x=1', 'app://furrow/#map'].map(isAppPage)).toEqual([true, true, true]);
    expect(['app://furrow/api/jobs.list', 'app://furrow/assets/x.html', 'app://evil/', 'about:blank'].map(isAppPage)).toEqual([false, false, false, false]);
  });
});
