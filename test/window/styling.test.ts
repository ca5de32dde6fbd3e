import { describe, expect, it } from 'vitest';
import { clrTable, readClr } from '../../src/shared/legend/clr.ts';
import { roundLength, worldFile } from '../../src/shared/legend/world-file.ts';
import { deviationCut, quantileCut } from '../../src/shared/stats/stretch.ts';
import { crc32, storedZip } from '../../src/shared/zip/stored-zip.ts';
import { degreesText, sexagesimalText } from '../../src/renderer/features/compare/coordinates.ts';
import { bandsOfIndex, DISPLAY_INDICES, displayIndex, evaluate } from '../../src/renderer/map/indices.ts';
import { coloursByValue } from '../../src/renderer/map/renderers/class-colours.ts';
import { INDICES } from '../../src/main/engine/features/indices/registry.ts';

const BANDS = ['B02', 'B03', 'B04', 'B05', 'B06', 'B07', 'B08', 'B8A', 'B11', 'B12'];

describe('stretches', () => {
  it('cut as numpy.quantile does', () => {
    // numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], [0.02, 0.98])
    const cut = quantileCut(Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6), 0.02, 0.98);
    expect(cut?.[0]).toBeCloseTo(1, 9);
    expect(cut?.[1]).toBeCloseTo(8.58, 9);
  });

  it('take mean and deviation, but nothing that does not occur', () => {
    // numpy: mean 4.5, std (population) 2.2912878
    const cut = deviationCut(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8), 1);
    expect(cut?.[0]).toBeCloseTo(2.2087122, 6);
    expect(cut?.[1]).toBeCloseTo(6.7912878, 6);
    expect(deviationCut(Float64Array.of(1, 2), 5)).toEqual([1, 2]);
  });

  it('say that there is nothing where there is nothing', () => {
    expect(quantileCut(new Float64Array(), 0.02, 0.98)).toBeNull();
  });
});

describe('indices on the map', () => {
  it.each(DISPLAY_INDICES.filter(({ id }) => INDICES.some((index) => index.id === id)).map(({ id }) => id))('%s is what the engine computes', (id) => {
    const engine = INDICES.find((index) => index.id === id);
    const shown = displayIndex(id);
    if (!engine || !shown) throw new Error(`no index ${id}`);
    // Stored values of a green field, in the order of BANDS.
    const stored = new Map(BANDS.map((band, i) => [band, [500, 800, 700, 1300, 2600, 3100, 3600, 3700, 2100, 1200][i] ?? 0]));
    const out = new Float64Array(1);
    engine.fill(engine.bands.map((band) => Float64Array.of(stored.get(band) ?? NaN)), out, 1);
    const reflectances = (bandsOfIndex(shown, BANDS) ?? []).map((band) => (stored.get(BANDS[band - 1] ?? '') ?? NaN) / 10_000);
    expect(evaluate(shown.value(reflectances))).toBeCloseTo(out[0] ?? NaN, 9);
  });

  it('have a value for every set of bands they ask for', () => {
    for (const index of DISPLAY_INDICES) {
      const bands = bandsOfIndex(index, BANDS);
      expect(bands).toHaveLength(index.bands.length);
      expect(Number.isFinite(evaluate(index.value((bands ?? []).map((band) => band / 20))))).toBe(true);
    }
  });

  it('are not offered where a band is missing', () => {
    const ndmi = displayIndex('NDMI');
    expect(ndmi && bandsOfIndex(ndmi, ['B04', 'B08'])).toBeNull();
  });
});

describe('class colours', () => {
  const scheme = { id: 's', title: 's', mappings: {}, classes: [{ value: 1, code: 'a', labels: {}, colour: '#ff0000', parent: null }, { value: 2, code: 'b', labels: {}, colour: '#00ff00', parent: null }] };
  const plain = { scheme, original: scheme, hidden: [], merged: {}, lit: null, outside: null, nodata: null };

  it('draw merged classes as their target and hidden ones not at all', () => {
    expect(coloursByValue({ ...plain, merged: { b: 'a' } }).get(2)).toEqual([255, 0, 0, 1]);
    expect(coloursByValue({ ...plain, merged: { b: 'a' }, hidden: ['a'] }).size).toBe(0);
  });

  it('dim all but the lit class', () => {
    const colours = coloursByValue({ ...plain, lit: 'b' });
    expect(colours.get(2)?.[3]).toBe(1);
    expect(colours.get(1)?.[3]).toBeLessThan(0.5);
  });

  it('draw the codes that are no class only when they were given a colour', () => {
    expect([...coloursByValue({ ...plain, outside: '#e4e4e0' }).keys()]).toEqual([1, 2, 254]);
  });
});

describe('style files', () => {
  it('write and read colour tables of QGIS', () => {
    const text = clrTable([{ value: 7, code: 'a', label: 'Winter wheat', colour: '#e0a30b' }]);
    expect(text).toBe('7 224 163 11 255 Winter wheat\n');
    expect(readClr(text)).toEqual([{ value: 7, colour: '#e0a30b', label: 'Winter wheat' }]);
  });

  it('read tables without alpha and label, and leave comments out', () => {
    expect(readClr('# colours\n3 1 2 3\nnonsense\n4,10,20,30,255,Maize\n5 999 0 0')).toEqual([{ value: 3, colour: '#010203', label: '' }, { value: 4, colour: '#0a141e', label: 'Maize' }]);
  });

  it('place the centre of the upper left pixel in a world file', () => {
    expect(worldFile([418_000, 5_344_500], 2.5).split('\n')).toEqual(['2.5', '0', '0', '-2.5', '418001.25', '5344498.75', '']);
  });

  it('choose round lengths for scale bars', () => {
    expect([1300, 999, 510, 7, 0.34].map(roundLength)).toEqual([1000, 500, 500, 5, 0.2]);
  });

  it('pack files that an unzip program reads', () => {
    // The check value of CRC-32 (Rocksoft): "123456789" → cbf43926.
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    const zip = storedZip([{ name: 'a.txt', bytes: new TextEncoder().encode('hello') }, { name: 'b.bin', bytes: new Uint8Array([1, 2, 3]) }]);
    const view = new DataView(zip.buffer);
    expect(view.getUint32(0, true)).toBe(0x04034b50);
    expect(view.getUint16(zip.length - 22 + 10, true)).toBe(2);
    const central = view.getUint32(zip.length - 22 + 16, true);
    expect(view.getUint32(central, true)).toBe(0x02014b50);
    expect(new TextDecoder().decode(zip.subarray(35, 40))).toBe('hello');
  });
});

describe('coordinates to copy', () => {
  it('are written as other programs read them', () => {
    expect(degreesText(1.9087, 48.2261)).toBe('48.226100, 1.908700');
    expect(sexagesimalText(-3.5, 50.75)).toBe('50°45′00.0″N 3°30′00.0″W');
    expect(sexagesimalText(1.99999999, 0)).toBe('0°00′00.0″N 2°00′00.0″E');
  });
});
