import { samplesHash, samplesName } from '../../../shared/models/versions.ts';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import type { Model, ModelCard, SampleSet } from '../../../shared/records/learning.ts';
import { toldText } from '../../i18n/messages/told-text.ts';
import { learntText, splitText } from '../../state/samples/split-text.ts';
import { factName, factValue, type FactWords } from './fact-text.ts';

/** A line of a card; `whole` is what a short value stands for. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly whole?: string;
}

/** What stands beside the model in the workspace. */
export interface CardContext extends FactWords {
  /** Which version it is, of how many. */
  readonly version: { readonly version: number; readonly of: number } | null;
  /** What it learnt from, where that is here. */
  readonly samples: SampleSet | null;
}

const SHORT_HASH = 12;

/** The card of a model as lines: what it is, takes and was made of, how it was tested, and what was left out. Empty ones are dropped. */
export function cardFacts(model: Model, context: CardContext): Fact[] {
  return [...whatItIs(model, context), ...whatItTakes(model, context), ...whatItLearnt(model, context), ...howItDoes(model, context), ...terms(model)].filter(({ value }) => value !== '');
}

function whatItIs(model: Model, { t, language, version, ...words }: CardContext): Fact[] {
  const made = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(model.createdAt));
  return [
    { name: 'family', value: [factValue('family', model.family, { t, language, ...words }), t(`models.task.${model.card.task}`)].join(', ') },
    { name: 'version', value: version === null ? '' : t('models.version-of', version) },
    { name: 'made', value: [made, said(model, 'furrow', 'Furrow '), said(model, 'producer', '')].filter((text) => text !== '').join(', ') },
  ];
}

function whatItTakes({ card }: Model, { t, language, ...words }: CardContext): Fact[] {
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const [first, last] = [card.periodDates[0], card.periodDates.at(-1)];
  const scaled = (quantity: string, scale: number): string => `${t(`models.quantity.${quantity}`)} × ${new Intl.NumberFormat(language, { maximumSignificantDigits: 3 }).format(scale)}`;
  const input = card.source ? factValue('input', card.source, { t, language, ...words }) : '';
  return [
    { name: 'input', value: input },
    { name: 'bands', value: bandsInWords(card.bands, scaled) },
    { name: 'periods', value: first && last ? t('models.periods', { count: card.periods, from: day.format(new Date(first.start)), to: day.format(new Date(last.end)) }) : '' },
    { name: 'patch', value: card.patch ? t('models.patch', { size: card.patch.size, output: card.patch.outputSize, channels: card.patch.channels }) : '' },
    { name: 'tensors', value: [...(card.tensors?.inputs ?? []).map(tensorText), ...(card.tensors?.outputs ?? []).map((tensor) => `→ ${tensorText(tensor)}`)].join(', ') },
    { name: 'columns', value: card.features.length > 0 ? new Intl.NumberFormat(language).format(card.features.length) : '', whole: card.features.slice(0, 100).join(' ') },
    { name: 'encoder', value: card.encoder ? `${card.encoder.modelId} · ${shortHash(card.encoder.sha256)}` : '', whole: card.encoder?.sha256 ?? '' },
    { name: 'nodata', value: toldText(card.nodataPolicy) },
  ];
}

function whatItLearnt(model: Model, { samples, ...words }: CardContext): Fact[] {
  const { card } = model;
  const [name, hash, { options, sources }] = [samplesName(model), samplesHash(model), card.provenance];
  const chosen = typeof options === 'object' && options !== null ? Object.entries(options) : [];
  const bands = samples?.bands.map(({ band }) => band).filter((band) => !card.bands.some((own) => own.band === band)) ?? [];
  const untold = card.scheme.classes.filter(({ code }) => !card.classes.includes(code) && !card.scheme.classes.some(({ parent }) => parent === code)).map((one) => classLabel(one, words.language));
  const isTrained = card.metrics !== null || name !== null;
  return [
    { name: 'samples', value: name === null ? '' : [samples?.title ?? name, ...(hash === null ? [] : [shortHash(hash)])].join(' · '), whole: hash ?? '' },
    { name: 'sources', value: Array.isArray(sources) ? sources.map((source) => String(source).split(/[\\/]/).at(-1) ?? '').join(', ') : said(model, 'source', ''), whole: Array.isArray(sources) ? sources.join('\n') : '' },
    { name: 'options', value: chosen.map(([option, value]) => words.t('models.option', { name: factName(option, words), value: factValue(option, String(value), words) })).join(' · ') },
    { name: 'left-bands', value: isTrained ? bands.join(' ') : '' },
    { name: 'left-classes', value: isTrained ? untold.join(', ') : '' },
  ];
}

function howItDoes({ card: { metrics } }: Model, { t, language }: CardContext): Fact[] {
  if (!metrics) return [];
  const [percent, count] = [new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }), new Intl.NumberFormat(language)];
  return [
    { name: 'accuracy', value: t('models.accuracy', { overall: percent.format(metrics.overallAccuracy), f1: percent.format(metrics.macroF1) }) },
    { name: 'rows', value: t('models.rows', { train: learntText(metrics, t, language), test: count.format(metrics.testRows) }) },
    { name: 'split', value: splitText(metrics.split, t, language) },
  ];
}

function terms({ card, runId }: Model): Fact[] {
  return [
    { name: 'licence', value: toldText(card.licence) },
    { name: 'sha256', value: shortHash(card.sha256), whole: card.sha256 },
    { name: 'run', value: runId ?? '' },
  ];
}

/** Bands that are stored alike stand together: “B02 B03 B04 (reflectance × 0.0001)”. */
function bandsInWords(bands: ModelCard['bands'], words: (quantity: string, scale: number) => string): string {
  const groups = Map.groupBy(bands, ({ quantity, scale }) => words(quantity, scale));
  return [...groups].map(([told, alike]) => `${alike.map(({ band }) => band).join(' ')} (${told})`).join(', ');
}

function tensorText({ name, element, shape }: NonNullable<ModelCard['tensors']>['inputs'][number]): string {
  return `${name} ${element}${shape ? ` [${shape.join(', ')}]` : ''}`;
}

function shortHash(hash: string): string {
  return `${hash.slice(0, SHORT_HASH)}…`;
}

/** A text of the provenance after its prefix; empty where it is not said. */
function said({ card }: Model, name: string, prefix: string): string {
  const value = card.provenance[name];
  return typeof value === 'string' && value !== '' ? `${prefix}${value}` : '';
}
