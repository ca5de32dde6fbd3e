/**
 * Writes the class schemes that ship with Furrow:
 *
 *   node resources/schemes/make.mjs CLASS_MAPPINGS.json CROP_TYPE_CLASS_MAPPINGS.csv CROPLAND_STAC_ITEM.json
 *
 * The first two are `class_mappings.json` and the legend table of WorldCereal/worldcereal-classification, the third is an
 * item of the Cropland Data Layer with its palette (see NOTICE.md here). All other tables lie beside this file; a source
 * code that is in none of them stays unmapped and is listed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseCsv } from '../../src/main/engine/ingest/text-table/csv.ts';
import { CROPS, CROPTYPE24, LANDCOVER10, RPG_GROUPS } from './tables.mjs';
import { CDL } from './tables/cdl.mjs';
import { CROP2SEG } from './tables/crop2seg.mjs';
import { HANDBOOK, HANDBOOK_GROUPS } from './tables/handbook.mjs';
import { HCAT, HCAT_HUES } from './tables/hcat.mjs';
import { TIER_2, TIER_3, TIER_4, WITHOUT_CROP } from './tables/zuericrop.mjs';

/** Lengths of the levels of hierarchical codes; `src/shared/raster/class-mapping.ts` reads mappings with the same. */
const WORLDCEREAL_LEVELS = [2, 4, 6, 9, 10];
const IGNORED = 'ignore';

const target = (name) => fileURLToPath(new URL(`${name}.json`, import.meta.url));
const save = (scheme) => writeFileSync(target(scheme.id), `${JSON.stringify(scheme, null, 1)}\n`);
const classes = (rows) => rows.map(([value, code, en, fr, colour]) => ({ value, code, labels: { en, fr }, colour, parent: null }));

function prefixes(code, levels) {
  return levels.map((length) => code.slice(0, length).padEnd(code.length, '0'));
}

/** Drops every code that its nearest ancestor in the mapping already says. */
function compact(mapping, levels) {
  const kept = {};
  for (const code of Object.keys(mapping).sort()) {
    const ancestors = prefixes(code, levels).filter((prefix) => prefix !== code && mapping[prefix] !== undefined);
    if (mapping[ancestors.at(-1)] !== mapping[code]) kept[code] = mapping[code];
  }
  return kept;
}

const WORLDCEREAL = {
  source: 'class_mappings.json of github.com/WorldCereal/worldcereal-classification; colours are Furrow’s',
  licence: 'MIT',
};

function worldCereal(id, title, rows, table) {
  const known = new Set(rows.map(([, code]) => code));
  const unknown = Object.values(table).filter((name) => name !== IGNORED && !known.has(name));
  if (unknown.length > 0) throw new Error(`${id} has no class ${[...new Set(unknown)].join(', ')}`);
  const codes = Object.fromEntries(Object.entries(table).map(([code, name]) => [code.padStart(10, '0'), name]));
  save({ id, title, classes: classes(rows), mappings: { worldcereal: compact(codes, WORLDCEREAL_LEVELS) }, ...WORLDCEREAL });
}

/** `{source: 'A B C'}` per class becomes `{source: {A: class, B: class, …}}`; a code that two classes claim stops the script. */
function mappingsOf(rows) {
  const mappings = {};
  for (const [, code, , , , sources = {}] of rows) {
    for (const [source, codes] of Object.entries(sources)) {
      mappings[source] ??= {};
      for (const sourceCode of codes.trim().split(/\s+/)) {
        if (mappings[source][sourceCode]) throw new Error(`${source} ${sourceCode} belongs to ${mappings[source][sourceCode]} and ${code}`);
        mappings[source][sourceCode] = code;
      }
    }
  }
  return mappings;
}

const sets = JSON.parse(readFileSync(process.argv[2], 'utf8'));
worldCereal('worldcereal-landcover10', 'WorldCereal land cover, 10 classes', LANDCOVER10, sets.LANDCOVER10);
worldCereal('worldcereal-croptype24', 'WorldCereal crop types, 24 classes', CROPTYPE24, sets.CROPTYPE24);
save({
  id: 'temporary-crops',
  title: 'Temporary crops against all other land',
  classes: classes([
    [1, 'temporary_crops', 'Temporary crops', 'Cultures temporaires', '#e0a30b'],
    [2, 'other', 'Other land', 'Autre occupation du sol', '#7f9c86'],
  ]),
  // Fallow (11-15) does not count, as in WorldCereal’s public query: 1100000000 < code < 1115000000.
  mappings: {
    worldcereal: {
      ...Object.fromEntries(Array.from({ length: 14 }, (_, i) => [`11${String(i + 1).padStart(2, '0')}000000`, 'temporary_crops'])),
      ...Object.fromEntries(['12', '13', '14', '15', '16', '17', '20', '25', '30', '40', '41', '42', '43', '50', '60', '70'].map((level) => [level.padEnd(10, '0'), 'other'])),
      '0000000000': IGNORED,
      1000000000: IGNORED,
      1100000000: IGNORED,
      1115000000: 'other',
    },
  },
});
save({
  id: 'rpg-groups',
  title: 'RPG crop groups (France)',
  classes: classes(RPG_GROUPS),
  mappings: mappingsOf(RPG_GROUPS),
  source: 'crop groups and crop codes of the Registre Parcellaire Graphique 2.0 (IGN, ASP); colours are Furrow’s',
  licence: 'Licence Ouverte Etalab 2.0',
});
const crops = mappingsOf(CROPS);
// Sugar cane stands among the grasses of that legend; no class of ours holds it.
crops.worldcereal['1111010100'] = IGNORED;
save({ id: 'furrow-crops', title: 'Furrow crops', classes: classes(CROPS), mappings: crops });

handbook(readFileSync(process.argv[3], 'utf8'));
legend(readFileSync(process.argv[3], 'utf8'));
zuericrop();
save({
  id: 'crop2seg',
  title: 'Crop2Seg, 15 classes',
  classes: classes(CROP2SEG),
  mappings: { crop2seg: Object.fromEntries(CROP2SEG.map(([value, code]) => [String(value), code])), ...mappingsOf(CROP2SEG) },
  source: 'class numbers, names and colours of github.com/Many98/Crop2Seg; which crop code belongs to which class is not published there, so HCAT and Czech codes are Furrow’s and only those of the same name',
  licence: 'facts of a nomenclature',
});
cdl(JSON.parse(readFileSync(process.argv[4], 'utf8')));
hcat();

/** The words of WorldCereal's legend by code, for lists of source codes. */
function legend(csv) {
  const words = Object.fromEntries(parseCsv(csv).rows.map((row) => [row.ewoc_code.replaceAll('-', ''), row.label_full.replaceAll('_', ' ')]));
  writeFileSync(target('legends/worldcereal'), `${JSON.stringify(words, null, 1)}\n`);
}

/** The handbook's classes below its groups, and a second scheme in which every group is one class. */
function handbook(csv) {
  const table = Object.fromEntries(parseCsv(csv).rows.map((row) => [row.ewoc_code.replaceAll('-', ''), row.finetune_class || IGNORED]));
  const group = Object.fromEntries(HANDBOOK.map((row) => [row[1], row[5]]));
  const unknown = Object.values(table).filter((name) => name !== IGNORED && group[name] === undefined);
  if (unknown.length > 0) throw new Error(`the handbook has no class ${[...new Set(unknown)].join(', ')}`);
  const about = {
    source: 'finetune_class of notebooks/UN_handbook/resources/crop_type_class_mappings.csv and combine_classes of WorldCereal_crop_mapping_demo.ipynb, github.com/WorldCereal/worldcereal-classification; colours are Furrow’s',
    licence: 'MIT',
  };
  const groups = classes(HANDBOOK_GROUPS);
  const members = HANDBOOK.map((row) => ({ ...classes([row])[0], parent: row[5] }));
  save({ id: 'worldcereal-handbook', title: 'WorldCereal handbook, 28 classes in groups', classes: [...groups, ...members], mappings: { worldcereal: compact(table, WORLDCEREAL_LEVELS) }, ...about });
  const grouped = Object.fromEntries(Object.entries(table).map(([source, name]) => [source, group[name] ?? name]));
  save({
    id: 'worldcereal-handbook-groups',
    title: 'WorldCereal handbook, 20 classes after grouping',
    classes: [...groups, ...members.filter(({ parent }) => parent === null)],
    mappings: { worldcereal: compact(grouped, WORLDCEREAL_LEVELS) },
    ...about,
  });
}

function zuericrop() {
  const level = (tier, code) => (code === null ? null : `L${tier}_${code}`);
  const mapping = {};
  const take = (codes, code) => codes.split(' ').filter(Boolean).forEach((source) => {
    if (mapping[source] || WITHOUT_CROP[source]) throw new Error(`LNF ${source} is named twice`);
    mapping[source] = code;
  });
  const hues = Object.fromEntries(TIER_2.map(([code, , , range]) => [code, range]));
  const top = TIER_2.map(([code, en, fr, range], i) => ({ value: 101 + i, code: level(1, code), labels: { en, fr }, colour: hsl((range[0] + range[1]) / 2, 0.5, 0.42), parent: null }));
  const middle = TIER_3.map(([code, en, fr, parent, codes], i) => {
    take(codes, level(2, code));
    const range = hues[parent] ?? [0, 0];
    const inside = TIER_3.filter((row) => row[3] === parent);
    const at = spread(range, inside.findIndex((row) => row[0] === code), inside.length);
    return { value: 61 + i, code: level(2, code), labels: { en, fr }, colour: hsl(at, parent === null ? 0 : 0.45, parent === null ? 0.45 + 0.1 * inside.findIndex((row) => row[0] === code) : 0.5), parent: level(1, parent) };
  });
  const leaves = TIER_4.map(([code, en, fr, parent, codes], i) => {
    take(codes, code);
    const above = TIER_3.find((row) => row[0] === parent)[3];
    const inside = TIER_4.filter((row) => TIER_3.find((entry) => entry[0] === row[3])[3] === above);
    const position = inside.findIndex((row) => row[0] === code);
    return { value: i + 1, code, labels: { en, fr }, colour: hsl(spread(hues[above], position, inside.length), 0.72, [0.55, 0.38, 0.7, 0.46][position % 4]), parent: level(2, parent) };
  });
  save({
    id: 'zuericrop',
    title: 'ZueriCrop hierarchy, 5 to 19 to 48 crops',
    classes: [...top, ...middle, ...leaves],
    mappings: { ch: mapping },
    unmapped: { ch: Object.fromEntries(Object.entries(WITHOUT_CROP)) },
    source: 'M. O. Turkoglu et al. 2021, Remote Sensing of Environment 264, 112603; labels.csv of github.com/0zgur0/multi-stage-convSTAR-network (Swiss LNF codes); colours are Furrow’s',
    licence: 'facts of a nomenclature',
  });
}

function cdl(item) {
  const palette = new Map(item.assets.cropland['classification:classes'].map(({ value, color_hint }) => [value, `#${color_hint.toLowerCase()}`]));
  const named = new Map();
  const list = CDL.map(([value, en, fr]) => {
    if (!palette.has(value)) throw new Error(`the palette has no value ${value}`);
    const plain = en.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
    // Of two classes of one name the older has its value behind the name.
    const twin = CDL.some(([other, name]) => name === en && other > value);
    named.set(value, twin ? `${plain}_${value}` : plain);
    return { value, code: named.get(value), labels: { en, fr }, colour: palette.get(value), parent: null };
  });
  const left = [...palette.keys()].filter((value) => !named.has(value));
  if (left.length > 0) throw new Error(`no words for ${left.join(', ')}`);
  save({
    id: 'cdl',
    title: 'Cropland Data Layer (United States)',
    classes: list,
    mappings: { cdl: Object.fromEntries([...named].map(([value, code]) => [String(value), code])) },
    source: 'USDA National Agricultural Statistics Service, Cropland Data Layer: values, names and palette',
    licence: 'public domain',
  });
}

function hcat() {
  const rows = HCAT.map(([entry, en, fr]) => ({ code: entry.slice(0, 10), name: entry.slice(11), en, fr }));
  const isBranch = ({ code }) => code.endsWith('000000');
  const list = rows.map((row, i) => {
    const branch = row.code.slice(0, 4);
    const inside = rows.filter(({ code }) => code.startsWith(branch));
    const position = inside.indexOf(row);
    const colour = isBranch(row) ? hsl((HCAT_HUES[branch][0] + HCAT_HUES[branch][1]) / 2, 0.5, 0.45) : hsl(spread(HCAT_HUES[branch], position, inside.length), 0.7, [0.55, 0.38, 0.7, 0.47][position % 4]);
    return { value: i + 1, code: row.name, labels: { en: row.en, fr: row.fr }, colour, parent: isBranch(row) ? null : rows.find(({ code }) => code === branch.padEnd(10, '0')).name };
  });
  save({
    id: 'hcat3',
    title: 'HCAT3, upper levels',
    classes: list,
    mappings: { hcat: Object.fromEntries(rows.map(({ code, name }) => [code, name])) },
    source: 'HCAT3.csv of EuroCrops, github.com/maja601/EuroCrops (M. Schneider, A. Broszeit, M. Körner); words in English and French and colours are Furrow’s',
    licence: 'CC-BY-SA-4.0',
  });
}

function spread([from, to], position, count) {
  return count < 2 ? (from + to) / 2 : from + ((to - from) * position) / (count - 1);
}

function hsl(hue, saturation, lightness) {
  const chroma = (1 - Math.abs(2 * lightness - 1)) * saturation;
  const channel = (offset) => {
    const k = (offset + hue / 30) % 12;
    return Math.round((lightness - (chroma / 2) * Math.max(-1, Math.min(k - 3, 9 - k, 1))) * 255).toString(16).padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
