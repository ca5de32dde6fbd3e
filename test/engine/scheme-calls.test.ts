import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace } from '../../src/main/engine/catalog/create.ts';
import { type Engine, openEngine } from '../../src/main/engine/engine.ts';
import { readSchemes } from '../../src/main/engine/ingest/class-scheme/read-scheme.ts';
import { applyEdits } from '../../src/shared/schemes/edit.ts';
import { sharedData } from '../real-data.ts';

let folder = '';
let engine: Engine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-scheme-calls-'));
  await createWorkspace(join(folder, 'area'));
  engine = await openEngine({ folder: join(folder, 'area'), settings: { workers: 1 } });
}, 60_000);
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});
const schemeIds = async (): Promise<string[]> => (await engine.call('records.list', { kind: 'scheme' })).items.map(({ id }) => id);

describe('class schemes of a workspace', () => {
  it('lists what ships, and adds a scheme once', async () => {
    const { items } = await engine.call('schemes.shipped', {});
    expect(items.find(({ id }) => id === 'zuericrop')).toMatchObject({ classes: 72, levels: 3, sources: ['ch'], inWorkspace: false });
    expect(items.every(({ id, source }) => ['furrow-crops', 'temporary-crops'].includes(id) || source !== null)).toBe(true);
    await engine.call('schemes.add', { id: 'zuericrop' });
    await engine.call('schemes.add', { id: 'zuericrop' });
    expect((await schemeIds()).filter((id) => id === 'zuericrop')).toHaveLength(1);
    await expect(engine.call('schemes.add', { id: 'nothing' })).rejects.toMatchObject({ code: 'RECORD_NOT_FOUND' });
  });

  it('keeps edits as a new version, leaves the old one as it is, and gives the way back', async () => {
    const before = (await engine.call('schemes.get', { id: 'zuericrop' })).scheme;
    const { id, inverses } = await engine.call('schemes.edit', { id: 'zuericrop', edits: [{ op: 'merge', codes: ['apples', 'pears'], into: 'apples' }, { op: 'rename', code: 'apples', label: 'Apples and pears' }] });
    expect(id).toBe('zuericrop-v2');
    const { scheme, usedBy, shipped } = await engine.call('schemes.get', { id });
    expect(scheme.classes).toHaveLength(71);
    expect(scheme.title).toBe('ZueriCrop hierarchy, 5 to 19 to 48 crops (v2)');
    expect([usedBy, shipped]).toEqual([[], false]);
    expect((await engine.call('schemes.get', { id: 'zuericrop' })).scheme).toEqual(before);
    const back = applyEdits({ ...scheme, title: before.title }, inverses).scheme;
    expect({ ...back, id: before.id }).toEqual(before);
    expect((await engine.call('schemes.edit', { id, edits: [{ op: 'remove', code: 'hops' }] })).id).toBe('zuericrop-v3');
  });

  it('replaces only a scheme of one’s own that no samples are labelled by', async () => {
    const recolour = { op: 'recolour', code: 'wheat', colour: '#123456' } as const;
    await expect(engine.call('schemes.edit', { id: 'zuericrop', edits: [recolour], way: 'replace' })).rejects.toMatchObject({ code: 'SCHEME_SHIPPED' });
    expect((await engine.call('schemes.edit', { id: 'zuericrop-v2', edits: [recolour], way: 'replace' })).id).toBe('zuericrop-v2');
    labelBy('zuericrop-v2');
    await expect(engine.call('schemes.edit', { id: 'zuericrop-v2', edits: [recolour], way: 'replace' })).rejects.toMatchObject({ code: 'RECORD_IN_USE', params: { users: 'swiss' } });
    await expect(engine.call('records.remove', { kind: 'scheme', id: 'zuericrop-v2' })).rejects.toMatchObject({ code: 'RECORD_IN_USE' });
    expect((await engine.call('schemes.get', { id: 'zuericrop-v2' })).usedBy).toEqual(['swiss']);
    await engine.call('records.remove', { kind: 'scheme', id: 'zuericrop-v3' });
    expect(await schemeIds()).not.toContain('zuericrop-v3');
  });

  it('refuses to keep a scheme with a cycle or an edit that names nothing', async () => {
    const { scheme } = await engine.call('schemes.get', { id: 'zuericrop' });
    const looped = { ...scheme, classes: scheme.classes.map((cropClass) => (cropClass.code === 'L1_forest' ? { ...cropClass, parent: 'forest' } : cropClass)) };
    await expect(engine.call('schemes.save', { scheme: looped })).rejects.toMatchObject({ code: 'SCHEME_INVALID', message: expect.stringContaining('ancestor') as string });
    await expect(engine.call('schemes.edit', { id: 'zuericrop', edits: [{ op: 'remove', code: 'bananas' }] })).rejects.toMatchObject({ code: 'SCHEME_EDIT_REFUSED', message: expect.stringContaining('bananas') as string });
  });

  it('writes a scheme to JSON and CSV, which come back as they were, and replaces no file', async () => {
    const { scheme } = await engine.call('schemes.get', { id: 'zuericrop' });
    for (const ending of ['json', 'csv']) {
      const { path } = await engine.call('schemes.export', { id: 'zuericrop', path: join(folder, `swiss.${ending}`) });
      expect(existsSync(path)).toBe(true);
      const [read] = await readSchemes(path);
      expect(read?.mappings).toEqual(scheme.mappings);
      expect(read?.classes.find(({ code }) => code === 'rye')).toEqual(scheme.classes.find(({ code }) => code === 'rye'));
      await expect(engine.call('schemes.export', { id: 'zuericrop', path })).rejects.toMatchObject({ code: 'FILE_EXISTS' });
    }
    expect(readFileSync(join(folder, 'swiss.csv'), 'utf8').split('\r\n')[1]).toMatch(/^101,L1_field_crops,,#/);
  });

  it.skipIf(!sharedData)('counts the codes of real parcels and of a real extraction, and says which are unmapped (files beside the checkout)', async () => {
    const fields = join(sharedData ?? '', 'parcels/fr/RPG_2-0__GPKG_LAMB93_FXX_2022-01-01/RPG/1_DONNEES_LIVRAISON_2023-08-01/RPG_2-0_GPKG_LAMB93_FXX-2022/PARCELLES_GRAPHIQUES.gpkg');
    const { imported } = await engine.call('import.paths', { paths: [fields, join(sharedData ?? '', 'worldcereal/2022_FRA_LPIS_POLY_110.geoparquet')], options: {} });
    const idOf = (kind: string): string => imported.find((item) => item.kind === kind)?.id ?? '';
    const parcels = await engine.call('schemes.codes', { set: { kind: 'parcels', id: idOf('parcels') }, scheme: 'rpg-groups' });
    expect(parcels.source).toBe('rpg');
    expect(parcels.codes.reduce((sum, { count }) => sum + count, 0)).toBe(100);
    expect(parcels.codes.every(({ outcome, classCode }) => outcome === 'class' && classCode !== null)).toBe(true);
    const extraction = await engine.call('schemes.codes', { set: { kind: 'samples', id: idOf('samples') }, scheme: 'worldcereal-handbook' });
    expect(extraction.source).toBe('worldcereal');
    // 500 samples of 17 months each count once.
    expect(extraction.codes.reduce((sum, { count }) => sum + count, 0)).toBe(500);
    const { scheme } = await engine.call('schemes.get', { id: 'worldcereal-handbook' });
    // The file holds codes alone; the words are those of WorldCereal’s legend.
    expect(extraction.codes.find(({ code }) => code === '1201000010')?.label).toBe('vineyards wine vine rebland grapes');
    expect(extraction.codes.every(({ label }) => label !== '')).toBe(true);
    const [commonest] = extraction.codes;
    const { id } = await engine.call('schemes.save', { scheme: applyEdits(scheme, [{ op: 'unmap', source: 'worldcereal', codes: [commonest?.code ?? ''] }]).scheme });
    const after = await engine.call('schemes.codes', { set: { kind: 'samples', id: idOf('samples') }, scheme: id });
    expect(after.codes.filter(({ outcome }) => outcome === 'unmapped').map(({ code, count }) => [code, count])).toEqual([[commonest?.code, commonest?.count]]);
  }, 60_000);
});

/** A sample set without a file: enough to be in the way. */
function labelBy(schemeId: string): void {
  engine.services.catalog.samples.insert({
    kind: 'samples', id: 'swiss', title: 'Swiss', createdAt: '2026-01-01T00:00:00.000Z', simulated: false, warnings: [], path: 'samples/swiss/samples.parquet', rows: 1, crs: 'EPSG:4326',
    schemeId, bands: [], periods: [], byClass: { rye: 1 }, rejected: [], settings: {}, sources: [],
  });
}
