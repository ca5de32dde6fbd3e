import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { PARTS, wordsOf } from '../../src/renderer/i18n/catalogue.ts';
import { FRENCH_ERRORS } from '../../src/renderer/i18n/errors/error-words.ts';
import { languageFor, LANGUAGES, startI18n } from '../../src/renderer/i18n/i18n.ts';
import { pseudo, PSEUDO } from '../../src/renderer/i18n/pseudo.ts';
import { toldText } from '../../src/renderer/i18n/messages/told-text.ts';
import { errorText } from '../../src/renderer/state/error-text.ts';
import { appError } from '../../src/shared/errors/app-error.ts';
import { ERROR_TEXTS } from '../../src/shared/errors/texts.ts';
import { message } from '../../src/shared/messages/message.ts';
import { root, sourceFiles } from '../boundaries/import-graph.ts';

const FORM = /_(zero|one|two|few|many|other)$/;
const stem = (key: string): string => key.replace(FORM, '');
const placeholders = (text: string): string[] => [...text.matchAll(/\{\{(\w+(?:, \w+)?)\}\}/g)].map(([, name]) => name ?? '').sort();
const en = wordsOf('en');

/** The sources of the window without the words themselves. */
const sources = sourceFiles('src/renderer')
  .filter((file) => !file.endsWith('words.ts'))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
const everything = sources.map(({ text }) => text).join('\n');
/** Quoted strings, and what stands before the first placeholder of a template. */
const literals = new Set([...everything.matchAll(/'([^'\n]*)'/g)].map(([, text]) => text));
const prefixes = [...everything.matchAll(/`([a-z][\w-]*\.[^`$\n]*)\$\{/g)].map(([, text]) => text ?? '');

describe.each(LANGUAGES)('the words in %s', (language) => {
  const words = wordsOf(language);
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;

  it('have the keys of English and no others', () => {
    const stems = (all: Record<string, string>): string[] => [...new Set(Object.keys(all).map(stem))].sort();
    expect(stems(words)).toEqual(stems(en));
  });

  it('have each plural in exactly the forms of the language', () => {
    const plurals = [...new Set(Object.keys(words).filter((key) => FORM.test(key)).map(stem))];
    const wrong = plurals.filter((key) => {
      const own = Object.keys(words).filter((other) => FORM.test(other) && stem(other) === key).map((other) => FORM.exec(other)?.[1]);
      return own.length !== forms.length || !forms.every((form) => own.includes(form));
    });
    expect(wrong).toEqual([]);
    expect(plurals.filter((key) => key in words)).toEqual([]);
  });

  it('have the placeholders of English', () => {
    const wrong = Object.entries(words).filter(([key, text]) => {
      const original = en[key] ?? en[`${stem(key)}_other`] ?? '';
      return !key.startsWith('message.LABEL') && placeholders(text).join() !== placeholders(original).join();
    });
    expect(wrong).toEqual([]);
  });

  it('count in the forms of the language, never with an “(s)”', () => {
    expect(LANGUAGES.flatMap((language) => Object.entries(wordsOf(language)).filter(([, text]) => /\p{L}\((e?s|x)\)/u.test(text)).map(([key]) => `${language} ${key}`))).toEqual([]);
  });

  it('say something everywhere, and nothing twice in two places', () => {
    expect(Object.entries(words).filter(([, text]) => text.trim() === '')).toEqual([]);
    const all = PARTS.flatMap((part) => Object.keys(part[language]));
    expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([]);
  });
});

describe('the keys', () => {
  const known = new Set(Object.keys(en).map(stem));

  it('that the window asks for are all there', () => {
    const asked = sources.flatMap(({ file, text }) => [...text.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key]) => ({ file, key: key ?? '' })));
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter(({ key }) => !known.has(key))).toEqual([]);
    // `t(condition ? 'a' : 'b')`
    const either = sources.flatMap(({ file, text }) => [...text.matchAll(/\bt\([^'()]*\? '([^']+)' : '([^']+)'/g)].flatMap(([, one, other]) => [one ?? '', other ?? ''].map((key) => ({ file, key }))));
    expect(either.filter(({ key }) => !known.has(key))).toEqual([]);
  });

  it('that are put together begin like some that are there', () => {
    const built = sources.flatMap(({ file, text }) => [...text.matchAll(/\bt\(\s*`([^`$]+)\$\{/g)].map(([, prefix]) => ({ file, prefix: prefix ?? '' })));
    expect(built.length).toBeGreaterThan(5);
    expect(built.filter(({ prefix }) => ![...known].some((key) => key.startsWith(prefix)))).toEqual([]);
  });

  it('that are there are all used', () => {
    const unused = [...known].filter((key) => !literals.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)) && !key.startsWith('job.stage.') && !key.startsWith('job.unit.'));
    expect(unused).toEqual([]);
  });
});

describe('the language of the window', () => {
  it('is the first wanted that there is, else English', () => {
    expect(languageFor(['fr-CA', 'en'])).toBe('fr');
    expect(languageFor(['nl', 'fr'])).toBe('fr');
    expect(languageFor(['lv'])).toBe('en');
    expect(languageFor(['pseudo', 'fr'])).toBe(PSEUDO);
  });

  it('for tests is English, longer and in brackets, its placeholders untouched', () => {
    const { greeting = '' } = pseudo({ greeting: 'Open {{title}} now' });
    expect(greeting).toMatch(/^\[.*\{\{title\}\}.*~+\]$/);
    expect(greeting.length).toBeGreaterThanOrEqual('Open {{title}} now'.length * 1.4);
    expect(greeting).not.toContain('Open');
  });
});

describe('messages of the engine', () => {
  it('are told in the language of the window, with its numbers, plurals and parts', async () => {
    vi.stubGlobal('document', { documentElement: {} });
    await startI18n(['fr']);
    expect(toldText(message('PICTURE_EMPTY', { share: 0.5 }))).toBe('Environ 50\u00A0% de l’image est sans données.');
    expect(toldText(message('NO_BACKSCATTER', { band: 'VV', count: 1200 }))).toMatch(/\(1\s200 valeurs\)\.$/);
    expect(toldText(message('RASTERS_OF_OTHER_SIZE', { which: message('ALL_BANDS'), band: 'B02', found: '1 × 1', expected: '2 × 2' }))).toContain('(toutes les bandes)');
  });

  it('tell why an edit of a scheme is refused in the language of the window', async () => {
    vi.stubGlobal('document', { documentElement: {} });
    await startI18n(['fr']);
    const refused = appError('SCHEME_EDIT_REFUSED', { scheme: 'Cultures', problem: message('SCHEME_BELOW_ITSELF', { code: 'cereals', parent: 'wheat' }) });
    expect(errorText(refused.toJSON()).message).toBe('La nomenclature « Cultures » ne peut pas être modifiée ainsi : « cereals » ne peut pas être sous « wheat », qui se trouve sous elle.');
  });

  it('stay as they are where an earlier or a newer engine told them', () => {
    expect(toldText('Few rows.')).toBe('Few rows.');
    expect(toldText('As the samples it was trained on.')).toBe('Celle des échantillons dont il a appris.');
    expect(toldText({ code: 'FROM_A_NEWER_ENGINE', params: { count: 3 }, text: 'Three things.' })).toBe('Three things.');
  });

  it('do not send a person of the window to the command line', () => {
    const words = Object.entries(wordsOf('en')).filter(([key]) => key.startsWith('message.'));
    expect(words.length).toBeGreaterThan(30);
    expect(words.filter(([, text]) => /--[a-z]|“furrow/.test(text))).toEqual([]);
  });
});

describe('errors of the engine', () => {
  it('have French words, every one of them', () => {
    expect(Object.keys(ERROR_TEXTS).filter((code) => !Object.hasOwn(FRENCH_ERRORS, code))).toEqual([]);
  });

  it('are told in the language of the window, with their file, and in English where nothing better is known', async () => {
    vi.stubGlobal('document', { documentElement: {} });
    await startI18n(['fr']);
    const document = { code: 'FILE_NOT_FOUND', message: '“a.tif” does not exist.', action: 'Check the path.', params: { file: 'a.tif' } };
    expect(errorText(document)).toEqual({ message: '« a.tif » n’existe pas.', action: 'Vérifiez le chemin ; le disque qui le portait a-t-il été retiré ?' });
    expect(errorText({ ...document, code: 'FROM_A_NEWER_ENGINE' })).toEqual({ message: document.message, action: document.action });
  });

  it('do not send a person of the window to the command line', () => {
    const words = Object.entries(wordsOf('en')).filter(([key]) => key.startsWith('error.') && !/WRONG_USE|COMMAND_UNKNOWN/.test(key));
    expect(words.filter(([, text]) => /--[a-z]|“furrow/.test(text))).toEqual([]);
  });
});
