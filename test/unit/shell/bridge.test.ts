import { describe, expect, it, vi } from 'vitest';
import { answerBridge } from '../../../src/main/shell/bridge.ts';
import { CHANNELS } from '../../../src/shared/desktop/bridge.ts';

type Handler = (event: unknown, input?: unknown) => Promise<unknown>;
const WINDOW = { senderFrame: { url: 'app://furrow/', parent: null } };

function bridge(picked: readonly string[] = []) {
  const handlers = new Map<string, Handler>();
  const granted: string[] = [];
  const shown: string[] = [];
  const inside = new Set(['/area/map.tif']);
  answerBridge({
    ipcMain: { handle: (channel: string, handler: Handler) => handlers.set(channel, handler) } as never,
    dialog: { showOpenDialog: vi.fn(() => Promise.resolve({ canceled: picked.length === 0, filePaths: [...picked] })) },
    shell: { showItemInFolder: (path) => shown.push(path) },
    policy: {
      grant: (path) => inside.add(path),
      check: (path) => {
        if (!inside.has(path)) throw new Error(`${path} is outside`);
      },
    },
    grant: (path) => granted.push(path),
  });
  const ask = (channel: string, input?: unknown, event: unknown = WINDOW): Promise<unknown> => handlers.get(channel)?.(event, input) ?? Promise.reject(new Error('no such channel'));
  return { ask, granted, shown, channels: [...handlers.keys()] };
}

describe('the bridge to the window', () => {
  it('answers exactly its channels', () => {
    const { command, ...asked } = CHANNELS;
    expect(bridge().channels.sort()).toEqual(Object.values(asked).sort());
    expect(command).toBe('furrow:command');
  });

  it('opens what the user picked to the engine', async () => {
    const { ask, granted } = bridge(['/data/a.SAFE', '/data/b.SAFE']);
    expect(await ask(CHANNELS.pickFiles)).toEqual(['/data/a.SAFE', '/data/b.SAFE']);
    expect(granted).toEqual(['/data/a.SAFE', '/data/b.SAFE']);
  });

  it('gives nothing when the picker was cancelled', async () => {
    const { ask, granted } = bridge();
    expect([await ask(CHANNELS.pickFiles), await ask(CHANNELS.pickFolder)]).toEqual([[], null]);
    expect(granted).toEqual([]);
  });

  it('shows a file only where the user may see it from here', async () => {
    const { ask, shown } = bridge();
    await ask(CHANNELS.reveal, '/area/map.tif');
    await expect(ask(CHANNELS.reveal, '/etc/passwd')).rejects.toThrow(/outside/);
    await ask(CHANNELS.openDropped, ['/data/c.zip']);
    await ask(CHANNELS.reveal, '/data/c.zip');
    expect(shown).toEqual(['/area/map.tif', '/data/c.zip']);
  });

  it.each([
    ['another origin', { senderFrame: { url: 'https://example.org/', parent: null } }],
    ['a frame in the page', { senderFrame: { url: 'app://furrow/', parent: {} } }],
    ['a page that is gone', { senderFrame: null }],
  ])('rejects every message from %s', async (_who, event) => {
    const { ask, channels, granted } = bridge(['/data/a']);
    for (const channel of channels) await expect(ask(channel, undefined, event)).rejects.toThrow(/not asked by the window/);
    expect(granted).toEqual([]);
  });

  it.each([
    [CHANNELS.openDropped, ['relative/path']],
    [CHANNELS.openDropped, ['/a\0b']],
    [CHANNELS.openDropped, '/data'],
    [CHANNELS.openDropped, undefined],
    [CHANNELS.reveal, 7],
    [CHANNELS.reveal, undefined],
    [CHANNELS.pickFiles, { filters: [] }],
    [CHANNELS.pickFolder, '/'],
  ])('rejects malformed input on %s', async (channel, input) => {
    const { ask, granted } = bridge(['/data/a']);
    await expect(ask(channel, input)).rejects.toThrow();
    expect(granted).toEqual([]);
  });
});
