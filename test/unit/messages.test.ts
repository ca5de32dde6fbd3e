import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appError } from '../../src/shared/errors/app-error.ts';
import { distinct, message, messageSchema, textOf, toldSchema } from '../../src/shared/messages/message.ts';
import { writtenNumber } from '../../src/shared/messages/template.ts';
import { MESSAGE_TEXTS } from '../../src/shared/messages/texts.ts';
import { recordBase } from '../../src/shared/records/record-base.ts';
import { recognised } from '../../src/shared/messages/recognise.ts';
import { root, sourceFiles } from '../boundaries/import-graph.ts';

describe('a message of the engine', () => {
  it('carries its code and parameters for the window, and its English for everybody else', () => {
    const told = message('PICTURE_EMPTY', { share: 0.504 });
    expect(told).toEqual({ code: 'PICTURE_EMPTY', params: { share: 0.504 }, text: 'About 50 % of the picture holds no data.' });
    expect(messageSchema.parse(JSON.parse(JSON.stringify(told)))).toEqual(told);
  });

  it('has the form of its count, and joins lists and other messages into its sentence', () => {
    expect(message('NO_BACKSCATTER', { band: 'VV', count: 1 }).text).toMatch(/\(1 value\)\.$/);
    expect(message('NO_BACKSCATTER', { band: 'VV', count: 12 }).text).toMatch(/\(12 values\)\.$/);
    expect(message('BANDS_ABSENT', { bands: ['B02', 'VH'] }).text).toBe('It has no B02, VH.');
    expect(message('RASTERS_OF_OTHER_SIZE', { which: message('ALL_BANDS'), band: 'B02', found: '100 × 100', expected: '200 × 200' }).text).toContain('(all bands): B02 is 100 × 100 pixels');
  });

  it('may be a part of an error', () => {
    expect(appError('SAMPLES_NONE', { why: message('ALL_BANDS'), remedy: 'Wait.' })).toMatchObject({ message: expect.stringContaining('all bands') as string, action: 'Wait.' });
  });

  it('is told once, however often it came', () => {
    const [one, other] = [message('BANDS_ABSENT', { bands: ['B02'] }), message('BANDS_ABSENT', { bands: ['B03'] })];
    expect(distinct([one, 'It has no B02.', other, one]).map(textOf)).toEqual(['It has no B02.', 'It has no B03.']);
  });
});

describe('records of earlier versions', () => {
  it('keep their sentences', () => {
    expect(recordBase.warnings.parse(['About 50 % of the picture holds no data.'])).toEqual(['About 50 % of the picture holds no data.']);
    expect(textOf(toldSchema.parse('Few rows.'))).toBe('Few rows.');
  });

  it('are known again as the messages that they were', () => {
    expect(recognised('About 50 % of the picture holds no data.')).toMatchObject({ code: 'PICTURE_EMPTY', params: { share: '50 %' } });
    expect(recognised('Missing throughout, as the encoder was trained to take: VV + VH, B8A.')).toMatchObject({ code: 'EMBED_BANDS_MISSING', params: { bands: 'VV + VH, B8A' } });
    expect(recognised('1 of 6 windows failed and are without data.')).toMatchObject({ code: 'WINDOWS_FAILED', params: { count: 1, total: '6' } });
    expect(recognised('MIT')).toBeNull();
    expect(recognised('It has no')).toBeNull();
  });
});

describe('a number in a sentence', () => {
  it('is written as programs write it on the command line, and as people do in the window', () => {
    expect([writtenNumber(12_345.5, undefined, null), writtenNumber(-1000, 'plain', 'fr'), writtenNumber(0.256, 'percent', null)]).toEqual(['12345.5', '−1000', '26 %']);
    expect([writtenNumber(0.481, 'signed3', 'fr'), writtenNumber(-0.02, 'signed3', 'en'), writtenNumber(2.5, 'fixed1', 'fr')]).toEqual(['+0,481', '−0.020', '2,5']);
  });
});

describe('the list of messages', () => {
  it('holds none that nobody tells', () => {
    const told = sourceFiles('src').filter((file) => !/shared\/messages\/(?!message\.ts)/.test(file) && !file.includes('i18n/messages/')).map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
    expect(Object.keys(MESSAGE_TEXTS).filter((code) => !told.includes(`'${code}'`))).toEqual([]);
  });
});
