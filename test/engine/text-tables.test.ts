import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCalendar } from '../../src/main/engine/calendars/calendar-file.ts';
import { gdal } from '../../src/main/engine/gdal/gdal.ts';
import { readFeatures, writeVector } from '../../src/main/engine/gdal/vector.ts';
import { readSchemes } from '../../src/main/engine/ingest/class-scheme/read-scheme.ts';
import { parseCsv } from '../../src/main/engine/ingest/text-table/csv.ts';
import { readTable } from '../../src/main/engine/ingest/text-table/read-table.ts';
import { AppError } from '../../src/shared/errors/app-error.ts';
import type { TextEncoding } from '../../src/shared/text/encoding.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'furrow-tables-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const failure = async (work: Promise<unknown>): Promise<AppError> => {
  const thrown = await work.then(() => null, (caught: unknown) => caught);
  if (!(thrown instanceof AppError)) throw new Error('it did not fail in words');
  return thrown;
};
const classesOf = async (path: string, encoding?: TextEncoding) => (await readSchemes(path, encoding))[0]?.classes.map(({ code }) => code);

const FURROW = 'value,code,parent,colour,label_en,source,source_code,source_label';

describe('a scheme that gives one code two classes', () => {
  const both = (name: string) => expect.objectContaining({ code: 'SCHEME_INVALID', message: expect.stringMatching(new RegExp(`BTH belongs to both “a” \\(line 2\\) and “b” \\(line \\d\\) in ${name}`)) as string }) as Error;

  it('is refused as Furrow’s own table', async () => {
    const path = file('dupm.csv', `${FURROW}\n1,a,,#ff0000,A,rpg,BTH,\n2,b,,#00ff00,B,rpg,MIS,\n2,b,,#00ff00,B,rpg,BTH,\n`);
    await expect(readSchemes(path)).rejects.toEqual(both('dupm.csv'));
    expect((await failure(readSchemes(path))).message).toContain('(line 4)');
  });

  it('is refused as a table of codes and classes, where lines are counted through quoted line breaks', async () => {
    await expect(readSchemes(file('pairs.csv', 'code,class\nBTH,a\n"MI\nS",a\nBTH,b\n'))).rejects.toThrow(/line 2\) and “b” \(line 5\) in pairs\.csv/);
  });

  it('is refused as JSON, which would keep the last of two fields of one name', async () => {
    const own = (mappings: string) => `{"id": "own", "title": "Own",\n"classes": [{"value": 1, "code": "a", "labels": {}, "colour": "#ff0000"}, {"value": 2, "code": "b", "labels": {}, "colour": "#00ff00"}],\n"mappings": {"rpg": {\n${mappings}}}}`;
    await expect(readSchemes(file('own.json', own('"BTH": "a",\n"BTH": "b"')))).rejects.toThrow(/rpg code BTH belongs to both “a” \(line 4\) and “b” \(line 5\) in own\.json/);
    await expect(readSchemes(file('set.json', '{"CROPS": {\n"1101060000": "maize",\n"11-01-06-000-0": "wheat"}}'))).rejects.toThrow(/both “maize” \(line 2\) and “wheat” \(line 3\) in set\.json/);
    await expect(readSchemes(file('twice.json', own('"BTH": "a"').replace('"title": "Own",', '"title": "Own",\n"title": "Other",')))).rejects.toThrow(/“title” stands twice, in lines 1 and 2 of twice\.json/);
    expect((await readSchemes(file('same.json', own('"BTH": "a",\n"BTH": "a"'))))[0]?.mappings).toEqual({ rpg: { BTH: 'a' } });
  });

  it('is refused as an HCAT table', async () => {
    await expect(readSchemes(file('hcat.csv', 'HCAT3_name,HCAT3_code\nmaize,3301010600\nwheat,3301010600\n'))).rejects.toThrow(/hcat code 3301010600 belongs to both “maize” \(line 2\) and “wheat” \(line 3\)/);
  });
});

describe('the codes of a scheme', () => {
  it('are refused where a spreadsheet shortened them, or nothing says whose they are', async () => {
    await expect(readSchemes(file('long.csv', 'ewoc_code,class\n1.10106E+09,maize\n'))).rejects.toThrow(/shortened a code to 1\.10106E\+09 \(line 2 of long\.csv\)/);
    await expect(readSchemes(file('half.csv', `${FURROW}\n1,a,,#ff0000,A,,BTH,\n`))).rejects.toThrow('the source code BTH (line 2) has no source');
  });

  it('are the same with blanks, dashes and the decimals of a column of numbers', async () => {
    expect((await readSchemes(file('forms.csv', 'ewoc_code,class\n1101060000.0,maize\n 11-01-06-000-0 ,maize\n')))[0]?.mappings).toEqual({ worldcereal: { 1101060000: 'maize' } });
  });
});

describe('the letters of a table', () => {
  const TABLE = 'code;class\n1;blé\n2;maïs\n';

  it('are read from UTF-8 and UTF-16 with and without their marks, composed or not', async () => {
    const wide = Buffer.from(`\uFEFF${TABLE}`, 'utf16le');
    for (const [name, content] of [['plain', TABLE], ['mark', `\uFEFF${TABLE}`], ['little', wide], ['big', Buffer.from(wide).swap16()], ['decomposed', TABLE.normalize('NFD')]] as const) {
      expect(await classesOf(file(`${name}.csv`, content)), name).toEqual(['blé', 'maïs']);
    }
  });

  it('are never guessed: a table of Excel is refused with the line, the byte and what it would say', async () => {
    const error = await failure(readSchemes(file('excel.csv', latin('code;class\n1;wheat\n2;maïs doux\n'))));
    expect(error).toMatchObject({ code: 'TEXT_ENCODING_UNSAID', params: { line: 3, byte: 5, shown: '2;maïs doux' } });
    expect(error.message).toContain('excel.csv');
    const long = await failure(readSchemes(file('long-line.csv', latin(`code;class;note\n1;wheat;${'x'.repeat(100)}é${'y'.repeat(100)}\n`))));
    expect(long.params['shown']).toBe(`…${'x'.repeat(40)}é${'y'.repeat(19)}…`);
    expect(error.action).toContain('--encoding windows-1252');
  });

  it('are read in the character set that was named, and in Unicode all the same where the file is Unicode', async () => {
    expect(await classesOf(file('western.csv', latin(TABLE)), 'windows-1252')).toEqual(['blé', 'maïs']);
    expect(await classesOf(file('unicode.csv', TABLE), 'windows-1252')).toEqual(['blé', 'maïs']);
    expect(await classesOf(file('central.csv', Buffer.from([...latin('code,class\n1,'), 0xf8, ...latin('epa')])), 'windows-1250')).toEqual(['řepa']);
  });

  it('are refused where no character set has them', async () => {
    expect(await failure(readSchemes(file('binary.csv', Buffer.from([...latin('code,class\n1,a\n2,'), 0x81, 0x00]))))).toMatchObject({ code: 'TEXT_ENCODING_UNKNOWN', params: { line: 3, byte: 3 } });
    expect(await failure(readSchemes(file('unmarked.csv', Buffer.from('code,class\n1,a', 'utf16le'))))).toMatchObject({ code: 'TEXT_ENCODING_UNKNOWN', params: { line: 1, byte: 2 } });
    expect(await failure(readSchemes(file('half.csv', Buffer.from(`\uFEFF${TABLE}`, 'utf16le').subarray(0, -1))))).toMatchObject({ code: 'TEXT_ENCODING_UNKNOWN' });
    expect(await failure(readSchemes(file('named.csv', Buffer.from([...latin('code,class\n1,bl'), 0xe9, 0x81])), 'windows-1252'))).toMatchObject({ code: 'TEXT_ENCODING_UNKNOWN', params: { line: 2, byte: 6 } });
  });
});

describe('the cells of a table', () => {
  it('are told apart by what the header uses, or by what Excel says', () => {
    expect(parseCsv('lat;lon;class\n48,5;2,25;blé').rows).toEqual([{ lat: '48,5', lon: '2,25', class: 'blé' }]);
    expect(parseCsv('sep=;\r\na;b\r\n1;2\r\n')).toMatchObject({ header: ['a', 'b'], rows: [{ a: '1', b: '2' }], lines: [3] });
    expect(parseCsv('"a;b",c\n1,2').header).toEqual(['a;b', 'c']);
    expect(parseCsv('a\tb\r1\t2\r\r3\t4').rows).toEqual([{ a: '1', b: '2' }, { a: '3', b: '4' }]);
  });

  it('are refused where a decimal comma would shift them, a name stands twice or a quotation mark stays open', async () => {
    expect((await failure(readTable(file('comma.csv', 'lat,lon,class\n48.5,2.2,a\n48,5,2,25,b\n')))).message).toMatch(/line 3 has 5 cells, the header 3; numbers with a decimal comma need semicolons/);
    expect((await failure(readTable(file('names.csv', 'code,class,code\n1,a,2\n')))).message).toContain('two columns are called “code”');
    expect((await failure(readTable(file('open.csv', 'code,class\n1,"a\n2,b\n')))).message).toContain('opens in line 2 is never closed');
    expect((await readTable(file('short.csv', 'code,class,note\n1,a\n2,b,,\n'))).rows).toHaveLength(2);
  });

  it('must be there', async () => {
    for (const content of ['', 'code,class', 'code,class\n\n , \n']) expect(await failure(readTable(file('none.csv', content)))).toMatchObject({ code: 'TABLE_EMPTY' });
    expect((await failure(readSchemes(file('header.csv', 'code,class\n')))).message).toContain('there are columns (code, class) and nothing below');
    expect((await failure(readCalendar(file('calendar.csv', '\uFEFF')))).message).toContain('the file is empty');
    expect(await failure(readTable(file('blank.csv', '\n\na,b\n1,2\n')))).toMatchObject({ code: 'TABLE_DAMAGED' });
  });
});

describe('the letters of a shapefile', () => {
  const WIDTH_FILLED = `${'x'.repeat(253)}#`;

  /** A shapefile with these bytes in place of `#`, with a `.cpg` or none, and a header without a code page. */
  function shape(name: string, letter: readonly number[], { sidecar, code = 'bl# dur' }: { readonly sidecar?: string; readonly code?: string } = {}): string {
    const path = join(folder, `${name}.shp`);
    writeVector(path, { name, crs: 'EPSG:4326', geometryType: 'point', fields: [{ name: 'code', type: 'string' }] }, (add) => { add({ properties: { code: code.padEnd(code.length + letter.length - 1) }, geometry: new gdal.Point(2, 48) }); }, 'ESRI Shapefile');
    const table = readFileSync(path.replace('.shp', '.dbf'));
    const at = table.indexOf('#');
    const tail = table.subarray(at + 1, at + 20).toString('latin1').slice(0, Math.max(0, code.length - code.indexOf('#') - 1));
    Buffer.from([...letter, ...latin(tail)]).copy(table, at);
    table[29] = 0;
    writeFileSync(path.replace('.shp', '.dbf'), table);
    rmSync(path.replace('.shp', '.cpg'), { force: true });
    if (sidecar !== undefined) writeFileSync(path.replace('.shp', '.cpg'), sidecar);
    return path;
  }
  const codesOf = (path: string): unknown[] => {
    const codes: unknown[] = [];
    readFeatures(path, {}, ({ properties }) => codes.push(properties['code']));
    return codes;
  };

  it('are read where the file says them, and where they are UTF-8', () => {
    expect(codesOf(shape('said', [0xe9], { sidecar: '1252' }))).toEqual(['blé dur']);
    expect(codesOf(shape('unsaid', [0xc3, 0xa9]))).toEqual(['blé dur']);
  });

  it('are refused where the file says none or others, with the column and what to do', () => {
    for (const path of [shape('none', [0xe9]), shape('wrong', [0xe9], { sidecar: 'UTF-8' })]) {
      expect(() => codesOf(path)).toThrow(expect.objectContaining({ code: 'TEXT_LETTERS_UNKNOWN', params: expect.objectContaining({ column: 'code', example: 'bl\uFFFD dur' }) as object }) as Error);
    }
    expect(() => codesOf(shape('remedy', [0xe9]))).toThrow(expect.objectContaining({ action: expect.stringContaining('remedy.cpg') as string }) as Error);
  });

  it('may end in half a character where a text fills its column, or have been lost before', () => {
    expect(codesOf(shape('cut', [0xc3], { code: WIDTH_FILLED }))).toEqual([`${'x'.repeat(253)}\uFFFD`]);
    expect(codesOf(shape('lost', [0xef, 0xbf, 0xbd]))).toEqual(['bl\uFFFD dur']);
  });
});
