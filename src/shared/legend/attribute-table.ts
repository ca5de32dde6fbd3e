import { rgbOf } from '../raster/class-scheme.ts';
import type { LegendEntry } from './legend.ts';
import { xmlText } from './xml.ts';

/** Types and usages of GDAL's raster attribute tables (GDALRATFieldType, GDALRATFieldUsage). */
const INTEGER = 0;
const TEXT = 2;
const USAGE = { pixelCount: 1, name: 2, minMax: 5, red: 6, green: 7, blue: 8, generic: 0 } as const;

interface Column {
  readonly name: string;
  readonly type: typeof INTEGER | typeof TEXT;
  readonly usage: number;
  readonly value: (entry: LegendEntry) => string | number;
}

/**
 * A raster attribute table as GDAL keeps it in XML: value, class name, code and colour per pixel value, and the count
 * where it is known. QGIS and ArcGIS show it beside the raster.
 * @param pixels pixels by value
 */
export function attributeTable(legend: readonly LegendEntry[], pixels?: ReadonlyMap<number, number>): string {
  const columns: Column[] = [
    { name: 'Value', type: INTEGER, usage: USAGE.minMax, value: (entry) => entry.value },
    { name: 'Class', type: TEXT, usage: USAGE.name, value: (entry) => entry.label },
    { name: 'Code', type: TEXT, usage: USAGE.generic, value: (entry) => entry.code },
    { name: 'Red', type: INTEGER, usage: USAGE.red, value: (entry) => rgbOf(entry.colour)[0] },
    { name: 'Green', type: INTEGER, usage: USAGE.green, value: (entry) => rgbOf(entry.colour)[1] },
    { name: 'Blue', type: INTEGER, usage: USAGE.blue, value: (entry) => rgbOf(entry.colour)[2] },
  ];
  if (pixels) columns.push({ name: 'Count', type: INTEGER, usage: USAGE.pixelCount, value: (entry) => pixels.get(entry.value) ?? 0 });
  const fields = columns.map(({ name, type, usage }, i) => `<FieldDefn index="${i}"><Name>${name}</Name><Type>${type}</Type><Usage>${usage}</Usage></FieldDefn>`);
  const rows = legend.map((entry, i) => `<Row index="${i}">${columns.map((column) => `<F>${xmlText(String(column.value(entry)))}</F>`).join('')}</Row>`);
  return `<GDALRasterAttributeTable tableType="thematic">${fields.join('')}${rows.join('')}</GDALRasterAttributeTable>`;
}
