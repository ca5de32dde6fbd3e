import type { Layer } from '../layers/layer.ts';
import type { Sight } from './sight.ts';
import { MapView } from './map-view.ts';
import type { Pin } from './pins.ts';
import { moved } from './position.ts';

/** A picture of the map, and where its pixels lie. */
export interface Picture {
  readonly canvas: HTMLCanvasElement;
  /** Map units per pixel of the picture. */
  readonly resolution: number;
  /** Map coordinates of the upper left corner. */
  readonly corner: readonly [x: number, y: number];
}

/** What lies over the layers and may be drawn with them. */
export interface PictureMarks {
  readonly pins: readonly Pin[];
  readonly graticule: boolean;
}

const NOBODY = { pointer: () => undefined, moved: () => undefined, clicked: () => undefined };
/** A picture that is not whole after this long is taken as it is. */
const LONGEST_MS = 20_000;

/**
 * Draws the layers on a map of its own, out of sight, so that the one on the screen stays as it is.
 * @param size of the window's map in CSS pixels; `factor` times as many pixels are drawn, finer, of the same ground
 */
export async function takePicture(layers: readonly Layer[], sight: Sight, size: readonly [width: number, height: number], factor: number, marks: PictureMarks = { pins: [], graticule: false }): Promise<Picture> {
  const [width, height] = [Math.round(size[0] * factor), Math.round(size[1] * factor)];
  const target = document.createElement('div');
  target.className = 'picture-map';
  target.style.width = `${width}px`;
  target.style.height = `${height}px`;
  document.body.append(target);
  const view = new MapView(target, NOBODY, 'bare');
  try {
    const resolution = sight.resolution / factor;
    view.look({ ...sight, resolution });
    view.setLayers(layers);
    view.setGraticule(marks.graticule);
    const canvas = await painted(view, width, height);
    const corner = [sight.centre[0] - (width / 2) * resolution, sight.centre[1] + (height / 2) * resolution] as const;
    drawPins(canvas, marks.pins.flatMap((pin, i) => pinAt(pin, i + 1, sight.crs, corner, resolution)), factor);
    return { canvas, resolution, corner };
  } finally {
    view.dispose();
    target.remove();
  }
}

interface PlacedPin {
  readonly x: number;
  readonly y: number;
  readonly colour: string;
  readonly number: number;
}

/** Where a pin's tip stands in the picture, pixels. */
function pinAt({ x, y, crs, colour }: Pin, number: number, mapCrs: string, [left, top]: readonly [number, number], resolution: number): PlacedPin[] {
  const place = moved([x, y], crs, mapCrs);
  return place ? [{ x: (place[0] - left) / resolution, y: (top - place[1]) / resolution, colour, number }] : [];
}

/** Drops as on the map, with the numbers that the panels give them. */
function drawPins(canvas: HTMLCanvasElement, pins: readonly PlacedPin[], factor: number): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const radius = 8 * factor;
  for (const { x, y, colour, number } of pins) {
    context.beginPath();
    context.arc(x, y - 2 * radius, radius, Math.PI * 0.8, Math.PI * 2.2);
    context.lineTo(x, y);
    context.closePath();
    context.fillStyle = colour;
    context.fill();
    context.lineWidth = 1.5 * factor;
    context.strokeStyle = '#ffffff';
    context.stroke();
    context.fillStyle = '#ffffff';
    context.font = `600 ${10 * factor}px "Inter Variable", sans-serif`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(String(number), x, y - 2 * radius);
  }
}

/** Waits until all is drawn and puts the canvases of the layers together while they still hold their pixels. */
function painted(view: MapView, width: number, height: number): Promise<HTMLCanvasElement> {
  return new Promise((resolve) => {
    let isDone = false;
    const finish = (): void => {
      if (isDone) return;
      isDone = true;
      clearTimeout(timer);
      resolve(composed(view.element, width, height));
    };
    const timer = setTimeout(() => {
      view.map.once('postrender', finish);
      view.map.renderSync();
      finish();
    }, LONGEST_MS);
    view.map.once('rendercomplete', finish);
    view.map.updateSize();
    view.map.renderSync();
  });
}

function composed(target: HTMLElement, width: number, height: number): HTMLCanvasElement {
  const result = document.createElement('canvas');
  result.width = width;
  result.height = height;
  const context = result.getContext('2d');
  if (!context) return result;
  context.imageSmoothingEnabled = false;
  for (const canvas of target.querySelectorAll<HTMLCanvasElement>('.ol-layers canvas')) {
    if (canvas.width === 0) continue;
    const holder = canvas.closest<HTMLElement>('.ol-layer') ?? canvas;
    const { opacity, mixBlendMode } = getComputedStyle(holder);
    context.globalAlpha = Number(opacity);
    context.globalCompositeOperation = mixBlendMode === 'normal' ? 'source-over' : (mixBlendMode as GlobalCompositeOperation);
    const matrix = /^matrix\(([^)]*)\)$/.exec(canvas.style.transform)?.[1]?.split(',').map(Number);
    const [a = width / canvas.width, b = 0, c = 0, d = height / canvas.height, e = 0, f = 0] = matrix ?? [];
    context.setTransform(a, b, c, d, e, f);
    context.drawImage(canvas, 0, 0);
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = 1;
  context.globalCompositeOperation = 'source-over';
  return result;
}
