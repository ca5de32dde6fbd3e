import { type Browser, type Page, chromium } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, openEngine } from '../../../src/main/engine/engine.ts';
import { initWorkspace } from '../../../src/main/engine/init-workspace.ts';
import { createApi } from '../../../src/main/host/api.ts';
import { startBrowserHost } from '../../../src/main/host/server.ts';
import type { Grid } from '../../../src/shared/geo/grid.ts';
import { type BenchContext, type Benchmark, type Figure } from '../figure.ts';
import { CRS, MIDDLE, SPACING_M, writeParcels } from '../parcels/made-parcels.ts';
import { barePage, type BareMap } from './bare-page.ts';
import { framesOfPanning, seen } from './frames.ts';
import { madeScheme, register, writeClassMap } from './made-map.ts';

const PARCELS = 'made-parcels';
const VIEWPORT = { width: 1440, height: 900 };
/** About 1 : 50 000 on a screen: parcels are drawn one by one. */
const RESOLUTION = 13;
const PIXEL_M = 10;
const FRAME_MS = 20;
const LIMITS = { restyle: 100, manyClasses: 1000, firstMap: 2000, bareRatio: 1.3 };
/** Rounds of the map under the pointer that are measured. */
const ROUNDS = 3;
const ROOT = join(import.meta.dirname, '..', '..', '..');

/** What a person feels of the window: panning, restyling, opening; in the system's Chromium against the browser host. */
export const windowBench: Benchmark = {
  name: 'window',
  summary: 'panning over a class map of 10 000² pixels and 130 000 parcels beside a bare OpenLayers page, restyling 50 classes, a map of 50 000 classes, the first map of the demo',
  peers: ['chromium'],
  async run(context) {
    const executablePath = ['/usr/bin/chromium', process.env['FURROW_CHROMIUM'] ?? ''].find((path) => path !== '' && existsSync(path));
    await using browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
    context.note(`WebGL by ${await graphicsOf(browser)}`);
    return [...(await mapFigures(context, browser)), await firstMapFigure(context, browser)];
  },
};

async function mapFigures(context: BenchContext, browser: Browser): Promise<Figure[]> {
  const folder = join(context.folder, 'area');
  await initWorkspace(folder);
  const [side, count] = context.small ? [2000, 5000] : [10_000, 130_000];
  context.note(`writing a class map of ${side}² pixels and ${count} parcels …`);
  const grid = gridOf(side);
  const map = await writeClassMap(folder, 'fifty', grid, madeScheme(50));
  const many = await writeClassMap(folder, 'many', gridOf(Math.min(side, 6000)), madeScheme(context.small ? 5000 : 50_000));
  const footprint = writeParcels(join(folder, 'parcels', `${PARCELS}.gpkg`), count);
  await using engine = await openEngine({ folder });
  const words = { title: 'Made parcels', createdAt: '2026-01-01T00:00:00Z', simulated: true, warnings: [], source: 'made', format: 'GPKG', codeColumn: 'code', codeSource: 'own' };
  engine.services.catalog.parcels.put({ ...words, kind: 'parcels', id: PARCELS, path: `parcels/${PARCELS}.gpkg`, layer: 'parcels', crs: CRS, footprint: [footprint], count, repaired: 0, codes: [], skipped: [] });
  register(engine, map);
  await lookAt(engine);
  await using host = await hosted(engine);
  const session = await browser.newContext({ viewport: VIEWPORT });
  const page = await session.newPage();
  const patch = await opened(page, host.url);
  await seen(page, patch, (colours) => colours.size > 1);
  const window = await framesOfPanning(page, ROUNDS);
  const bare = await bareFrames(page, engine, map.scheme.classes.map(({ value, colour }) => [value, colour] as const));
  const restyle = await restyled(page);
  const opens = await openedMany(page, engine, many, patch);
  await page.close();
  return [
    frameFigure(window, bare),
    limited('window.restyle-50-classes', restyle, LIMITS.restyle),
    limited('window.open-50000-classes', opens, LIMITS.manyClasses),
  ];
}

function frameFigure(window: { readonly p95: number }, bare: { readonly p95: number }): Figure {
  const ratio = window.p95 / bare.p95;
  const target = `≤ ${FRAME_MS} ms, or ≤ ${LIMITS.bareRatio} × the bare page where the processor draws`;
  return { name: 'window.pan-frame-p95', value: window.p95, unit: 'ms', peer: { name: 'bare OpenLayers', value: bare.p95 }, ratio, target, met: window.p95 <= FRAME_MS || ratio <= LIMITS.bareRatio };
}

function limited(name: string, value: number, limit: number): Figure {
  return { name, value, unit: 'ms', peer: null, ratio: null, target: `≤ ${limit} ms`, met: value <= limit };
}

function gridOf(side: number): Grid {
  const half = (side / 2) * PIXEL_M;
  return { crs: CRS, affine: [MIDDLE[0] - half, PIXEL_M, 0, MIDDLE[1] + half, 0, -PIXEL_M], width: side, height: side };
}

/** Leaves the workspace as if a person had last looked at the fields in the middle. */
async function lookAt(engine: Engine): Promise<void> {
  const sight = { crs: CRS, centre: [MIDDLE[0] + SPACING_M, MIDDLE[1]] as [number, number], resolution: RESOLUTION };
  await engine.call('view.save', { view: { version: 1, tree: { layers: [] }, map: { sight }, panels: { right: 'styling' } } });
}

async function hosted(engine: Engine): Promise<AsyncDisposable & { readonly url: string }> {
  return await startBrowserHost(createApi(engine, { rendererFolder: join(ROOT, 'out', 'renderer'), log: () => undefined }), 0);
}

/** Opens the window and waits for the engine. @returns where the middle of its map is */
async function opened(page: Page, url: string): Promise<{ x: number; y: number }> {
  await page.goto(url);
  await page.getByText('Engine ready').waitFor({ timeout: 60_000 });
  const box = await page.getByRole('application', { name: 'Map' }).boundingBox();
  if (!box) throw new Error('the window has no map');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function bareFrames(page: Page, engine: Engine, colours: readonly (readonly [number, string])[]): Promise<{ readonly p95: number }> {
  const box = await page.getByRole('application', { name: 'Map' }).boundingBox();
  const { proj: definition } = await engine.call('crs.define', { crs: CRS });
  const bare: BareMap = { crs: CRS, definition, raster: '/assets/fifty/map.tif', tiles: `/tiles/${PARCELS}/{z}/{x}/{y}.mvt`, centre: [MIDDLE[0] + SPACING_M, MIDDLE[1]], resolution: RESOLUTION, colours };
  const peer = await barePage(page.context(), new URL(page.url()).origin, box ?? { x: 0, y: 0, ...VIEWPORT }, bare);
  try {
    return await framesOfPanning(peer, ROUNDS);
  } finally {
    await peer.close();
  }
}

/** Milliseconds from the choice of another palette to the end of the frame that shows it; the middle of several. */
async function restyled(page: Page): Promise<number> {
  const palette = page.getByRole('region', { name: 'Styling' }).getByRole('combobox').first();
  await palette.waitFor();
  const times: number[] = [];
  for (let i = 0; i < 6; i++) {
    times.push(
      await palette.evaluate(async (element, turn) => {
        const select = element as HTMLSelectElement;
        const options = [...select.options].map(({ value }) => value).filter((value) => value !== '' && value !== select.value);
        const began = performance.now();
        const setter = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set;
        setter?.call(select, options[turn % options.length]);
        select.dispatchEvent(new Event('change', { bubbles: true }));
        // The first frame draws what changed; the second begins when it is on the screen.
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return performance.now() - began;
      }, i),
    );
    await page.waitForTimeout(700);
  }
  return [...times].sort((a, b) => a - b)[times.length >> 1] ?? NaN;
}

/** Milliseconds from the registration of a map of very many classes to its pixels on the screen. */
async function openedMany(page: Page, engine: Engine, many: Awaited<ReturnType<typeof writeClassMap>>, patch: { readonly x: number; readonly y: number }): Promise<number> {
  const before = await page.screenshot({ clip: { ...patch, width: 24, height: 24 } });
  const began = performance.now();
  register(engine, many);
  for (;;) {
    const now = await page.screenshot({ clip: { ...patch, width: 24, height: 24 } });
    if (!now.equals(before)) return performance.now() - began;
    if (performance.now() - began > 60_000) throw new Error('the map of many classes was not seen within a minute');
  }
}

/** From the end of the page's load to the first fields of the demo's map. */
async function firstMapFigure(context: BenchContext, browser: Browser): Promise<Figure> {
  const folder = join(context.folder, 'demo');
  context.note('making the demo workspace …');
  const made = spawnSync(process.execPath, [join(ROOT, 'src', 'main', 'cli.ts'), 'demo', '--to', folder, '--json'], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`the demo ended with ${made.status}: ${made.stdout}`);
  await using engine = await openEngine({ folder });
  await using host = await hosted(engine);
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.goto(host.url);
  // The address with the token leads on to the page itself.
  await page.waitForURL((url) => !url.searchParams.has('token'));
  await page.waitForLoadState('load');
  const began = performance.now();
  const at = await seen(page, { x: VIEWPORT.width / 2, y: VIEWPORT.height / 2 - 60 }, (colours) => [...colours].some(isVivid));
  await page.close();
  return limited('window.first-map-of-demo', at - began, LIMITS.firstMap);
}

/** True for a colour of a crop; chrome, hatch and basemap are near grey. */
function isVivid(colour: string): boolean {
  const channels = colour.split(',').map(Number);
  return Math.max(...channels) - Math.min(...channels) > 70;
}

async function graphicsOf(browser: Browser): Promise<string> {
  const page = await browser.newPage();
  const name = await page.evaluate(() => {
    const context = document.createElement('canvas').getContext('webgl2');
    const info = context?.getExtension('WEBGL_debug_renderer_info');
    return context && info ? String(context.getParameter(info.UNMASKED_RENDERER_WEBGL)) : 'none';
  });
  await page.close();
  return name;
}
