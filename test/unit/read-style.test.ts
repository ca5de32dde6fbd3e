import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clrTable } from '../../src/shared/legend/clr.ts';
import { qmlStyle } from '../../src/shared/legend/qml.ts';
import { readStyle } from '../../src/shared/legend/read-style.ts';
import { sldStyle } from '../../src/shared/legend/sld.ts';
import { sharedData } from '../real-data.ts';

const legend = [
  { value: 1, code: 'a', label: 'Wheat & rye <winter> "soft"', colour: '#e0a30b' },
  { value: 12, code: 'b', label: 'Maïs', colour: '#d94f1e' },
];
const lines = legend.map(({ value, label, colour }) => ({ value, label, colour }));

describe('a style file', () => {
  it.each([['SLD', sldStyle('Crops', legend)], ['QML', qmlStyle(legend)], ['CLR', clrTable(legend)]])('of the form %s comes back as it was written', (_, text) => {
    expect(readStyle(text)).toEqual(lines);
  });

  it('of another program is read too: prefixes, other quotes, order, entities, numbers with a point', () => {
    const sld = `<sld:ColorMap type='values'><sld:ColorMapEntry label='L&apos;orge &#xE9;t&#233;' quantity='3.0' color='#AABBCC' opacity="1.0"/>
      <sld:ColorMapEntry color="#112233" quantity="7"></sld:ColorMapEntry></sld:ColorMap>`;
    expect(readStyle(sld)).toEqual([{ value: 3, colour: '#aabbcc', label: "L'orge été" }, { value: 7, colour: '#112233', label: '' }]);
  });

  it('without values of classes has no lines: ramps, other documents, nonsense', () => {
    const ramp = '<ColorMap type="ramp"><ColorMapEntry color="#000000" quantity="0.25"/><ColorMapEntry color="red" quantity="1"/></ColorMap>';
    for (const text of [ramp, '<html><body>1 2 3 4</body></html>', '', 'hello', '<paletteEntry value="-1" color="#000000"/>']) expect(readStyle(text)).toEqual([]);
  });

  it.skipIf(!sharedData)(`of QGIS for the crops of France gives its 23 classes${sharedData ? '' : ' (skipped: the shared data is not here)'}`, () => {
    const found = readStyle(readFileSync(join(sharedData ?? '', 'styles/flair-hub-qgis-style-lpis-num.qml'), 'utf8'));
    expect(found).toHaveLength(23);
    expect(found.every(({ colour, label }) => /^#[0-9a-f]{6}$/.test(colour) && label !== '')).toBe(true);
  });
});
