import type { FrameState } from 'ol/Map.js';
import DataTile from 'ol/DataTile.js';
import type { Extent } from 'ol/extent.js';
import TileLayer from 'ol/layer/Tile.js';
import type { Options } from 'ol/layer/BaseTile.js';
import CanvasTileLayerRenderer from 'ol/renderer/canvas/TileLayer.js';
import type GeoTIFF from 'ol/source/GeoTIFF.js';
import type Tile from 'ol/Tile.js';
import { TilePaint } from './tile-paint.ts';

/**
 * A class map as tiles that are coloured once and then only moved. A shader would colour every pixel of every frame anew,
 * which is nothing to a graphics card and most of a frame where the processor draws; this is quick with both, shares its
 * canvas with its neighbours, and a change of colours reaches the screen in the same frame.
 */
export class ClassTiles extends TileLayer<GeoTIFF> {
  #colours: Uint32Array;

  /** @param colours by pixel value, as {@link TilePaint} takes them */
  constructor(options: Options<GeoTIFF>, colours: Uint32Array) {
    super(options);
    this.#colours = colours;
  }

  /** Colours by pixel value. */
  get colours(): Uint32Array {
    return this.#colours;
  }

  /** Shows the same values in other colours. */
  recolour(colours: Uint32Array): void {
    this.#colours = colours;
    this.changed();
  }

  /** Called by OpenLayers. */
  override createRenderer(): CanvasTileLayerRenderer<this> {
    return new ClassTileRenderer(this) as CanvasTileLayerRenderer as CanvasTileLayerRenderer<this>;
  }
}

/** Tiles of values that are kept, more where the screen needs them: a megabyte each, two where the map has 16 bits. */
const KEPT_TILES = 128;

type ClipRects = readonly Extent[] | undefined;

/** Puts the painted tiles where OpenLayers wants them. */
class ClassTileRenderer extends CanvasTileLayerRenderer<ClassTiles> {
  readonly #layer: ClassTiles;
  readonly #paint = new TilePaint();

  constructor(layer: ClassTiles) {
    super(layer, { cacheSize: KEPT_TILES });
    this.#layer = layer;
  }

  override renderFrame(frameState: FrameState, target: HTMLElement): HTMLElement {
    this.#paint.begin(this.#layer.colours);
    const element = super.renderFrame(frameState, target);
    this.#paint.end();
    return element;
  }

  /** @param x device pixels, as y, w and h @param clipRects the parts that no finer tile covers; the whole tile when left out */
  override drawTile(tile: Tile, frameState: FrameState, x: number, y: number, w: number, h: number, _gutter: number, _transition: boolean, clipRects?: ClipRects): void {
    const values = tile instanceof DataTile ? tile.getData() : null;
    if (!(values instanceof Uint8Array || values instanceof Float32Array)) return;
    const [width = 0, height = 0] = (tile as DataTile).getSize();
    const image = this.#paint.image(tile, { values, width, height, inside: this.#inside(tile, frameState, width, height) });
    const context = this.getRenderContext(frameState) as CanvasRenderingContext2D;
    const before = context.globalAlpha;
    context.globalAlpha = before * this.#layer.getOpacity();
    const [scaleX, scaleY] = [width / w, height / h];
    for (const [left = 0, top = 0, right = 0, bottom = 0] of clipRects ?? [[x, y, x + w, y + h]]) {
      context.drawImage(image, (left - x) * scaleX, (top - y) * scaleY, (right - left) * scaleX, (bottom - top) * scaleY, left, top, right - left, bottom - top);
    }
    context.globalAlpha = before;
  }

  /** Columns and rows of a tile that lie on the map; the last tiles reach over its edge. */
  #inside(tile: Tile, frameState: FrameState, width: number, height: number): readonly [columns: number, rows: number] {
    const grid = this.#layer.getSource()?.getTileGridForProjection(frameState.viewState.projection);
    const whole = grid?.getExtent();
    if (!grid || !whole) return [width, height];
    const [left = 0, bottom = 0, right = 0, top = 0] = grid.getTileCoordExtent(tile.tileCoord);
    const share = (part: number, all: number): number => Math.min(1, Math.max(0, part / all));
    return [Math.round(width * share((whole[2] ?? 0) - left, right - left)), Math.round(height * share(top - (whole[1] ?? 0), top - bottom))];
  }
}
