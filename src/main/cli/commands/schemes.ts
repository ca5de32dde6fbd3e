import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SourceCode } from '../../../shared/contract/schemes.ts';
import { appError, toAppError } from '../../../shared/errors/app-error.ts';
import { type ClassScheme, classLabel } from '../../../shared/raster/class-scheme.ts';
import type { SchemeEdit } from '../../../shared/schemes/edit.ts';
import { codesOf } from '../../../shared/schemes/source-codes.ts';
import { treeRows } from '../../../shared/schemes/tree.ts';
import type { TextEncoding } from '../../../shared/text/encoding.ts';
import { type Command, given, type Invocation, type Outcome, required, text } from '../command.ts';
import { counted } from '../counted.ts';
import { EDIT_OPTIONS, editsOf } from '../scheme-flags.ts';

const ACTIONS: Readonly<Record<string, (invocation: Invocation) => Promise<Outcome>>> = { list, show, add, import: importFiles, export: exportScheme, edit, codes };

export const schemesCommand: Command = {
  name: 'schemes',
  summary: 'Lists, shows, imports, exports and edits class schemes, adds those that come with Furrow, and lists unmapped codes.',
  usage: '',
  actions: {
    list: 'schemes of the workspace, and those that come with Furrow',
    'show ID': 'the classes with their colours, parents and source codes',
    'add ID': 'takes a scheme that comes with Furrow into the workspace',
    'import FILE…': 'reads schemes: JSON, mapping tables as CSV, HCAT',
    'export ID --to FILE': 'writes a scheme as JSON or CSV',
    'edit ID': 'changes classes and mappings, in a new version',
    'codes ID': 'source codes that the scheme gives to no class, of parcels or samples',
  },
  takes: { list: [], show: [], add: [], import: ['encoding'], export: ['to'], edit: ['edits', 'replace', ...Object.keys(EDIT_OPTIONS)], codes: ['parcels', 'samples'] },
  example: 'furrow schemes edit worldcereal-handbook --merge wheat,barley=wheat --map worldcereal:1101060000=maize',
  options: { to: { type: 'string' }, parcels: { type: 'string' }, samples: { type: 'string' }, edits: { type: 'string' }, replace: { type: 'boolean' }, encoding: { type: 'string' }, ...EDIT_OPTIONS },
  flags: {
    '--encoding windows-1252': 'for import: character set of files that are not Unicode',
    '--to FILE': 'for export: a .json or .csv file',
    '--parcels ID, --samples ID': 'for codes: the set whose source codes are looked up in the scheme',
    '--rename CODE=LABEL, --recolour CODE=#RRGGBB': 'for edit: words in English, colour of a class',
    '--recode CODE=NEW, --value CODE=N': 'for edit: code and pixel value of a class',
    '--move CODE=PARENT': 'for edit: puts a class below another one, or to the top (nothing behind the =)',
    '--group A,B=CODE, --split CODE=A,B': 'for edit: a new class above some, new classes below one',
    '--merge A,B=CODE': 'for edit: makes several classes one; their source codes go over',
    '--map SOURCE:A,B=CODE, --unmap SOURCE:A,B': 'for edit: gives source codes to a class (or to “ignore”), takes them out',
    '--remove CODE': 'for edit: takes a class away; its source codes wait for another',
    '--edit JSON, --edits FILE': 'for edit: edits as the contract has them, one or a list of them',
    '--replace': 'for edit: in the place of the old scheme, which no sample set may use; otherwise a new version is made',
  },
  async run(invocation) {
    const action = ACTIONS[invocation.positionals[0] ?? ''];
    if (!action) throw appError('WRONG_USE', { problem: `“furrow schemes” needs ${Object.keys(ACTIONS).join(', ')}.`, command: 'schemes' });
    return action(invocation);
  },
};

async function list({ open }: Invocation): Promise<Outcome> {
  await using client = await open();
  const { items: records } = await client.call('records.list', { kind: 'scheme' });
  const { items: shipped } = await client.call('schemes.shipped', {});
  const own = records.flatMap((record) => (record.kind === 'scheme' ? [{ id: record.id, title: record.title, classes: record.scheme.classes.length, inWorkspace: true, shipped: shipped.some(({ id }) => id === record.id) }] : []));
  const more = shipped.filter(({ inWorkspace }) => !inWorkspace).map(({ id, title, classes }) => ({ id, title, classes, inWorkspace: false, shipped: true }));
  const items = [...own, ...more];
  return { result: { items }, lines: items.map((item) => `${item.id}  ${item.title}  ${counted(item.classes, 'class', 'classes')}${item.inWorkspace ? '' : '  (to be added)'}`) };
}

async function show({ open, positionals }: Invocation): Promise<Outcome> {
  await using client = await open();
  const found = await client.call('schemes.get', { id: idOf(positionals) });
  return { result: found, lines: linesOf(found.scheme) };
}

async function add({ open, positionals }: Invocation): Promise<Outcome> {
  await using client = await open();
  const result = await client.call('schemes.add', { id: idOf(positionals) });
  return { result, lines: [`Added ${result.id}.`] };
}

async function importFiles({ open, positionals, flags }: Invocation): Promise<Outcome> {
  const paths = positionals.slice(1).map((path) => resolve(path));
  if (paths.length === 0) throw appError('WRONG_USE', { problem: '“furrow schemes import” needs at least one file.', command: 'schemes' });
  await using client = await open();
  const result = await client.call('import.paths', { paths, options: given({ as: 'class-scheme', encoding: text(flags, 'encoding') as TextEncoding | undefined }) });
  return { result, lines: [...result.imported.map(({ id, title }) => `scheme  ${id}  ${title}`), ...result.skipped.map(({ path, reason }) => `skipped  ${path}: ${reason}`)], exit: result.skipped.length > 0 ? 4 : 0 };
}

async function exportScheme({ open, positionals, flags }: Invocation): Promise<Outcome> {
  await using client = await open();
  const result = await client.call('schemes.export', { id: idOf(positionals), path: resolve(required(flags, 'to', 'schemes')) });
  return { result, lines: [result.path] };
}

async function edit({ open, positionals, flags }: Invocation): Promise<Outcome> {
  const file = text(flags, 'edits');
  const edits = [...editsOf(flags), ...(file === undefined ? [] : await readEdits(file))];
  const [first, ...others] = edits;
  if (first === undefined) throw appError('WRONG_USE', { problem: '“furrow schemes edit” needs at least one edit.', command: 'schemes' });
  await using client = await open();
  const result = await client.call('schemes.edit', { id: idOf(positionals), edits: [first, ...others], way: flags['replace'] === true ? 'replace' : 'version' });
  return { result, lines: [`Kept as ${result.id}.`] };
}

async function codes({ open, positionals, flags }: Invocation): Promise<Outcome> {
  const parcels = text(flags, 'parcels');
  const samples = text(flags, 'samples');
  const id = parcels ?? samples;
  if (id === undefined) throw appError('WRONG_USE', { problem: '“furrow schemes codes” needs --parcels or --samples.', command: 'schemes' });
  await using client = await open();
  const result = await client.call('schemes.codes', { set: { kind: parcels === undefined ? 'samples' : 'parcels', id }, scheme: idOf(positionals) });
  const unmapped = result.codes.filter(({ outcome }) => outcome === 'unmapped');
  const ignored = result.codes.filter(({ outcome }) => outcome === 'ignored');
  const all = occurrences(result.codes);
  return {
    result: { ...result, unmapped: unmapped.length, ignored: ignored.length },
    lines: [
      `${result.source}: ${result.codes.length} codes; unmapped ${unmapped.length} with ${occurrences(unmapped)} of ${all}, left out on purpose ${ignored.length} with ${occurrences(ignored)}`,
      ...codeLines('Unmapped:', unmapped),
      ...codeLines('Left out on purpose:', ignored),
    ],
  };
}

/** A heading and a line per code; nothing without any. */
function codeLines(heading: string, found: readonly SourceCode[]): string[] {
  if (found.length === 0) return [];
  return [heading, ...found.map(({ code, label, count }) => `${String(count).padStart(9)}  ${code}  ${label}`.trimEnd())];
}

function occurrences(found: readonly SourceCode[]): number {
  return found.reduce((sum, { count }) => sum + count, 0);
}

async function readEdits(path: string): Promise<SchemeEdit[]> {
  const body = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw toAppError(cause, path);
  });
  try {
    const edits: unknown = JSON.parse(body);
    return (Array.isArray(edits) ? edits : [edits]) as SchemeEdit[];
  } catch (cause) {
    throw appError('WRONG_USE', { problem: `“${path}” holds no JSON.`, command: 'schemes' }, { cause });
  }
}

/** The classes as a tree with their values, colours and the number of source codes. */
function linesOf(scheme: ClassScheme): string[] {
  const rows = treeRows(scheme).map(({ cropClass, level }) => {
    const mapped = codesOf(scheme, cropClass.code).length;
    return `${String(cropClass.value).padStart(5)}  ${cropClass.colour}  ${'  '.repeat(level - 1)}${cropClass.code}  ${classLabel(cropClass)}${mapped > 0 ? `  (${mapped} codes)` : ''}`;
  });
  const waiting = Object.entries(scheme.unmapped ?? {}).flatMap(([source, entries]) => Object.entries(entries).map(([code, label]) => `         unmapped ${source} ${code}  ${label}`));
  return [`${scheme.id}  ${scheme.title}`, ...rows, ...waiting, ...(scheme.source === undefined ? [] : [`from ${scheme.source} (${scheme.licence ?? 'no licence said'})`])];
}

function idOf(positionals: readonly string[]): string {
  const id = positionals[1];
  if (id === undefined) throw appError('WRONG_USE', { problem: `“furrow schemes ${positionals[0] ?? ''}” needs the id of a scheme.`, command: 'schemes' });
  return id;
}
