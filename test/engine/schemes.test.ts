import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSchemes } from '../../src/main/engine/ingest/class-scheme/read-scheme.ts';
import { SHIPPED_SCHEMES, shippedScheme } from '../../src/main/engine/ingest/class-scheme/shipped.ts';
import { readFeatures } from '../../src/main/engine/gdal/vector.ts';
import { checkScheme, classOf } from '../../src/shared/raster/class-mapping.ts';
import type { ClassScheme } from '../../src/shared/raster/class-scheme.ts';
import { sharedData } from '../real-data.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-schemes-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function shipped(id: string): ClassScheme {
  const scheme = shippedScheme(id);
  if (!scheme) throw new Error(`${id} does not ship`);
  return scheme;
}
const codeOf = (scheme: ClassScheme, source: string, code: string) => {
  const mapped = classOf(scheme, source, code);
  return mapped.outcome === 'class' ? mapped.code : mapped.outcome;
};

describe('shipped class schemes', () => {
  it.each(SHIPPED_SCHEMES)('%s holds together and has words in English and French', (id) => {
    const scheme = shipped(id);
    expect(scheme.id).toBe(id);
    for (const cropClass of scheme.classes) expect(Object.keys(cropClass.labels).sort(), cropClass.code).toEqual(['en', 'fr']);
    expect(new Set(scheme.classes.map(({ colour }) => colour)).size).toBe(scheme.classes.length);
  });

  it.skipIf(!sharedData)('give every WorldCereal legend code the class that WorldCereal gives it (file beside the checkout)', () => {
    const sets = JSON.parse(readFileSync(join(sharedData ?? '', 'worldcereal/class_mappings.json'), 'utf8')) as Record<string, Record<string, string>>;
    for (const [set, id, count] of [['LANDCOVER10', 'worldcereal-landcover10', 10], ['CROPTYPE24', 'worldcereal-croptype24', 24]] as const) {
      const scheme = shipped(id);
      expect(scheme.classes).toHaveLength(count);
      for (const [code, name] of Object.entries(sets[set] ?? {})) expect(codeOf(scheme, 'worldcereal', code), `${set} ${code}`).toBe(name === 'ignore' ? 'ignored' : name);
    }
  });

  it('take a branch for all below it and stop at the levels of the code', () => {
    const crops = shipped('furrow-crops');
    expect(codeOf(crops, 'hcat', '3301010401')).toBe('winter_barley');
    expect(codeOf(crops, 'hcat', '3301010400')).toBe('unmapped');
    expect(codeOf(crops, 'hcat', '3301020100')).toBe('pulses');
    expect(codeOf(crops, 'worldcereal', '11-01-06-000-2')).toBe('maize');
    expect(codeOf(crops, 'worldcereal', '1111010100')).toBe('ignored');
    // 11-15 is fallow, not a kind of 11-10 or 11-1x.
    expect(codeOf(crops, 'worldcereal', '1115000001')).toBe('fallow');
    expect(codeOf(crops, 'rpg', 'BTH')).toBe('winter_wheat');
    expect(codeOf(crops, 'rpg', 'ZZZ')).toBe('unmapped');
  });

  it('count temporary crops as the public query does: fallow and unspecified cropland are none', () => {
    const scheme = shipped('temporary-crops');
    expect(codeOf(scheme, 'worldcereal', '1101060000')).toBe('temporary_crops');
    expect(codeOf(scheme, 'worldcereal', '1114000000')).toBe('temporary_crops');
    expect(codeOf(scheme, 'worldcereal', '1115000000')).toBe('other');
    expect(codeOf(scheme, 'worldcereal', '2501000000')).toBe('other');
    expect(codeOf(scheme, 'worldcereal', '1000000000')).toBe('ignored');
    expect(codeOf(scheme, 'worldcereal', '1100000000')).toBe('ignored');
  });

  it.skipIf(!sharedData)('agree with the group that the RPG itself writes beside each crop code (file beside the checkout)', () => {
    const path = join(sharedData ?? '', 'parcels/fr/RPG_2-0__GPKG_LAMB93_FXX_2022-01-01/RPG/1_DONNEES_LIVRAISON_2023-08-01/RPG_2-0_GPKG_LAMB93_FXX-2022/PARCELLES_GRAPHIQUES.gpkg');
    const scheme = shipped('rpg-groups');
    let seen = 0;
    readFeatures(path, {}, ({ properties }) => {
      seen += 1;
      expect(codeOf(scheme, 'rpg', String(properties['code_cultu'])), String(properties['code_cultu'])).toBe(String(properties['code_group']));
      expect(codeOf(scheme, 'rpg-group', String(properties['code_group']))).toBe(String(properties['code_group']));
    });
    expect(seen).toBe(100);
  });
});

describe('importing class schemes', () => {
  it.skipIf(!sharedData)('reads WorldCereal’s JSON and its legend table (files beside the checkout)', async () => {
    const sets = await readSchemes(join(sharedData ?? '', 'worldcereal/class_mappings.json'));
    expect(sets.map(({ id }) => id)).toContain('CROPTYPE_INSEASON_FRANCE');
    const [legend] = await readSchemes(join(sharedData ?? '', 'worldcereal/crop_type_class_mappings.csv'));
    expect(legend?.classes.length).toBe(28);
    expect(legend && codeOf(legend, 'worldcereal', '1101060000')).toBe('maize');
  });

  it('reads a small table with quotes and semicolons', async () => {
    const path = join(folder, 'mine.csv');
    writeFileSync(path, '\uFEFFsource_code;class;note\n1;wheat;"winter; ""soft"""\n2;maize;\n3;;left out\n');
    const [scheme] = await readSchemes(path);
    expect(scheme?.mappings).toEqual({ own: { 1: 'wheat', 2: 'maize', 3: 'ignore' } });
  });

  const base = { id: 'x', title: 'X', classes: [{ value: 1, code: 'a', labels: {}, colour: '#112233' }, { value: 2, code: 'b', labels: {}, colour: '#445566' }] };
  it.each([
    ['two equal codes', { ...base, classes: [base.classes[0], { ...base.classes[1], code: 'a' }] }, 'code “a”'],
    ['two equal values', { ...base, classes: [base.classes[0], { ...base.classes[1], value: 1 }] }, 'value 1'],
    ['a cycle of parents', { ...base, classes: [{ ...base.classes[0], parent: 'b' }, { ...base.classes[1], parent: 'a' }] }, 'ancestor'],
    ['a parent that is not there', { ...base, classes: [{ ...base.classes[0], parent: 'z' }] }, '“z”'],
    ['a mapping to no class', { ...base, mappings: { rpg: { BTH: 'wheat' } } }, 'wheat'],
    ['no classes', { id: 'x', title: 'X' }, 'classes'],
  ])('refuses %s', (_, document, problem) => {
    expect(() => checkScheme(document, 'x')).toThrow(expect.objectContaining({ code: 'SCHEME_INVALID', message: expect.stringContaining(problem) as string }));
  });

  it('refuses a table where one code belongs to two classes, and a table without classes', async () => {
    const twice = join(folder, 'twice.csv');
    writeFileSync(twice, 'source_code,class\n1,wheat\n1,maize\n');
    await expect(readSchemes(twice)).rejects.toMatchObject({ code: 'SCHEME_INVALID' });
    const none = join(folder, 'none.csv');
    writeFileSync(none, 'a,b\n1,2\n');
    await expect(readSchemes(none)).rejects.toMatchObject({ code: 'SCHEME_INVALID' });
  });
});
