import { describe, expect, it } from 'vitest';
import { isPermitted, isTrustedSender, mayLoad, mayNavigate } from '../../../src/main/shell/policies.ts';

const FOREIGN = ['https://example.org/', 'http://127.0.0.1:8080/', 'file:///etc/passwd', 'about:blank', 'javascript:alert(1)', 'data:text/html,x', 'blob:app://furrow/1', 'app://evil/', 'ftp://x/', ''];

describe('navigation', () => {
  it('goes to the page of the window and nowhere else', () => {
    expect(mayNavigate('app://furrow/')).toBe(true);
    expect(FOREIGN.filter(mayNavigate)).toEqual([]);
    expect(mayNavigate('app://furrow/assets/uploaded.html')).toBe(false);
  });
});

describe('permissions', () => {
  const known = ['media', 'geolocation', 'notifications', 'midi', 'pointerLock', 'fullscreen', 'openExternal', 'clipboard-read', 'usb', 'serial', 'hid', 'fileSystem', 'display-capture', 'storage-access', 'unknown'];

  it('are denied, but for copying', () => {
    expect(known.filter((name) => isPermitted(name, 'app://furrow'))).toEqual([]);
    expect(isPermitted('clipboard-sanitized-write', 'app://furrow')).toBe(true);
    expect(isPermitted('clipboard-sanitized-write', 'app://furrow/')).toBe(true);
  });

  it('are denied to every other origin', () => {
    expect(['https://furrow', 'app://evil', 'null', '', 'app://furrow.evil'].filter((origin) => isPermitted('clipboard-sanitized-write', origin))).toEqual([]);
  });
});

describe('loading', () => {
  it('never leaves the machine', () => {
    const addresses = ['https://tile.openstreetmap.org/1/1/1.png', 'http://localhost/', 'ws://127.0.0.1/', 'wss://x/', 'file:///etc/passwd', 'chrome-extension://x/y', 'blob:https://evil/1', 'devtools://evil/x'];
    for (const isPackaged of [true, false]) expect(addresses.filter((address) => mayLoad(address, { isPackaged }))).toEqual([]);
  });

  it('takes the app itself and what the page made', () => {
    for (const address of ['app://furrow/assets/a.js', 'blob:app://furrow/0b1c', 'data:image/png;base64,AA==']) expect(mayLoad(address, { isPackaged: true })).toBe(true);
  });

  it('opens the developer tools in unpackaged runs only', () => {
    expect(mayLoad('devtools://devtools/bundled/inspector.html', { isPackaged: false })).toBe(true);
    expect(mayLoad('devtools://devtools/bundled/inspector.html', { isPackaged: true })).toBe(false);
  });
});

describe('messages', () => {
  it('are taken from the main frame of the page', () => {
    expect(isTrustedSender({ url: 'app://furrow/', parent: null })).toBe(true);
  });

  it.each([
    ['a frame that is gone', null],
    ['a frame inside the page', { url: 'app://furrow/', parent: {} }],
    ['another origin', { url: 'https://example.org/', parent: null }],
    ['an empty page', { url: 'about:blank', parent: null }],
    ['a file of the app', { url: 'app://furrow/assets/a.html', parent: null }],
  ])('are refused from %s', (_who, frame) => {
    expect(isTrustedSender(frame)).toBe(false);
  });
});
