import type { Metrics, Model } from '../records/learning.ts';
import { samplesHash, samplesName } from './versions.ts';
import { message, type Message } from '../messages/message.ts';

/** Figures of a class in two models; null where a model does not have the class. */
export interface ClassComparison {
  readonly code: string;
  readonly a: Metrics['perClass'][number] | null;
  readonly b: Metrics['perClass'][number] | null;
}

/** Something that two models were made with, as it is in each; null where one has none. */
export interface Difference {
  readonly name: string;
  readonly a: string | null;
  readonly b: string | null;
}

/** Two models side by side. */
export interface Comparison {
  readonly classes: readonly ClassComparison[];
  /** What differs between them, and what is the same, in that order. */
  readonly different: readonly Difference[];
  readonly same: readonly Difference[];
  /** Empty where both were tested on the very same rows. */
  readonly unfair: readonly Message[];
}

/** Sets two models side by side: figures per class, options, inputs, samples, and whether the figures may be compared at all. */
export function compareModels(a: Model, b: Model): Comparison {
  const facts = factNames(a, b).map((name) => ({ name, a: factsOf(a).get(name) ?? null, b: factsOf(b).get(name) ?? null }));
  const codes = [...new Set([...(a.card.metrics?.classes ?? a.card.classes), ...(b.card.metrics?.classes ?? b.card.classes)])];
  const of = ({ card }: Model, code: string): ClassComparison['a'] => card.metrics?.perClass.find((figures) => figures.code === code) ?? null;
  return {
    classes: codes.map((code) => ({ code, a: of(a, code), b: of(b, code) })),
    different: facts.filter((fact) => fact.a !== fact.b),
    same: facts.filter((fact) => fact.a === fact.b),
    unfair: unfairOf(a, b),
  };
}

function unfairOf(a: Model, b: Model): Message[] {
  const untested = [a, b].filter(({ card }) => card.metrics === null);
  if (untested.length > 0) return untested.map(({ id }) => message('UNFAIR_UNTESTED', { model: id }));
  const [own, other] = [a.card.metrics as Metrics, b.card.metrics as Metrics];
  const reasons: Message[] = [];
  const [hash, otherHash] = [samplesHash(a), samplesHash(b)];
  if (hash !== null && otherHash !== null && hash !== otherHash) reasons.push(message('UNFAIR_SAMPLES', { a: samplesName(a) ?? '?', b: samplesName(b) ?? '?' }));
  for (const model of a.id === b.id ? [a] : [a, b]) if (samplesHash(model) === null) reasons.push(message('UNFAIR_SAMPLES_UNKNOWN', { model: model.id }));
  if (own.split !== other.split) reasons.push(message('UNFAIR_SPLIT', { a: own.split, b: other.split }));
  if (own.testRows !== other.testRows) reasons.push(message('UNFAIR_ROWS', { a: own.testRows, b: other.testRows }));
  const support = (metrics: Metrics, code: string): number => metrics.perClass.find((figures) => figures.code === code)?.support ?? 0;
  const differing = [...new Set([...own.classes, ...other.classes])].filter((code) => support(own, code) !== support(other, code)).length;
  if (own.testRows === other.testRows && differing > 0) reasons.push(message('UNFAIR_SUPPORT', { count: differing }));
  return reasons;
}

function factNames(a: Model, b: Model): string[] {
  return [...new Set([...factsOf(a).keys(), ...factsOf(b).keys()])];
}

function factsOf(model: Model): Map<string, string> {
  const { card } = model;
  const options = card.provenance['options'];
  const chosen = typeof options === 'object' && options !== null ? Object.entries(options) : [];
  return new Map([
    ['family', model.family],
    ['samples', samplesName(model) ?? ''],
    ['samplesSha256', samplesHash(model)?.slice(0, 12) ?? ''],
    ['input', card.source ?? 'features'],
    ['encoder', card.encoder?.modelId ?? ''],
    ['features', String(card.features.length)],
    ['bands', card.bands.map(({ band }) => band).join(' ')],
    ['periods', String(card.periods)],
    ['scheme', card.scheme.title],
    ['licence', card.licence],
    ...chosen.map(([name, value]): [string, string] => [name, String(value)]),
  ].filter(([, value]) => value !== '') as [string, string][]);
}
