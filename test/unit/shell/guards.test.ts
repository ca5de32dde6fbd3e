import { describe, expect, it, vi } from 'vitest';
import { guardContents, guardSession } from '../../../src/main/shell/guards.ts';

type Listener = (event: { url: string; preventDefault: () => void }) => void;

/** A page that keeps its listeners. */
function page() {
  const listeners = new Map<string, Listener>();
  const contents = { on: vi.fn((name: string, listener: Listener) => listeners.set(name, listener)), setWindowOpenHandler: vi.fn() };
  guardContents(contents as never);
  const isStopped = (name: string, url: string): boolean => {
    const preventDefault = vi.fn();
    listeners.get(name)?.({ url, preventDefault });
    return preventDefault.mock.calls.length > 0;
  };
  return { contents, listeners, isStopped };
}

describe('every page', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('stops at %s to anywhere but the window', (name) => {
    const { isStopped } = page();
    expect(isStopped(name, 'https://example.org/')).toBe(true);
    expect(isStopped(name, 'file:///etc/passwd')).toBe(true);
    expect(isStopped(name, 'app://furrow/')).toBe(false);
  });

  it('attaches no web view and opens no second window', () => {
    const { contents, isStopped } = page();
    expect(isStopped('will-attach-webview', '')).toBe(true);
    const handler = contents.setWindowOpenHandler.mock.calls[0]?.[0] as (details: unknown) => unknown;
    expect(handler({ url: 'app://furrow/' })).toEqual({ action: 'deny' });
  });
});

describe('every session', () => {
  function guarded() {
    const set = { request: vi.fn(), check: vi.fn(), device: vi.fn(), spelling: vi.fn(), load: vi.fn() };
    guardSession(
      {
        setPermissionRequestHandler: set.request,
        setPermissionCheckHandler: set.check,
        setDevicePermissionHandler: set.device,
        setSpellCheckerEnabled: set.spelling,
        webRequest: { onBeforeRequest: set.load },
      } as never,
      { isPackaged: true },
    );
    return set;
  }

  it('answers permission requests and checks, and gives no device', () => {
    const set = guarded();
    const ask = set.request.mock.calls[0]?.[0] as (contents: unknown, permission: string, answer: (granted: boolean) => void, details: unknown) => void;
    const answers: boolean[] = [];
    for (const [permission, requestingUrl] of [['media', 'app://furrow/'], ['clipboard-sanitized-write', 'app://furrow/'], ['clipboard-sanitized-write', 'https://evil/'], ['clipboard-sanitized-write', '']]) {
      ask(null, permission ?? '', (granted) => answers.push(granted), { requestingUrl });
    }
    expect(answers).toEqual([false, true, false, false]);
    const check = set.check.mock.calls[0]?.[0] as (contents: unknown, permission: string, origin: string) => boolean;
    expect([check(null, 'geolocation', 'app://furrow'), check(null, 'clipboard-sanitized-write', 'app://furrow')]).toEqual([false, true]);
    expect((set.device.mock.calls[0]?.[0] as () => boolean)()).toBe(false);
  });

  it('cancels what would leave the machine and downloads no dictionary', () => {
    const set = guarded();
    const before = set.load.mock.calls[0]?.[0] as (details: { url: string }, answer: (decision: { cancel: boolean }) => void) => void;
    const decisions: boolean[] = [];
    for (const url of ['https://example.org/x.js', 'app://furrow/assets/x.js']) before({ url }, ({ cancel }) => decisions.push(cancel));
    expect(decisions).toEqual([true, false]);
    expect(set.spelling).toHaveBeenCalledWith(false);
  });
});
