import gdal from 'gdal-async';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSchemes } from '../../src/main/engine/ingest/class-scheme/read-scheme.ts';
import { SHIPPED_SCHEMES, shippedScheme } from '../../src/main/engine/ingest/class-scheme/shipped.ts';
import { readFeatures } from '../../src/main/engine/gdal/vector.ts';
import { parseCsv } from '../../src/main/engine/ingest/text-table/csv.ts';
import { mapEncoding } from '../../src/shared/legend/legend.ts';
import { schemeCsv } from '../../src/shared/schemes/scheme-csv.ts';
import { lineOf } from '../../src/shared/schemes/tree.ts';
import { checkScheme, classOf } from '../../src/shared/raster/class-mapping.ts';
import type { ClassScheme } from '../../src/shared/raster/class-scheme.ts';
import { sharedData } from '../real-data.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-schemes-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The colours of a file's palette by value. */
function readPalette(path: string): Map<number, string> {
  const dataset = gdal.open(path);
  const table = dataset.bands.get(1).colorTable;
  const hex = (value: number): string => value.toString(16).padStart(2, '0');
  const colours = Array.from({ length: table?.count() ?? 0 }, (_, i) => table?.get(i)).map((entry) => `#${hex(entry?.c1 ?? 0)}${hex(entry?.c2 ?? 0)}${hex(entry?.c3 ?? 0)}`);
  dataset.close();
  return new Map(colours.map((colour, i) => [i, colour]));
}

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
    // The palette of the Cropland Data Layer is its own, and gives many crops one colour.
    if (id !== 'cdl') expect(new Set(scheme.classes.map(({ colour }) => colour)).size).toBe(scheme.classes.length);
    const reached = new Set([...Object.values(scheme.mappings).flatMap((codes) => Object.values(codes)), ...scheme.classes.map(({ parent }) => parent)]);
    expect(scheme.classes.filter(({ code }) => !reached.has(code)).map(({ code }) => code), 'classes without a source code and without classes below').toEqual([]);
  });

  it.skipIf(!sharedData)('give every WorldCereal legend code the class that WorldCereal gives it (file beside the checkout)', () => {
    const sets = JSON.parse(readFileSync(join(sharedData ?? '', 'worldcereal/class_mappings.json'), 'utf8')) as Record<string, Record<string, string>>;
    for (const [set, id, count] of [['LANDCOVER10', 'worldcereal-landcover10', 10], ['CROPTYPE24', 'worldcereal-croptype24', 24]] as const) {
      const scheme = shipped(id);
      expect(scheme.classes).toHaveLength(count);
      for (const [code, name] of Object.entries(sets[set] ?? {})) expect(codeOf(scheme, 'worldcereal', code), `${set} ${code}`).toBe(name === 'ignore' ? 'ignored' : name);
    }
  });

  it.skipIf(!sharedData)('give every code of the UN handbook its class, and the group that its notebook makes (file beside the checkout)', () => {
    const { rows } = parseCsv(readFileSync(join(sharedData ?? '', 'worldcereal/crop_type_class_mappings.csv'), 'utf8'));
    const groups: Record<string, readonly string[]> = {
      winter_cereal: ['wheat', 'barley', 'rye'],
      spring_cereal: ['spring_wheat', 'spring_barley', 'spring_rye'],
      vegetables: ['vegetables_fruits', 'potatoes', 'beet'],
      other_crops: ['fibre_crops', 'dry_pulses_legumes', 'grass_fodder_crops'],
    };
    const fine = shipped('worldcereal-handbook');
    const grouped = shipped('worldcereal-handbook-groups');
    for (const row of rows) {
      const [code = '', wanted = ''] = [row['ewoc_code'], row['finetune_class']];
      const group = Object.keys(groups).find((name) => groups[name]?.includes(wanted));
      expect(codeOf(fine, 'worldcereal', code), code).toBe(wanted === '' ? 'ignored' : wanted);
      expect(codeOf(grouped, 'worldcereal', code), code).toBe(wanted === '' ? 'ignored' : (group ?? wanted));
      if (wanted !== '') expect(fine.classes.find((cropClass) => cropClass.code === wanted)?.parent, wanted).toBe(group ?? null);
    }
    expect(rows).toHaveLength(867);
    expect(grouped.classes).toHaveLength(20);
  });

  it('have ZueriCrop in three levels of 5, 19 and 48, where the three groups outside vegetation have no class above', () => {
    const scheme = shipped('zuericrop');
    const counts = (prefix: RegExp): number => scheme.classes.filter(({ code }) => prefix.test(code)).length;
    expect([counts(/^L1_/), counts(/^L2_/), counts(/^(?!L\d_)/)]).toEqual([5, 19, 48]);
    for (const { code, parent } of scheme.classes) {
      if (code.startsWith('L1_')) expect(parent).toBeNull();
      else if (code.startsWith('L2_')) expect(parent === null ? ['L2_greenhouse', 'L2_protected_cultivation', 'L2_undefined'].includes(code) : parent.startsWith('L1_'), code).toBe(true);
      else expect(parent, code).toMatch(/^L2_/);
    }
    expect(lineOf(scheme, codeOf(scheme, 'ch', '513'))).toEqual(['winter_wheat', 'L2_small_grain_cereal', 'L1_field_crops']);
    expect(codeOf(scheme, 'ch', '568')).toBe('unmapped');
    // All 124 codes of the table have their place.
    expect(Object.keys(scheme.mappings['ch'] ?? {}).length + Object.keys(scheme.unmapped?.['ch'] ?? {}).length).toBe(124);
  });

  it.skipIf(!sharedData)('have the values and colours that the Cropland Data Layer has in its own file and its STAC item (files beside the checkout)', () => {
    const scheme = shipped('cdl');
    const palette = readPalette(join(sharedData ?? '', 'cdl/2021_30m_cdls_-106095_1807575_15000.tif'));
    const item = JSON.parse(readFileSync(join(sharedData ?? '', 'cdl/cropland_stac_item.json'), 'utf8')) as { assets: { cropland: { 'classification:classes': { value: number; description: string }[] } } };
    const listed = item.assets.cropland['classification:classes'];
    expect(scheme.classes.map(({ value }) => value)).toEqual(listed.map(({ value }) => value));
    for (const { value, colour, code } of scheme.classes) {
      expect(colour, code).toBe(palette.get(value));
      expect(codeOf(scheme, 'cdl', String(value))).toBe(code);
    }
    const words = (name: string | undefined): string => (name ?? '').replace(/^Dbl Crop /, '').toLowerCase();
    const apart = listed.filter(({ value, description }) => words(scheme.classes.find((cropClass) => cropClass.value === value)?.labels['en']) !== words(description.trim()));
    // Where NASS’s own names differ from those of the item: abbreviations and three slips.
    expect(apart.map(({ value }) => value)).toEqual([26, 47, 221, 225, 230, 231, 234, 236, 238]);
    // 254 is a class of its own, so that a map of this scheme needs two bytes.
    expect(mapEncoding(scheme)).toEqual({ dtype: 'uint16', nodata: 65_535, outside: 65_534 });
  });

  it.skipIf(!sharedData)('have HCAT’s upper levels by its own codes and names (file beside the checkout)', () => {
    const { rows } = parseCsv(readFileSync(join(sharedData ?? '', 'hcat/HCAT3.csv'), 'utf8'));
    const scheme = shipped('hcat3');
    const upper = rows.filter((row) => /^33(?!00)\d{4}0000$/.test(row['HCAT3_code'] ?? ''));
    expect(scheme.classes.map(({ code }) => code)).toEqual(upper.map((row) => row['HCAT3_name']));
    for (const row of upper) expect(codeOf(scheme, 'hcat', row['HCAT3_code'] ?? '')).toBe(row['HCAT3_name']);
    expect(lineOf(scheme, codeOf(scheme, 'hcat', '3301010402'))).toEqual(['cereal', 'arable_crops']);
  });

  it('have Crop2Seg’s numbers as pixel values', () => {
    const scheme = shipped('crop2seg');
    expect(scheme.classes.map(({ value }) => value)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(scheme.classes[4]).toMatchObject({ code: 'winter_cereals', colour: '#f4ecb1' });
  });

  it('give Crop2Seg’s classes only the codes of the same name, and leave what its authors did not publish unmapped', () => {
    const scheme = shipped('crop2seg');
    expect(['105', '98', '110'].map((code) => codeOf(scheme, 'cz', code))).toEqual(['winter_cereals', 'winter_cereals', 'winter_cereals']);
    expect(['96', '104', '261', '434', '2', '40020', '530'].map((code) => codeOf(scheme, 'cz', code))).toEqual(['summer_cereals', 'summer_cereals', 'rapeseed', 'maize', 'sugar_beet', 'flax_hemp', 'hopyards']);
    expect(codeOf(scheme, 'hcat', '3301090400')).toBe('maize');
    expect(codeOf(scheme, 'hcat', '3303060000')).toBe('vineyards');
    // Oats of no season, fodder beet, clover, potatoes, peas.
    for (const code of ['3301010500', '3301290400', '3301090303', '3301030000', '3301020600']) expect(codeOf(scheme, 'hcat', code), code).toBe('unmapped');
  });

  it.skipIf(!sharedData)('give every Czech code the class of its HCAT code, where both have one (file beside the checkout)', () => {
    const { rows } = parseCsv(readFileSync(join(sharedData ?? '', 'hcat/cz_2023.csv'), 'utf8'));
    const scheme = shipped('crop2seg');
    const apart = rows.flatMap((row) => {
      const [own, hcat] = [codeOf(scheme, 'cz', row['original_code'] ?? ''), codeOf(scheme, 'hcat', row['HCAT3_code'] ?? '')];
      return own !== 'unmapped' && hcat !== 'unmapped' && own !== hcat ? [row['original_code']] : [];
    });
    expect(apart).toEqual([]);
    // Horehound (Jablečník), which that table takes for an apple tree.
    expect(codeOf(shipped('furrow-crops'), 'cz', '28')).toBe('unmapped');
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

  it.skipIf(!sharedData)('reads HCAT as a tree and EuroCrops’ national tables with both their codes (files beside the checkout)', async () => {
    const [hcat] = await readSchemes(join(sharedData ?? '', 'hcat/HCAT3.csv'));
    expect(hcat?.classes).toHaveLength(384);
    expect(hcat && lineOf(hcat, 'winter_barley')).toEqual(['winter_barley', 'barley', 'cereal', 'arable_crops', 'crop_type']);
    const [france] = await readSchemes(join(sharedData ?? '', 'hcat/fr_2018.csv'));
    expect(france && [codeOf(france, 'rpg', 'AIL'), codeOf(france, 'hcat', '3301220200')]).toEqual(['garlic', 'garlic']);
    const [latvia] = await readSchemes(join(sharedData ?? '', 'hcat/lv_2021.csv'));
    expect(latvia && codeOf(latvia, 'lv', '112')).toBe('winter_common_soft_wheat');
    const [austria] = await readSchemes(join(sharedData ?? '', 'hcat/at_2021.csv'));
    expect(austria && codeOf(austria, 'at', '351')).toBe('tree_wood_forest');
    const [czechia] = await readSchemes(join(sharedData ?? '', 'hcat/cz_2023.csv'));
    expect(czechia && codeOf(czechia, 'cz', '2')).toBe('sugar_beet');
  });

  it.each(['zuericrop', 'furrow-crops', 'worldcereal-handbook'])('reads %s back from its own table as it was', async (id) => {
    const scheme = shipped(id);
    const path = join(folder, `${id}.csv`);
    writeFileSync(path, schemeCsv(scheme));
    const [read] = await readSchemes(path);
    const byCode = (found: ClassScheme | undefined) => new Map(found?.classes.map((cropClass) => [cropClass.code, cropClass]));
    expect(byCode(read)).toEqual(byCode(scheme));
    expect(read?.mappings).toEqual(scheme.mappings);
    expect(read?.unmapped).toEqual(scheme.unmapped);
  });

  it('refuses a table of its own that says two things of one class', async () => {
    const path = join(folder, 'torn.csv');
    writeFileSync(path, 'value,code,parent,colour,source,source_code,source_label\n1,wheat,,#111111,rpg,BTH,\n2,wheat,,#111111,rpg,BTP,\n');
    await expect(readSchemes(path)).rejects.toMatchObject({ code: 'SCHEME_INVALID', message: expect.stringContaining('“wheat”') as string });
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
