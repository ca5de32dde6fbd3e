import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf, type Told } from '../../src/shared/messages/message.ts';
import { sharedData, sharedModels } from '../real-data.ts';

const CLI = fileURLToPath(new URL('../../src/main/cli.ts', import.meta.url));

interface Document {
  readonly ok: boolean;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly code: string; readonly message: string; readonly action: string; readonly params: Record<string, unknown> };
}

interface Metrics {
  readonly macroF1: number;
  readonly overallAccuracy: number;
}

interface Curve {
  readonly steps: { readonly samples: number; readonly macroF1: number }[];
  readonly trials: { readonly seed: number; readonly steps: { readonly macroF1: number }[] }[];
  readonly warnings: Told[];
}

/** The commands of `docs/handbook.md`, each in a process of its own: one JSON document, one exit status. */
describe.skipIf(!sharedData || !sharedModels)('the handbook’s path by command, on real files (needs the shared data and models)', () => {
  let folder = '';
  const data = (name: string): string => join(sharedData ?? '', 'worldcereal', name);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'furrow-handbook-'));
    await furrow('init');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs a command; its exit status must be the one that is expected. */
  async function run(words: readonly string[], exit: number, workspace: string): Promise<Document> {
    const argv = [CLI, ...words, '--workspace', join(folder, workspace), '--workers', '2', '--json'];
    const { out, err, code } = await new Promise<{ out: string; err: string; code: unknown }>((resolve) => {
      execFile(process.execPath, argv, { maxBuffer: 1 << 26 }, (failure, stdout, stderr) => {
        resolve({ out: stdout, err: stderr, code: failure ? failure.code : 0 });
      });
    });
    expect(code, `${words.join(' ')}\n${err}\n${out}`).toBe(exit);
    expect(out.trim().split('\n'), err).toHaveLength(1);
    return JSON.parse(out) as Document;
  }

  async function furrow(...words: string[]): Promise<Record<string, unknown>> {
    const { ok, result } = await run(words, 0, 'area');
    expect(ok).toBe(true);
    return result ?? {};
  }

  async function refused(exit: number, ...words: string[]): Promise<NonNullable<Document['error']>> {
    const { ok, error } = await run(words, exit, 'area');
    expect(ok).toBe(false);
    if (!error) throw new Error('the document names the error');
    return error;
  }

  it('loads extractions, shows their curves, and aligns two regions to one season', async () => {
    const { imported } = await furrow('import', data('2022_FRA_LPIS_POLY_110.geoparquet'), data('test_public_extractions.parquet'));
    expect(imported).toMatchObject([{ id: '2022_FRA_LPIS_POLY_110', kind: 'samples' }, { id: 'test_public_extractions', kind: 'samples' }]);
    // Counts and the median of B08 and B04 in January and July by json and numpy, from the file and class_mappings.json alone.
    expect(await furrow('samples', 'check', '2022_FRA_LPIS_POLY_110')).toMatchObject({ rows: 429, byClass: { grasslands: 224, permanent_crops: 140, temporary_crops: 25, trees: 19, temporary_grasses: 18, wetlands: 2, built_up: 1 } });
    const { classes } = await furrow('samples', 'profiles', '2022_FRA_LPIS_POLY_110', '--quantity', 'NDVI', '--quantiles', '0.5', '--classes', 'grasslands') as { classes: { series: { quantiles: number[] }[][] }[] };
    const months = classes[0]?.series[0]?.map(({ quantiles }) => quantiles[0] ?? NaN) ?? [];
    expect([months[0], months[6], months[11]].map((value) => value?.toFixed(4))).toEqual(['0.7125', '0.4526', '0.7223']);

    const scheme = ['--scheme', 'temporary-crops', '--centre-month', '5'];
    expect(await furrow('samples', 'align', '2022_FRA_LPIS_POLY_110', ...scheme, '--id', 'france')).toMatchObject({ rows: 500, byClass: { temporary_crops: 66, other: 434 } });
    const africa = await furrow('samples', 'align', 'test_public_extractions', ...scheme, '--edge-buffer', '0', '--id', 'africa');
    expect(africa).toMatchObject({ rows: 442, byClass: { temporary_crops: 413, other: 29 }, rejected: [{ reason: 'its series does not cover the season', count: 58 }] });
    const { message } = await refused(1, 'samples', 'align', 'test_public_extractions', '--centre-month', '11', '--id', 'nowhere');
    expect(message).toContain('its series lie between 2016-12-01 and 2017-11-30');
  });

  it('groups classes in a scheme of one’s own, and refuses one with a cycle', async () => {
    expect(await furrow('schemes', 'edit', 'worldcereal-landcover10', '--group', 'grasslands,temporary_grasses=grass')).toMatchObject({ id: 'worldcereal-landcover10-v2' });
    const exported = join(folder, 'scheme.json');
    await furrow('schemes', 'export', 'worldcereal-landcover10-v2', '--to', exported);
    const again = await furrow('import', exported);
    expect(again).toMatchObject({ imported: [{ id: 'worldcereal-landcover10-v2', updated: true }] });
    const scheme = JSON.parse(readFileSync(exported, 'utf8')) as { classes: { code: string; parent: string | null }[] };
    writeFileSync(exported, JSON.stringify({ ...scheme, classes: scheme.classes.map((one) => (one.code === 'grass' ? { ...one, parent: 'grasslands' } : one)) }));
    const { code, params } = await refused(1, 'schemes', 'import', exported);
    expect([code, params['problem']]).toEqual(['SCHEME_INVALID', expect.objectContaining({ code: 'SCHEME_OWN_ANCESTOR' })]);
  });

  it('finds doubtful samples, holds whole blocks back, and makes an encoder of the published checkpoint', async () => {
    const { findings } = await furrow('hygiene', 'check', '--samples', 'france', '--checks', 'neighbours,duplicates,conflicts,clouds', '--seed', '1') as { findings: number };
    expect(findings).toBeGreaterThan(0);
    expect(findings).toBeLessThan(500);
    expect(await furrow('samples', 'split', 'france', '--by', 'blocks', '--size', '10000', '--test-share', '0.3', '--seed', '1')).toBeDefined();
    expect(await furrow('models', 'convert', join(sharedModels ?? '', 'presto_worldcereal_v3.pt'), '--kind', 'presto', '--id', 'presto')).toMatchObject({ id: 'presto' });
    const cut = join(folder, 'cut.pt');
    writeFileSync(cut, readFileSync(join(sharedModels ?? '', 'presto_worldcereal_v3.pt')).subarray(0, 500_000));
    expect((await refused(1, 'models', 'convert', cut, '--kind', 'presto', '--id', 'cut')).params['file']).toBe(cut);
    const { items } = await furrow('list', 'models') as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toEqual(['presto']);
  });

  it('trains elsewhere on embeddings of changed copies, and tests in the region to be mapped', async () => {
    const head = ['--family', 'linear', '--encoder', 'presto', '--without', 'B8A', '--balance', 'balanced'];
    const { metrics } = await furrow('train', '--samples', 'africa', ...head, '--augment', '2', '--id', 'foreign') as { metrics: Metrics };
    expect(metrics.macroF1).toBeGreaterThan(0.5);
    await furrow('evaluate', '--model', 'foreign', '--samples', 'france', '--importance', '0', '--id', 'foreign-in-france');
    const report = JSON.parse(readFileSync(join(folder, 'area/evaluations/foreign-in-france/report.json'), 'utf8')) as { macroF1: number } & Record<string, unknown>;
    const predicted = readFileSync(join(folder, 'area/evaluations/foreign-in-france/predictions.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','));
    expect(predicted).toHaveLength(500);
    expect(predicted.filter(([, label]) => label === 'temporary_crops')).toHaveLength(66);
    expect(JSON.stringify(report)).toContain(f1Of(predicted).toPrecision(8).slice(0, 8));
  });

  it('shows the gain of local samples, and hands the local model on with its encoder', async () => {
    const local = ['--family', 'linear', '--encoder', 'presto', '--balance', 'balanced'];
    await furrow('local-curve', '--foreign', 'africa', '--local', 'france', ...local, '--steps', '0,200', '--draws', '3', '--split-by', 'blocks', '--block-size', '10000', '--id', 'gain');
    const { steps, trials, warnings } = JSON.parse(readFileSync(join(folder, 'area/evaluations/gain/curve.json'), 'utf8')) as Curve;
    expect(steps.map(({ samples }) => samples)).toEqual([0, 200]);
    expect(steps[1]?.macroF1).toBeGreaterThan(steps[0]?.macroF1 ?? 1);
    // The French file has no B8A: neither side leans on it.
    expect(warnings.map(textOf)).toContainEqual(expect.stringContaining('B8A: left out'));
    const predicted = readFileSync(join(folder, 'area/evaluations/gain/predictions.csv'), 'utf8').trim().split('\r\n').slice(1).map((line) => line.split(','));
    const [first] = trials;
    const told = predicted.filter(([draw]) => draw === String(first?.seed)).map(([, id = '', label = '', without = '', with200 = '']) => ({ without: [id, label, without], with200: [id, label, with200] }));
    expect(first?.steps.map(({ macroF1 }) => macroF1)).toEqual([expect.closeTo(f1Of(told.map(({ without }) => without)), 12), expect.closeTo(f1Of(told.map(({ with200 }) => with200)), 12)]);
    const { metrics } = await furrow('train', '--samples', 'france', ...local, '--id', 'local') as { metrics: Metrics };
    const file = join(folder, 'local.furrowmodel');
    await furrow('models', 'export', 'local', '--to', file);
    await run(['init'], 0, 'colleague');
    const { result } = await run(['models', 'import', file], 0, 'colleague');
    expect(result).toMatchObject({ id: 'local' });
    const { result: there } = await run(['list', 'models'], 0, 'colleague');
    expect(there).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ id: 'presto' })]) as unknown });
    expect(metrics.overallAccuracy).toBeGreaterThan(0.5);
    expect((await refused(1, 'models', 'import', file.replace('local', 'nothing'))).code).toBe('FILE_NOT_FOUND');
  });
});

/** Mean F1 of the classes, counted here from rows of sample, class and prediction. */
function f1Of(rows: readonly (readonly string[])[]): number {
  const classes = [...new Set(rows.map(([, label]) => label))];
  const f1 = classes.map((code) => {
    const hits = rows.filter(([, label, predicted]) => label === code && predicted === code).length;
    const named = rows.filter(([, label]) => label === code).length + rows.filter(([, , predicted]) => predicted === code).length;
    return named === 0 ? 0 : (2 * hits) / named;
  });
  return f1.reduce((sum, value) => sum + value, 0) / f1.length;
}
