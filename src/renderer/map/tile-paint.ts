/** Values of a tile, row by row; a second number beside each, where there is one, is 0 where the raster ends. */
export interface TileValues {
  readonly values: Uint8Array | Float32Array;
  readonly width: number;
  readonly height: number;
  /** Columns and rows that belong to the map. */
  readonly inside: readonly [columns: number, rows: number];
}

interface Painted {
  readonly canvas: HTMLCanvasElement;
  readonly colours: Uint32Array;
  readonly frame: number;
}

/** Pixels of painted tiles that are kept beyond those on the screen, 4 bytes each. */
const KEPT_PIXELS = 2 ** 24;

/** The pictures of tiles of class values: painted when a frame first needs them, kept while it is likely that another will. */
export class TilePaint {
  /** The longest unused come first. */
  readonly #painted = new Map<object, Painted>();
  #colours: Uint32Array = new Uint32Array();
  #frame = 0;

  /** Begins a frame. @param colours as {@link packed} makes them; the same array as long as they are the same */
  begin(colours: Uint32Array): void {
    this.#colours = colours;
    this.#frame++;
  }

  /** The picture of a tile in the colours of the frame. @param key the tile */
  image(key: object, tile: TileValues): HTMLCanvasElement {
    const before = this.#painted.get(key);
    const isFresh = before?.colours === this.#colours;
    const canvas = before?.canvas ?? canvasOf(tile);
    if (!isFresh) paint(canvas, tile, this.#colours);
    this.#painted.delete(key);
    this.#painted.set(key, { canvas, colours: this.#colours, frame: this.#frame });
    return canvas;
  }

  /** Ends a frame: pictures that were not used for long are let go. */
  end(): void {
    const idle = [...this.#painted].filter(([, { frame }]) => frame !== this.#frame);
    let pixels = idle.reduce((sum, [, { canvas }]) => sum + canvas.width * canvas.height, 0);
    for (const [key, { canvas }] of idle) {
      if (pixels <= KEPT_PIXELS) return;
      pixels -= canvas.width * canvas.height;
      this.#painted.delete(key);
    }
  }
}

function canvasOf({ width, height }: TileValues): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

function paint(canvas: HTMLCanvasElement, { values, width, height, inside }: TileValues, colours: Uint32Array): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const picture = context.createImageData(width, height);
  colourTile(new Uint32Array(picture.data.buffer), values, width, inside, colours);
  context.putImageData(picture, 0, 0);
}

/**
 * Colours the values of a tile.
 * @param target one packed colour per pixel; what is no part of the map stays as it is
 * @param values one number per pixel, or two, of which the second is 0 where there is no raster
 */
export function colourTile(target: Uint32Array, values: Uint8Array | Float32Array, width: number, [columns, rows]: readonly [number, number], colours: Uint32Array): void {
  const step = values.length / target.length;
  for (let row = 0; row < rows; row++) {
    for (let i = row * width, end = i + columns; i < end; i++) {
      if (values[i * step + step - 1] !== 0 || step === 1) target[i] = colours[values[i * step] ?? 0] ?? 0;
    }
  }
}

/** Colours by value as pixels hold them: one number for the four channels, in the order of this machine. Values without a colour are transparent. */
export function packed(colours: ReadonlyMap<number, readonly [red: number, green: number, blue: number, alpha: number]>, size: number): Uint32Array {
  const channels = new Uint8ClampedArray(size * 4);
  for (const [value, [red, green, blue, alpha]] of colours) channels.set([red, green, blue, Math.round(alpha * 255)], value * 4);
  return new Uint32Array(channels.buffer);
}
