import { rampColours } from '../../../shared/colour/ramps.ts';
import { roundLength } from '../../../shared/legend/world-file.ts';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import { classEntries } from '../../layers/class-entries.ts';
import { isBackdrop, type Layer } from '../../layers/layer.ts';
import type { Picture } from '../../map/picture.ts';

/** What is written beside the picture. */
export interface SheetText {
  readonly title: string;
  /** Below the map: CRS, scale, what the data is. */
  readonly footer: string;
  readonly language: string;
}

/** Entries of one layer’s legend at most; a sheet is no table. */
const MOST_ENTRIES = 40;
const INK = '#1d211c';
const SOFT = '#565d54';

/**
 * The picture with its title above, its legend on the right and its scale bar below. The map’s own pixels stay
 * untouched, at `mapAt` of the sheet, so that a world file fits it.
 * @param metres ground metres of a pixel of the picture
 */
export function mapSheet(picture: Picture, layers: readonly Layer[], metres: number, text: SheetText, factor: number): { readonly canvas: HTMLCanvasElement; readonly mapAt: readonly [x: number, y: number] } {
  const unit = (px: number): number => Math.round(px * factor);
  const mapAt: readonly [number, number] = [unit(16), unit(text.title === '' ? 16 : 44)];
  const canvas = document.createElement('canvas');
  const legendWidth = unit(220);
  canvas.width = mapAt[0] + picture.canvas.width + legendWidth + unit(16);
  canvas.height = Math.max(mapAt[1] + picture.canvas.height + unit(44), mapAt[1] + legendHeight(layers) * factor + unit(16));
  const context = canvas.getContext('2d');
  if (!context) return { canvas, mapAt };
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture.canvas, ...mapAt);
  context.strokeStyle = SOFT;
  context.lineWidth = Math.max(1, factor / 2);
  context.strokeRect(mapAt[0] - 0.5, mapAt[1] - 0.5, picture.canvas.width + 1, picture.canvas.height + 1);
  const write = writer(context, factor);
  write(text.title, mapAt[0], unit(28), 16, 600, INK);
  drawScale(context, write, picture, metres, mapAt, factor);
  write(text.footer, mapAt[0] + unit(170), mapAt[1] + picture.canvas.height + unit(24), 11, 400, SOFT);
  drawLegend(context, write, layers, [mapAt[0] + picture.canvas.width + unit(16), mapAt[1]], text.language, factor);
  return { canvas, mapAt };
}

type Write = (text: string, x: number, y: number, size: number, weight: number, colour: string) => void;

function writer(context: CanvasRenderingContext2D, factor: number): Write {
  return (text, x, y, size, weight, colour) => {
    context.font = `${weight} ${size * factor}px "Inter Variable", sans-serif`;
    context.fillStyle = colour;
    context.fillText(text, x, y);
  };
}

function drawScale(context: CanvasRenderingContext2D, write: Write, { canvas }: Picture, metres: number, mapAt: readonly [number, number], factor: number): void {
  const length = roundLength(metres * 140 * factor);
  const width = length / metres;
  const y = mapAt[1] + canvas.height + 18 * factor;
  context.fillStyle = INK;
  context.fillRect(mapAt[0], y, width, 2 * factor);
  context.fillRect(mapAt[0], y - 5 * factor, factor, 7 * factor);
  context.fillRect(mapAt[0] + width - factor, y - 5 * factor, factor, 7 * factor);
  write(length >= 1000 ? `${length / 1000} km` : `${length} m`, mapAt[0], y + 16 * factor, 11, 500, INK);
}

const withLegend = (layers: readonly Layer[]): readonly Layer[] => layers.filter((layer) => layer.visible && !isBackdrop(layer));

function legendHeight(layers: readonly Layer[]): number {
  return withLegend(layers).reduce((sum, layer) => sum + 34 + 20 * Math.max(1, entriesOf(layer, 'en').length), 0);
}

function entriesOf(layer: Layer, language: string): readonly { readonly label: string; readonly colour: string }[] {
  if (layer.kind !== 'classes' && layer.kind !== 'parcels') return [];
  return classEntries(layer).filter(({ share, isHidden }) => share > 0 && !isHidden).slice(0, MOST_ENTRIES).map(({ cropClass }) => ({ label: classLabel(cropClass, language), colour: cropClass.colour }));
}

function drawLegend(context: CanvasRenderingContext2D, write: Write, layers: readonly Layer[], [x, top]: readonly [number, number], language: string, factor: number): void {
  let y = top;
  for (const layer of withLegend(layers)) {
    write(fitted(layer.title, 30), x, y + 12 * factor, 12, 600, INK);
    y += 22 * factor;
    for (const { label, colour } of entriesOf(layer, language)) {
      context.fillStyle = colour;
      context.fillRect(x, y, 14 * factor, 14 * factor);
      context.strokeRect(x + 0.5, y + 0.5, 14 * factor - 1, 14 * factor - 1);
      write(fitted(label, 30), x + 22 * factor, y + 11.5 * factor, 12, 400, INK);
      y += 20 * factor;
    }
    if (layer.kind === 'index' || layer.kind === 'ramp') y = drawRamp(context, write, layer, [x, y], language, factor);
    if (layer.kind === 'rgb') {
      write(layer.shown.map((band) => layer.bands[band - 1] ?? '').join(' · '), x, y + 10 * factor, 12, 400, SOFT);
      y += 20 * factor;
    }
    y += 12 * factor;
  }
}

function drawRamp(context: CanvasRenderingContext2D, write: Write, layer: Extract<Layer, { kind: 'index' | 'ramp' }>, [x, y]: readonly [number, number], language: string, factor: number): number {
  const colours = rampColours(layer.ramp);
  const fill = context.createLinearGradient(x, 0, x + 160 * factor, 0);
  colours.forEach((colour, i) => { fill.addColorStop(i / (colours.length - 1), colour); });
  context.fillStyle = fill;
  context.fillRect(x, y, 160 * factor, 10 * factor);
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  write(number.format(layer.range[0]), x, y + 24 * factor, 11, 400, SOFT);
  write(number.format(layer.range[1]), x + 136 * factor, y + 24 * factor, 11, 400, SOFT);
  return y + 30 * factor;
}

function fitted(text: string, letters: number): string {
  return text.length > letters ? `${text.slice(0, letters - 1)}…` : text;
}
