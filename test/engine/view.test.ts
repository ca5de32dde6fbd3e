import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { initWorkspace } from '../../src/main/engine/init-workspace.ts';
import type { CallInput } from '../../src/shared/contract/contract.ts';

type View = CallInput<'view.save'>['view'];

let folder = '';
let engine: Engine;
const file = (): string => join(folder, 'window.json');

beforeAll(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'furrow-view-')), 'area');
  await initWorkspace(folder);
  engine = await openEngine({ folder });
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});
beforeEach(() => {
  for (const name of readdirSync(folder)) if (name.startsWith('window.json')) rmSync(join(folder, name));
});

const layer = (id: string, style: Record<string, string | number | null> = {}): View['tree']['layers'][number] => ({ id, kind: 'classes', title: `Map ${id}`, visible: true, opacity: 0.7, recordId: id, ...style });
const view = (layers: View['tree']['layers'], rest: Partial<View> = {}): View => ({ version: 1, tree: { layers }, ...rest });

describe('the window of a workspace', () => {
  it('opens with nothing kept at first', async () => {
    expect(await engine.call('view.load', {})).toEqual({ view: null, problem: null });
  });

  it('comes back as it was left: order, styles, themes, extent, panels and comparison', async () => {
    const left = view([layer('b', { ramp: 'viridis', lit: null }), { ...layer('a'), group: 'g', visible: false }], {
      tree: {
        layers: [layer('b', { ramp: 'viridis', lit: null }), { ...layer('a'), group: 'g', visible: false }],
        groups: [{ id: 'g', title: 'Été', visible: true, open: false }],
        removed: ['c:confidence'],
        themes: [{ id: 't', title: 'Only b', layers: [layer('b')], groups: [] }],
      },
      map: { crs: 'EPSG:2154', sight: { crs: 'EPSG:2154', centre: [600_000.25, 6_600_000], resolution: 12.5, rotation: 0 }, graticule: true, hatch: false },
      panels: { right: 'styling', dock: 'table', hidden: false, sizes: { right: 360 } },
      compare: { mode: 'swipe', layers: ['a'], theme: null, position: 0.3, direction: 'horizontal', radius: 90, seconds: 2 },
      features: { table: { columns: ['code', 'area_m2'], sort: null } },
    });
    await engine.call('view.save', { view: left });
    expect(await engine.call('view.load', {})).toEqual({ view: left, problem: null });
  });

  it('keeps the last of many saves that come at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => engine.call('view.save', { view: view([layer(String(i))]) })));
    expect((await engine.call('view.load', {})).view?.tree.layers[0]?.id).toBe('19');
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('leaves alone what a newer Furrow wrote, and says so', async () => {
    const newer = '{"version": 7, "planets": []}';
    writeFileSync(file(), newer);
    expect(await engine.call('view.load', {})).toMatchObject({ view: null, problem: { code: 'VIEW_NEWER', params: { found: 7, known: 1 } } });
    await expect(engine.call('view.save', { view: view([]) })).rejects.toMatchObject({ code: 'VIEW_NEWER' });
    expect(readFileSync(file(), 'utf8')).toBe(newer);
  });

  it.each([
    ['cut off', '{"version": 1, "tree": {"lay'],
    ['empty', ''],
    ['no document', '[1, 2]'],
    ['without a version', '{"tree": {"layers": []}}'],
    ['with an opacity of 7', JSON.stringify(view([{ ...layer('a'), opacity: 7 }]))],
    ['null', 'null'],
  ])('opens with its usual layers when the file is damaged (%s), and keeps the damaged one beside the next', async (_what, text) => {
    writeFileSync(file(), text);
    expect(await engine.call('view.load', {})).toMatchObject({ view: null, problem: { code: 'VIEW_DAMAGED' } });
    expect(readFileSync(file(), 'utf8')).toBe(text);
    await engine.call('view.save', { view: view([layer('a')]) });
    expect(readFileSync(`${file()}.damaged`, 'utf8')).toBe(text);
    expect((await engine.call('view.load', {})).view?.tree.layers).toHaveLength(1);
  });

  it('refuses what does not fit or is too large, and keeps what was there', async () => {
    await engine.call('view.save', { view: view([layer('a')]) });
    await expect(engine.call('view.save', { view: { version: 2, tree: { layers: [] } } as unknown as View })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(engine.call('view.save', { view: view([], { features: { notes: 'x'.repeat(3_100_000) } }) })).rejects.toMatchObject({ code: 'VIEW_TOO_LARGE' });
    expect((await engine.call('view.load', {})).view?.tree.layers).toHaveLength(1);
    expect(existsSync(`${file()}.damaged`)).toBe(false);
  });
});
