import type { ClassScheme } from '../../../../shared/raster/class-scheme.ts';
import type { EmbeddingCard, ModelCard } from '../../../../shared/records/learning.ts';
import { message } from '../../../../shared/messages/message.ts';
import { WORLDCEREAL_BANDS } from '../../ingest/worldcereal-band.ts';
import { PRESTO_TENSORS } from './encoder-graph.ts';
import { type NdviRule, PRESTO_BANDS } from './tokens.ts';
import { type PrestoWeights, WIDTH } from './weights.ts';

/** Months that the published encoders were trained on. */
const TRAINED_PERIODS = 12;

/** What the cropland head tells apart; the probability is that of `cropland`. */
const CROPLAND_SCHEME: ClassScheme = {
  id: 'worldcereal-cropland',
  title: 'WorldCereal temporary crops',
  classes: [
    { value: 1, code: 'other', labels: { en: 'Other land', fr: 'Autres terres' }, colour: '#bababa', parent: null },
    { value: 2, code: 'cropland', labels: { en: 'Temporary crops', fr: 'Cultures temporaires' }, colour: '#e0181c', parent: null },
  ],
  mappings: {},
};

/** What a card is made from. */
export interface CardFacts {
  readonly weights: PrestoWeights;
  readonly ndvi: NdviRule;
  readonly sha256: string;
  readonly licence: string;
  readonly provenance: Readonly<Record<string, unknown>>;
}

/** The part of the card that the runner needs. */
export function embeddingCard({ weights, ndvi }: Pick<CardFacts, 'weights' | 'ndvi'>): EmbeddingCard {
  return { network: 'presto', checkpoint: weights.family, dimensions: WIDTH, maxSteps: weights.maxSteps, ndvi, hasCroplandHead: weights.head !== null };
}

/** The card of a converted encoder. */
export function prestoCard(facts: CardFacts): ModelCard {
  const { weights, ndvi } = facts;
  const scheme = weights.head ? CROPLAND_SCHEME : { id: 'none', title: message('NO_CLASSES_EMBEDDING').text, classes: [], mappings: {} };
  return {
    task: 'embedding',
    family: 'presto',
    input: PRESTO_TENSORS.values,
    outputs: { label: null, probabilities: weights.head ? PRESTO_TENSORS.logit : PRESTO_TENSORS.embedding },
    features: [],
    bands: WORLDCEREAL_BANDS.filter(({ band }) => (PRESTO_BANDS as readonly string[]).includes(band)),
    periods: TRAINED_PERIODS,
    periodDates: [],
    scheme,
    classes: scheme.classes.map(({ code }) => code),
    embedding: embeddingCard(facts),
    nodataPolicy:
      ndvi === 'never-missing'
        ? message('NODATA_TOKENS_NDVI').text
        : message('NODATA_TOKENS').text,
    licence: facts.licence,
    sha256: facts.sha256,
    provenance: { ...facts.provenance },
    metrics: null,
  };
}
