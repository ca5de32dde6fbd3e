import type { BrowserContext, Page } from '@playwright/test';
import { join } from 'node:path';
import { build } from 'vite';

/** What the bare map shows, and where it looks. */
export interface BareMap {
  readonly crs: string;
  /** PROJ string of `crs`. */
  readonly definition: string;
  readonly raster: string;
  readonly tiles: string;
  readonly centre: readonly [number, number];
  readonly resolution: number;
  /** Pixel values and their colours, `#rrggbb`. */
  readonly colours: readonly (readonly [value: number, colour: string])[];
}

/**
 * A page with nothing but OpenLayers and the same layers, at the address of the host so that it reads the same tiles.
 * @param box where the window's map stands in its page: the browser paints as large a page with as large a map
 * @returns the page once everything is painted
 */
export async function barePage(context: BrowserContext, origin: string, box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }, map: BareMap): Promise<Page> {
  const files = await built();
  const page = await context.newPage();
  await page.route(`${origin}/bare/**`, (route) => {
    const name = new URL(route.request().url()).pathname.replace('/bare/', '');
    const body = files.get(name);
    return body === undefined ? route.fulfill({ status: 404 }) : route.fulfill({ body, contentType: name.endsWith('.html') ? 'text/html' : 'text/javascript' });
  });
  await page.goto(`${origin}/bare/index.html`);
  const colours = Array.from({ length: 256 }, (_, value) => rgba(map.colours.find(([key]) => key === value)?.[1]));
  await page.evaluate((told) => { (globalThis as unknown as { show: (told: unknown) => void }).show(told); }, { ...map, colours, box });
  await page.waitForFunction(() => document.title === 'painted', null, { timeout: 60_000 });
  return page;
}

function rgba(colour: string | undefined): [number, number, number, number] {
  if (colour === undefined) return [0, 0, 0, 0];
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255, 1];
}

/** The page's files by name, built in memory. */
async function built(): Promise<ReadonlyMap<string, string | Buffer>> {
  const result = await build({ root: join(import.meta.dirname, 'bare'), base: '/bare/', logLevel: 'error', configFile: false, build: { write: false, modulePreload: false, target: 'esnext' } });
  const outputs = [result].flat().flatMap((part) => ('output' in part ? part.output : []));
  return new Map(outputs.map((file) => [file.fileName, file.type === 'chunk' ? file.code : Buffer.from(file.source)]));
}
