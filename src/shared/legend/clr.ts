import { rgbOf } from '../raster/class-scheme.ts';
import type { LegendEntry } from './legend.ts';

/**
 * A colour table as QGIS saves and loads it for paletted rasters (`.clr`): value, red, green, blue, alpha and the label,
 * with spaces between, one class a line.
 */
export function clrTable(legend: readonly LegendEntry[]): string {
  return legend.map(({ value, label, colour }) => `${[value, ...rgbOf(colour), 255].join(' ')} ${label.replace(/\s+/g, ' ')}\n`).join('');
}

/** One line of a colour table. */
export interface ClrLine {
  readonly value: number;
  readonly colour: string;
  /** Empty where the line has none. */
  readonly label: string;
}

/** The lines of a `.clr` file, of QGIS or GRASS-like tools: alpha and label may be missing. What is no such line is left out. */
export function readClr(text: string): ClrLine[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const parts = /^\s*(\d+)[\s,]+(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,]+\d{1,3}(?=[\s,]|$))?[\s,]*(.*)$/.exec(line);
    if (!parts) return [];
    const channels = [parts[2], parts[3], parts[4]].map(Number);
    if (channels.some((channel) => channel > 255)) return [];
    return [{ value: Number(parts[1]), colour: `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`, label: (parts[5] ?? '').trim() }];
  });
}
