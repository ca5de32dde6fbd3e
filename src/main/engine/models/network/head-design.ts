import type { TrainingRequest } from '../families/trainer.ts';
import { type GivenOptions, fitOptions } from './fit-options.ts';
import { type HeadSize, head } from './head.ts';
import { normalisationOf, standardise } from './layers/standardise.ts';
import type { NetworkDesign } from './network-trainer.ts';

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
export function headDesign({ train, classes, options, input }: HeadRequest, hidden: HeadSize['hidden']): NetworkDesign {
  const columns = train.matrix.length / train.rows;
  const normalisation = input.kind === 'features' ? normalisationOf(train.matrix, columns) : null;
  const kind = hidden ? `MLP (${hidden.neurons} hidden neurons, dropout ${hidden.dropout})` : 'Linear';
  return {
    input: tensorOf(input),
    shape: train.shape,
    prelude: [standardise('normalised', normalisation)],
    network: head({ inputs: columns, classes, hidden }),
    shared: {},
    fit: fitOptions(options, train.rows),
    describe: ({ schemeTitle }) => `${kind} head for ${classes} classes of “${schemeTitle}” on ${columns} ${input.kind}. Missing values are NaN.`,
    nodataPolicy: normalisation
      ? 'A missing value is NaN and counts as the mean of its column in the training rows; a pixel without any value is nodata.'
      : 'A missing number of an embedding is NaN and counts as 0; a pixel without any value is nodata.',
    provenance: normalisation ? { normalisation: { kind: 'mean and standard deviation of each column in the training rows', ...normalisation } } : {},
  };
}
