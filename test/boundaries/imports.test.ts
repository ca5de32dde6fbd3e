import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ImportEdge, importsOf, root, runtimeReach, sourceFiles } from './import-graph.ts';

const files = sourceFiles('src');
const edges = new Map(files.map((file) => [file, importsOf(file)]));
const edgesOf = (file: string): readonly ImportEdge[] => edges.get(file) ?? [];
const all = [...edges.values()].flat();
const told = (edge: ImportEdge): string => `${edge.from}:${edge.line} imports ${edge.specifier}`;

/** The parts of src, outermost last, and which of them each may import. */
const PARTS: readonly { name: string; prefix: string; may: readonly string[] }[] = [
  { name: 'shared', prefix: 'src/shared/', may: [] },
  { name: 'engine', prefix: 'src/main/engine/', may: ['shared'] },
  { name: 'host', prefix: 'src/main/host/', may: ['engine', 'shared'] },
  { name: 'shell', prefix: 'src/main/shell/', may: ['host', 'shared'] },
  { name: 'preload', prefix: 'src/preload/', may: ['shared'] },
  { name: 'renderer', prefix: 'src/renderer/', may: ['shared'] },
  { name: 'command line', prefix: 'src/main/cli/', may: ['host', 'engine', 'shared', 'serve'] },
  { name: 'cli', prefix: 'src/main/cli.ts', may: ['command line', 'host', 'engine', 'shared', 'serve'] },
  { name: 'serve', prefix: 'src/main/serve.ts', may: ['host', 'engine', 'shared'] },
  { name: 'desktop', prefix: 'src/main/index.ts', may: ['shell', 'host', 'shared'] },
];
const partOf = (file: string): string => PARTS.find(({ prefix }) => file.startsWith(prefix))?.name ?? `no part (${file})`;

/** docs/architecture.md, “The stack inside the engine”: a folder may import those before it. */
const STACK = [
  ...['workspace', 'pool', 'catalog', 'gdal', 'ingest', 'areas', 'basemaps', 'schemes', 'calendars', 'mask', 'composite', 'features', 'samples', 'hygiene', 'onnx', 'models'],
  ...['classify', 'reports', 'parcels', 'tiles', 'values', 'export', 'demo', 'jobs', 'workers'],
];
/** docs/architecture.md, “The window”: a room of the renderer may import those before it. */
const ROOMS = ['theme', 'client', 'i18n', 'ui', 'layers', 'map', 'state', 'forms', 'features', 'app'];
/** Contracts that every folder may name in its types. */
const TYPES_FOR_ALL = ['src/main/engine/context.ts', 'src/main/engine/jobs/definition.ts', 'src/main/engine/catalog/contract.ts'];

const NATIVE_HOMES: Readonly<Record<string, readonly string[]>> = {
  'gdal-async': ['src/main/engine/gdal/'],
  'onnxruntime-node': ['src/main/engine/onnx/'],
  'better-sqlite3': ['src/main/engine/catalog/'],
  electron: ['src/main/index.ts', 'src/main/shell/', 'src/preload/'],
  ol: ['src/renderer/map/'],
};

const folderOf = (file: string): string | null => /^src\/main\/engine\/([^/]+)\//.exec(file)?.[1] ?? null;

describe('the parts of src', () => {
  it('import only the parts they may', () => {
    const wrong = all.filter(({ from, to }) => to !== null && partOf(from) !== partOf(to) && !PARTS.find(({ name }) => name === partOf(from))?.may.includes(partOf(to)));
    expect(wrong.map(told)).toEqual([]);
  });

  it('are the only places where code lies', () => {
    expect(files.filter((file) => partOf(file).startsWith('no part'))).toEqual([]);
  });

  it('import files that exist', () => {
    expect(all.filter(({ to }) => to !== null && !existsSync(join(root, to))).map(told)).toEqual([]);
  });

  it('keep shared free of Node, the window and every package but zod', () => {
    expect(all.filter(({ from, packageName }) => partOf(from) === 'shared' && packageName !== null && packageName !== 'zod').map(told)).toEqual([]);
  });

  it('keep Node out of the preload and the window', () => {
    const outside = all.filter(({ from }) => ['preload', 'renderer'].includes(partOf(from)));
    expect(outside.filter(({ packageName }) => packageName?.startsWith('node:')).map(told)).toEqual([]);
  });

  it.each(Object.entries(NATIVE_HOMES))('import %s, but for its types, from its own folder alone', (name, homes) => {
    const wrong = all.filter(({ from, packageName, typeOnly }) => packageName === name && !typeOnly && !homes.some((home) => from.startsWith(home)));
    expect(wrong.map(told)).toEqual([]);
  });

  it('stack the rooms of the window, each on those before it', () => {
    const room = (file: string): string | null => /^src\/renderer\/([^/]+)\//.exec(file)?.[1] ?? null;
    const wrong = all.filter(({ from, to }) => {
      const [upper, lower] = [room(from), to === null ? null : room(to)];
      // The catalogue of words gathers the words of every room.
      if (upper === null || lower === null || upper === lower || from === 'src/renderer/i18n/catalogue.ts') return false;
      return ROOMS.indexOf(lower) > ROOMS.indexOf(upper);
    });
    expect(wrong.map(told)).toEqual([]);
  });

  it('keep the features of the window apart', () => {
    const feature = (file: string): string | undefined => /^src\/renderer\/features\/([^/]+)\//.exec(file)?.[1];
    const wrong = all.filter(({ from, to }) => to !== null && feature(from) && feature(to) && feature(from) !== feature(to));
    expect(wrong.map(told)).toEqual([]);
  });
});

describe('the stack inside the engine', () => {
  it('names every folder', () => {
    const folders = new Set(files.map(folderOf).filter((name) => name !== null));
    expect([...folders].filter((name) => !STACK.includes(name))).toEqual([]);
  });

  it('is imported downwards only', () => {
    const wrong = all.filter(({ from, to, typeOnly }) => {
      const [upper, lower] = [folderOf(from), to === null ? null : folderOf(to)];
      if (upper === null || lower === null || to === null || (typeOnly && TYPES_FOR_ALL.includes(to))) return false;
      return STACK.indexOf(lower) > STACK.indexOf(upper);
    });
    expect(wrong.map(told)).toEqual([]);
  });

  it('never imports what opens the engine, which stands above all folders', () => {
    const tops = ['src/main/engine/engine.ts', 'src/main/engine/handlers.ts'];
    expect(all.filter(({ from, to }) => to !== null && tops.includes(to) && folderOf(from) !== null).map(told)).toEqual([]);
  });
});

describe('what a process loads', () => {
  const entries = ['src/main/cli.ts', 'src/main/serve.ts', 'src/main/host/desktop.ts', 'src/main/index.ts'].filter((file) => edges.has(file));

  it('knows the entries', () => {
    expect(entries).toContain('src/main/cli.ts');
    expect(entries).toContain('src/main/serve.ts');
  });

  it.each(entries)('%s stays free of GDAL and ONNX Runtime, which run in workers', (entry) => {
    const { packages } = runtimeReach(entry, edgesOf);
    expect(['gdal-async', 'onnxruntime-node'].flatMap((name) => packages.get(name) ?? [])).toEqual([]);
  });

  it.each(entries)('%s loads no implementation of a task', (entry) => {
    const { files: reached } = runtimeReach(entry, edgesOf);
    expect([...reached].filter(([file]) => file.endsWith('.task.ts') || file.startsWith('src/main/engine/workers/tasks')).map(([, way]) => way)).toEqual([]);
  });

  it('keeps the Electron shell free of every native module and of the engine', () => {
    const { files: reached, packages } = runtimeReach('src/main/index.ts', edgesOf);
    expect(['better-sqlite3', 'gdal-async', 'onnxruntime-node'].flatMap((name) => packages.get(name) ?? [])).toEqual([]);
    expect([...reached].filter(([file]) => file.startsWith('src/main/engine/')).map(([, way]) => way)).toEqual([]);
  });
});

describe('the walk itself', () => {
  it('tells what is left of an import at run time', () => {
    const text = `
      import type { A } from './a.ts';
      import { type B } from './b.ts';
      export type { C } from './c.ts';
      export * from './d.ts';
      const e = await import('gdal-async/lib/x');
      type F = import('./f.ts').F;`;
    const walked = importsOf('src/shared/example.ts', text);
    expect(walked.map(({ specifier, typeOnly }) => [specifier, typeOnly])).toEqual([
      ['./a.ts', true],
      ['./b.ts', false],
      ['./c.ts', true],
      ['./d.ts', false],
      ['gdal-async/lib/x', false],
      ['./f.ts', true],
    ]);
    expect(walked[4]?.packageName).toBe('gdal-async');
  });
});
