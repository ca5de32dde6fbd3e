import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { attributeTable } from '../../src/shared/legend/attribute-table.ts';
import { classesOfCodes, mapEncoding, mapLegend } from '../../src/shared/legend/legend.ts';
import { legendCsv } from '../../src/shared/legend/legend-csv.ts';
import { paletteOf } from '../../src/shared/legend/palette.ts';
import { qmlStyle } from '../../src/shared/legend/qml.ts';
import { sldStyle } from '../../src/shared/legend/sld.ts';
import type { ClassScheme } from '../../src/shared/raster/class-scheme.ts';

const scheme: ClassScheme = {
  id: 'crops',
  title: 'Crops',
  classes: [
    { value: 5, code: 'maize', labels: { en: 'Maize "sweet" & <grain>', fr: 'Maïs' }, colour: '#40A030', parent: null },
    { value: 2, code: 'wheat', labels: { en: 'Wheat, winter', fr: 'Blé tendre' }, colour: '#e0c040', parent: null },
    { value: 9, code: 'none', labels: {}, colour: '#000000', parent: null },
  ],
  mappings: {},
};
const legend = mapLegend(scheme, ['maize', 'wheat'], { hasMask: true });
const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', htmlEntities: true, isArray: (name) => ['paletteEntry', 'ColorMapEntry', 'Row', 'F'].includes(name) });

/** Follows names through what the parser made. */
function inside(document: unknown, ...names: string[]): unknown {
  return names.reduce((node, name) => (node as Record<string, unknown>)[name], document);
}

describe('the legend of a map', () => {
  it('has the classes of the map by pixel value, and the code outside the mask where there is one', () => {
    expect(legend.map((entry) => [entry.value, entry.code, entry.label])).toEqual([
      [2, 'wheat', 'Wheat, winter'],
      [5, 'maize', 'Maize "sweet" & <grain>'],
      [254, '', 'Outside the cropland mask'],
    ]);
    expect(mapLegend(scheme, ['wheat'], { hasMask: false, language: 'fr' }).map((entry) => entry.label)).toEqual(['Blé tendre']);
    expect(mapLegend(scheme, ['none'], { hasMask: false })[0]?.label).toBe('none');
  });

  it('needs uint16 where the scheme has a class of value 254 or above', () => {
    const wide = { ...scheme, classes: [...scheme.classes, { value: 254, code: 'double', labels: {}, colour: '#ffffff', parent: null }] };
    expect(mapEncoding(scheme)).toEqual({ dtype: 'uint8', nodata: 255, outside: 254 });
    expect(mapEncoding(wide)).toEqual({ dtype: 'uint16', nodata: 65_535, outside: 65_534 });
  });

  it('refuses a code that the scheme lacks', () => {
    expect(() => classesOfCodes(scheme, ['hops'])).toThrow('no class “hops”');
  });

  it('makes a palette whose other values are transparent', () => {
    const palette = paletteOf(legend);
    expect(palette).toHaveLength(256);
    expect([palette[2], palette[3]]).toEqual([[0xe0, 0xc0, 0x40, 255], [0, 0, 0, 0]]);
  });
});

describe('the QGIS style', () => {
  it('is a paletted renderer of band 1 that keeps every value, label and colour', () => {
    const document: unknown = parser.parse(qmlStyle(legend));
    expect(inside(document, 'qgis', 'pipe', 'rasterrenderer')).toMatchObject({ type: 'paletted', band: '1', opacity: '1', alphaBand: '-1' });
    expect(inside(document, 'qgis', 'pipe', 'rasterrenderer', 'colorPalette', 'paletteEntry')).toEqual([
      { value: '2', label: 'Wheat, winter', color: '#e0c040', alpha: '255' },
      { value: '5', label: 'Maize "sweet" & <grain>', color: '#40a030', alpha: '255' },
      { value: '254', label: 'Outside the cropland mask', color: '#e4e4e0', alpha: '255' },
    ]);
  });

  it('stays readable with characters that XML has no place for', () => {
    const style = qmlStyle([{ value: 1, code: 'x', label: 'bad\u0000\u0007 \ud800 name 🌾', colour: '#ffffff' }]);
    expect(style).toContain('label="bad  name 🌾"');
  });
});

describe('the other forms of a legend', () => {
  it('are an SLD of single values', () => {
    const document: unknown = parser.parse(sldStyle('Crops & more', legend));
    const style = inside(document, 'StyledLayerDescriptor', 'NamedLayer', 'UserStyle', 'FeatureTypeStyle', 'Rule', 'RasterSymbolizer', 'ColorMap');
    expect(inside(document, 'StyledLayerDescriptor', 'NamedLayer', 'Name')).toBe('Crops & more');
    expect(style).toMatchObject({ type: 'values', ColorMapEntry: [{ quantity: '2', color: '#e0c040' }, { quantity: '5' }, { quantity: '254' }] });
  });

  it('are a raster attribute table with the counts where they are known', () => {
    const document: unknown = parser.parse(attributeTable(legend, new Map([[5, 1234]])));
    const rows = inside(document, 'GDALRasterAttributeTable', 'Row') as { readonly F: unknown[] }[];
    expect(rows.map((row) => row.F.map(String))).toEqual([
      ['2', 'Wheat, winter', 'wheat', '224', '192', '64', '0'],
      ['5', 'Maize "sweet" & <grain>', 'maize', '64', '160', '48', '1234'],
      ['254', 'Outside the cropland mask', '', '228', '228', '224', '0'],
    ]);
  });

  it('are a CSV that quotes what needs it, runs no formula and says that counts are biased', () => {
    const csv = legendCsv([{ value: 1, code: 'a', label: '=HYPERLINK("x")', colour: '#ffffff' }, ...legend], [{ code: 'wheat', pixels: 10, hectares: 0.1 }]);
    expect(csv.split('\r\n')).toEqual([
      'value,code,label,colour,pixels,counted_hectares_biased',
      `1,a,"'=HYPERLINK(""x"")",#ffffff,,`,
      '2,wheat,"Wheat, winter",#e0c040,10,0.10',
      '5,maize,"Maize ""sweet"" & <grain>",#40A030,,',
      '254,,Outside the cropland mask,#e4e4e0,,',
      '',
    ]);
  });
});
