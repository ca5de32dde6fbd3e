import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineError } from '../../src/renderer/client/call.ts';
import { addPaths, answerMissing, clearImport, importFound, lookFor, stopImport, takeFound, useImport } from '../../src/renderer/features/data/import-state.ts';

interface Asked {
  readonly name: string;
  readonly paths: readonly string[];
  readonly answer: () => void;
  readonly refuse: () => void;
}

const REFUSED = { code: 'TABLE_DAMAGED', message: 'It is torn.', action: 'Mend it.', params: {} } as const;
/** Calls that wait for their answer, in their order. */
let asked: Asked[] = [];

vi.mock('../../src/renderer/client/call.ts', () => ({
  EngineError: class extends Error {
    readonly document: unknown;
    constructor(document: unknown) {
      super('refused');
      this.document = document;
    }
  },
  call: (name: string, { paths }: { readonly paths: readonly string[] }) =>
    new Promise((resolve, reject) => {
      asked.push({ name, paths, refuse: () => { reject(new EngineError(REFUSED)); }, answer: () => { resolve(name.startsWith('calendars') ? { items: [] } : { imported: [], skipped: [] }); } });
    }),
}));
vi.mock('../../src/renderer/state/records.ts', () => ({ useRecords: { getState: () => ({ refresh: () => Promise.resolve() }) }, recordWith: () => undefined }));

const settled = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 0); });
const answerLast = async (): Promise<void> => {
  asked.at(-1)?.answer();
  await settled();
};

beforeEach(() => {
  clearImport();
  asked = [];
});

describe('what is to be imported', () => {
  it('keeps what was dropped before and looks at all of it again', async () => {
    addPaths(['/a.SAFE']);
    addPaths(['/b.SAFE', '/a.SAFE']);
    await answerLast();
    addPaths(['/c.SAFE']);
    await answerLast();
    expect(useImport.getState()).toMatchObject({ phase: 'found', paths: ['/a.SAFE', '/b.SAFE', '/c.SAFE'] });
    expect(asked.at(-1)).toMatchObject({ name: 'import.inspect', paths: ['/a.SAFE', '/b.SAFE', '/c.SAFE'] });
  });

  it('holds what is dropped during an import until that is done, and then looks at it', async () => {
    addPaths(['/a.SAFE']);
    await answerLast();
    importFound(0);
    addPaths(['/b.SAFE']);
    expect(useImport.getState()).toMatchObject({ phase: 'importing', paths: ['/a.SAFE'], waiting: ['/b.SAFE'] });
    await answerLast();
    expect(useImport.getState()).toMatchObject({ phase: 'looking', paths: ['/b.SAFE'], waiting: [] });
    await answerLast();
    expect(useImport.getState()).toMatchObject({ phase: 'found', paths: ['/b.SAFE'] });
  });

  it('lets what was refused make room for the next drop, and nothing else', async () => {
    addPaths(['/a.SAFE']);
    await answerLast();
    addPaths(['/torn.gpkg']);
    asked.at(-1)?.refuse();
    await settled();
    expect(useImport.getState()).toMatchObject({ phase: 'found', paths: ['/a.SAFE', '/torn.gpkg'], problem: REFUSED });
    addPaths(['/b.SAFE']);
    await answerLast();
    expect(useImport.getState()).toMatchObject({ phase: 'found', paths: ['/a.SAFE', '/b.SAFE'], problem: null });
  });

  it('has both where an import is stopped while others wait', async () => {
    addPaths(['/a.SAFE']);
    await answerLast();
    importFound(0);
    addPaths(['/b.SAFE']);
    stopImport();
    await answerLast();
    expect(useImport.getState()).toMatchObject({ phase: 'found', paths: ['/a.SAFE', '/b.SAFE'] });
  });
});

describe('what is dropped in a browser', () => {
  it('is taken where it was found, and asked for one after the other where it was not', async () => {
    addPaths(['/a.SAFE']);
    await answerLast();
    lookFor(['b.SAFE', 'c.gpkg', 'd.gpkg']);
    expect(useImport.getState()).toMatchObject({ phase: 'found', paths: ['/a.SAFE'], sought: ['b.SAFE', 'c.gpkg', 'd.gpkg'] });
    takeFound(['b.SAFE', 'c.gpkg', 'd.gpkg'], ['/data/b.SAFE', null, null]);
    await answerLast();
    expect(useImport.getState()).toMatchObject({ phase: 'found', paths: ['/a.SAFE', '/data/b.SAFE'], sought: [], missing: ['c.gpkg', 'd.gpkg'] });
    answerMissing(['/else/c.gpkg']);
    answerMissing([]);
    await answerLast();
    expect(useImport.getState()).toMatchObject({ phase: 'found', paths: ['/a.SAFE', '/data/b.SAFE', '/else/c.gpkg'], missing: [] });
  });

  it('leaves nothing to look at where nothing was found', () => {
    lookFor(['c.gpkg']);
    expect(useImport.getState().phase).toBe('looking');
    takeFound(['c.gpkg'], [null]);
    expect(useImport.getState()).toMatchObject({ phase: 'empty', missing: ['c.gpkg'] });
  });
});
