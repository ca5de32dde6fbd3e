import type { Page } from '@playwright/test';

/** What tells a real picture from a blank one. */
export interface PictureFacts {
  readonly width: number;
  readonly height: number;
  /** Different colours among pixels taken evenly. */
  readonly colours: number;
  /** Share of the most common colour, 0…1. */
  readonly mostCommon: number;
}

/** Decodes a PNG in the page's own browser and counts its colours. @throws where it is no picture */
export async function pictureFacts(page: Page, png: Uint8Array): Promise<PictureFacts> {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer);
    const counts = new Map<number, number>();
    let taken = 0;
    for (let i = 0; i < pixels.length; i += 97, taken++) counts.set(pixels[i] ?? 0, (counts.get(pixels[i] ?? 0) ?? 0) + 1);
    return { width: bitmap.width, height: bitmap.height, colours: counts.size, mostCommon: Math.max(...counts.values()) / taken };
  }, Buffer.from(png).toString('base64'));
}

/** Where a picture has a colour: the pixels of `#rrggbb` give or take 6 per channel, as [x, y]. @throws where it is no picture */
export async function pixelsOf(page: Page, png: Uint8Array, colour: string): Promise<[number, number][]> {
  return page.evaluate(async ({ base64, wanted }) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const found: [number, number][] = [];
    for (let i = 0; i < data.length; i += 4) {
      if (wanted.every((value, channel) => Math.abs((data[i + channel] ?? 0) - value) <= 6)) found.push([(i / 4) % bitmap.width, Math.floor(i / 4 / bitmap.width)]);
    }
    return found;
  }, { base64: Buffer.from(png).toString('base64'), wanted: [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) });
}
