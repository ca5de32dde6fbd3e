import type { Page } from '@playwright/test';

/** Milliseconds between two frames that the page painted, while something moved. */
export interface Frames {
  readonly p95: number;
  readonly median: number;
  readonly count: number;
}

const STEPS = 120;
const RADIUS_PX = 180;

/** Drags the map around in a circle, once so that what lies there is loaded, and then measures the frames of further rounds. */
export async function framesOfPanning(page: Page, rounds: number): Promise<Frames> {
  const box = await page.locator('.ol-viewport').first().boundingBox();
  const middle = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
  await drag(page, middle);
  await page.waitForTimeout(1500);
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const tick = (now: number): void => {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    Object.assign(globalThis, { measuredFrames: frames });
  });
  for (let i = 0; i < rounds; i++) await drag(page, middle);
  const frames = await page.evaluate(() => (globalThis as unknown as { measuredFrames: number[] }).measuredFrames);
  const sorted = frames.slice(2).sort((a, b) => a - b);
  return { p95: sorted[Math.floor(sorted.length * 0.95)] ?? NaN, median: sorted[sorted.length >> 1] ?? NaN, count: sorted.length };
}

async function drag(page: Page, middle: { readonly x: number; readonly y: number }): Promise<void> {
  await page.mouse.move(middle.x + RADIUS_PX, middle.y);
  await page.mouse.down();
  for (let i = 0; i <= STEPS; i++) {
    const angle = (i / STEPS) * 2 * Math.PI;
    await page.mouse.move(middle.x + RADIUS_PX * Math.cos(angle), middle.y + RADIUS_PX * Math.sin(angle));
  }
  await page.mouse.up();
}

/**
 * Waits until a patch of the page shows what `is` accepts.
 * @returns when it was first seen, ms of `performance.now()`; a picture takes some tens of milliseconds, so it is late rather than early
 */
export async function seen(page: Page, patch: { readonly x: number; readonly y: number }, is: (colours: ReadonlySet<string>) => boolean, limitMs = 30_000): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < limitMs) {
    const png = await page.screenshot({ clip: { ...patch, width: 24, height: 24 }, scale: 'css' });
    const at = performance.now();
    if (is(await coloursOf(page, png))) return at;
  }
  throw new Error(`nothing of the kind was seen within ${limitMs} ms`);
}

/** Distinct colours of a picture, decoded by the page itself. */
async function coloursOf(page: Page, png: Buffer): Promise<ReadonlySet<string>> {
  const colours = await page.evaluate(async (bytes) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(bytes)], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    if (!context) return [];
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    return [...new Set(Array.from({ length: data.length / 4 }, (_, i) => data.slice(i * 4, i * 4 + 3).join(',')))];
  }, [...png]);
  return new Set(colours);
}
