import type { TrainingRequest } from '../families/trainer.ts';
import { type GivenOptions, fitOptions } from './fit-options.ts';
import { type HeadSize, head } from './head.ts';
import { normalisationOf, standardise } from './layers/standardise.ts';
import type { ClassifierDesign, NetworkDesign } from './network-trainer.ts';
import { message } from '../../../../shared/messages/message.ts';

/** What a head is designed from. */
export type HeadRequest = Pick<TrainingRequest<GivenOptions>, 'train' | 'classes' | 'options' | 'input'>;

/** Names of the input tensor by kind of input. */
const TENSORS = { features: 'features', embeddings: 'embeddings', 'time-embeddings': 'embeddings', series: 'series' } as const;

/** Name of the input tensor of a file. */
export function tensorOf({ kind }: Pick<TrainingRequest<unknown>['input'], 'kind'>): string {
  return TENSORS[kind];
}

/**
 * A head on rows of numbers. Features are normalised column by column, for their units differ; embeddings come from a layer
 * normalisation and stay as they are (DOMAIN B7).
 */
export function headDesign(request: HeadRequest, hidden: HeadSize['hidden']): NetworkDesign {
  const kind = hidden ? `MLP head (${hidden.neurons} hidden neurons, dropout ${hidden.dropout})` : 'Linear head';
  return { ...headNetwork(request, hidden, kind), fit: fitOptions(request.options, request.train.rows) };
}

/** The same without a word on how it is fitted; `kind` is what the file calls it. */
export function headNetwork({ train, classes, input }: Omit<HeadRequest, 'options'>, hidden: HeadSize['hidden'], kind: string): ClassifierDesign {
  const columns = train.matrix.length / train.rows;
  const normalisation = input.kind === 'features' ? normalisationOf(train.matrix, columns) : null;
  return {
    input: tensorOf(input),
    shape: train.shape,
    prelude: [standardise('normalised', normalisation)],
    network: head({ inputs: columns, classes, hidden }),
    shared: {},
    describe: ({ schemeTitle }) => `${kind} for ${classes} classes of “${schemeTitle}” on ${columns} ${input.kind}. Missing values are NaN.`,
    nodataPolicy: normalisation
      ? message('NODATA_FEATURES').text
      : message('NODATA_EMBEDDING').text,
    provenance: normalisation ? { normalisation: { kind: 'mean and standard deviation of each column in the training rows', ...normalisation } } : {},
  };
}
