/**
 * Writes the class schemes that ship with Furrow:  node resources/schemes/make.mjs CLASS_MAPPINGS.json
 * CLASS_MAPPINGS.json is `class_mappings.json` of WorldCereal/worldcereal-classification (MIT, see NOTICE.md here).
 * All other tables are Furrow's own; a source code that is in no table stays unmapped and is listed by the import.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CROPS, CROPTYPE24, LANDCOVER10, RPG_GROUPS } from './tables.mjs';

/** Lengths of the levels of hierarchical codes; `src/main/engine/samples/scheme.ts` reads mappings with the same. */
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

function worldCereal(id, title, rows, table) {
  const known = new Set(rows.map(([, code]) => code));
  const unknown = Object.values(table).filter((name) => name !== IGNORED && !known.has(name));
  if (unknown.length > 0) throw new Error(`${id} has no class ${[...new Set(unknown)].join(', ')}`);
  const codes = Object.fromEntries(Object.entries(table).map(([code, name]) => [code.padStart(10, '0'), name]));
  save({ id, title, classes: classes(rows), mappings: { worldcereal: compact(codes, WORLDCEREAL_LEVELS) } });
}

/** `{source: 'A B C'}` per class becomes `{source: {A: class, B: class, …}}`; a code that two classes claim stops the script. */
function mappingsOf(rows) {
  const mappings = {};
  for (const [, code, , , , sources] of rows) {
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
save({ id: 'rpg-groups', title: 'RPG crop groups (France)', classes: classes(RPG_GROUPS), mappings: mappingsOf(RPG_GROUPS) });
const crops = mappingsOf(CROPS);
// Sugar cane stands among the grasses of that legend; no class of ours holds it.
crops.worldcereal['1111010100'] = IGNORED;
save({ id: 'furrow-crops', title: 'Furrow crops', classes: classes(CROPS), mappings: crops });
