import { dense } from './layers/dense.ts';
import { dropout } from './layers/dropout.ts';
import type { Layer } from './layers/layer.ts';
import { maskedMean } from './layers/masked-mean.ts';
import { rectifier } from './layers/rectifier.ts';
import type { Network } from './network.ts';

/** A head: one layer, or one hidden layer before it. */
export interface HeadSize {
  readonly inputs: number;
  readonly classes: number;
  /** Neurons of the hidden layer and the share of them dropped; null for a linear head. */
  readonly hidden: { readonly neurons: number; readonly dropout: number } | null;
}

/** Name of the season mask that {@link seasonalHead} is fed. */
export const SEASON_MASK = 'season';

/** A linear or MLP head on rows of numbers: inputs → hidden, ReLU, dropout → classes (DOMAIN B7). */
export function head(size: HeadSize): Network {
  return { input: [size.inputs], layers: headLayers(size), classes: size.classes };
}

/** The same on time embeddings [steps, inputs], after their mean over the season. */
export function seasonalHead(size: HeadSize, steps: number): Network {
  const pooled = maskedMean({ name: 'season_mean', steps, columns: size.inputs, mask: SEASON_MASK });
  return { input: [steps, size.inputs], layers: [pooled, ...headLayers(size)], classes: size.classes };
}

function headLayers({ inputs, classes, hidden }: HeadSize): Layer[] {
  if (hidden === null) return [dense({ name: 'classes', inputs, outputs: classes, bias: 'with-bias' })];
  const { neurons, dropout: rate } = hidden;
  return [
    dense({ name: 'hidden', inputs, outputs: neurons, bias: 'with-bias' }),
    rectifier('hidden.relu'),
    dropout({ name: 'hidden.dropout', rate, shape: [neurons] }),
    dense({ name: 'classes', inputs: neurons, outputs: classes, bias: 'with-bias' }),
  ];
}
