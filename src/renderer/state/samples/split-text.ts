import type { TFunction } from 'i18next';
import type { Metrics } from '../../../shared/records/learning.ts';

interface Known {
  readonly pattern: RegExp;
  readonly words: (found: RegExpExecArray, t: TFunction, language: string) => string;
}

const KM = 1000;
const ATTRIBUTES: readonly string[] = ['region', 'year', 'parcel', 'country', 'dataset', 'observer', 'group'];

/** The ways to keep a test apart that the engine names in English (`engine/samples/splits`). */
const SPLITS: readonly Known[] = [
  { pattern: /^blocks of ([\d.]+) m$/, words: ([, size], t, language) => t('split.blocks', { size: lengthWords(Number(size), language) }) },
  { pattern: /^bins of ([\d.]+)°$/, words: ([, size], t, language) => t('split.bins', { size: new Intl.NumberFormat(language).format(Number(size)) }) },
  { pattern: /^whole (\w+) values$/, words: ([whole, attribute = ''], t) => (ATTRIBUTES.includes(attribute) ? t(`split.whole.${attribute}`) : whole) },
  { pattern: /^(\w+) (.+) held out$/, words: ([whole, attribute = '', values], t) => (ATTRIBUTES.includes(attribute) ? t('split.held-out', { attribute: t(`split.attribute.${attribute}`), values }) : whole) },
  { pattern: /^rows at random within each class/, words: (_, t) => t('split.random') },
  { pattern: /^the (sides that the sample set came with|test rows of the sample set)$/, words: (_, t) => t('split.own') },
];

/** What figures are measured on where no sample was held back for a test. */
const UNTESTED: readonly { readonly begins: string; readonly key: string }[] = [
  { begins: 'training rows, each judged by the trees', key: 'split.out-of-bag' },
  { begins: 'validation rows', key: 'split.validation' },
  { begins: 'the training rows themselves', key: 'split.training' },
];

/** How the test was kept apart, in the language of the window; a set of several sets names each way. */
export function splitText(split: string, t: TFunction, language: string): string {
  return split.split('; ').map((part) => knownWords(part, t, language)).join('; ');
}

function knownWords(split: string, t: TFunction, language: string): string {
  for (const { pattern, words } of SPLITS) {
    const found = pattern.exec(split);
    if (found) return words(found, t, language);
  }
  const untested = UNTESTED.find(({ begins }) => split.startsWith(begins));
  return untested ? t(untested.key) : split;
}

/** What the figures of a training were measured on, as a sentence: samples held back, or what took their place. */
export function measuredText(metrics: Metrics, t: TFunction, language: string): string {
  const { split, testRows } = metrics;
  const rows = { count: testRows, test: new Intl.NumberFormat(language).format(testRows), train: learntText(metrics, t, language) };
  const isUntested = UNTESTED.some(({ begins }) => split.startsWith(begins));
  return t(isUntested ? 'split.measured-untested' : 'split.measured', { ...rows, split: splitText(split, t, language) });
}

/** How many samples a model learnt from, and in how many changed copies where it had those instead of them. */
export function learntText({ trainRows, trainSamples }: Metrics, t: TFunction, language: string): string {
  const number = new Intl.NumberFormat(language);
  return trainSamples === undefined ? number.format(trainRows) : t('split.copies', { samples: number.format(trainSamples), copies: number.format(trainRows) });
}

function lengthWords(metres: number, language: string): string {
  const [value, unit] = metres < KM ? [metres, 'meter'] : [metres / KM, 'kilometer'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 2 }).format(value);
}
