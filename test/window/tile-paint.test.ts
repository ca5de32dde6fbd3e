import { describe, expect, it } from 'vitest';
import type { Rgba } from '../../src/renderer/map/renderers/class-colours.ts';
import { colourTile, packed } from '../../src/renderer/map/tile-paint.ts';

const RED: Rgba = [255, 0, 0, 1];
const DIM_GREEN: Rgba = [0, 255, 0, 0.2];

/** The channels of every pixel. */
function channels(pixels: Uint32Array): number[][] {
  const bytes = new Uint8Array(pixels.buffer);
  return Array.from({ length: pixels.length }, (_, i) => [...bytes.subarray(i * 4, i * 4 + 4)]);
}

describe('tiles of classes', () => {
  const colours = packed(new Map<number, Rgba>([[1, RED], [2, DIM_GREEN]]), 256);

  it('give every value its colour, and none to values that have none', () => {
    const pixels = new Uint32Array(4);
    colourTile(pixels, Uint8Array.of(1, 2, 3, 1), 2, [2, 2], colours);
    expect(channels(pixels)).toEqual([[255, 0, 0, 255], [0, 255, 0, 51], [0, 0, 0, 0], [255, 0, 0, 255]]);
  });

  it('leave out what lies beyond the edge of the map', () => {
    const pixels = new Uint32Array(6);
    colourTile(pixels, new Uint8Array(6).fill(1), 3, [2, 1], colours);
    expect(channels(pixels).map(([, , , alpha]) => alpha)).toEqual([255, 255, 0, 0, 0, 0]);
  });

  it('leave out pixels that the raster does not cover in another projection', () => {
    const pixels = new Uint32Array(2);
    colourTile(pixels, Uint8Array.of(1, 255, 1, 0), 2, [2, 1], colours);
    expect(channels(pixels).map(([, , , alpha]) => alpha)).toEqual([255, 0]);
  });

  it('know the values of maps of very many classes', () => {
    const pixels = new Uint32Array(2);
    colourTile(pixels, Float32Array.of(50_000, 65_535), 2, [2, 1], packed(new Map([[50_000, RED]]), 2 ** 16));
    expect(channels(pixels)).toEqual([[255, 0, 0, 255], [0, 0, 0, 0]]);
  });
});
