import { batchNorm } from '../../network/layers/batch-norm.ts';
import { convolution } from '../../network/layers/convolution.ts';
import { dense } from '../../network/layers/dense.ts';
import { dropout } from '../../network/layers/dropout.ts';
import { flatten } from '../../network/layers/flatten.ts';
import type { Layer } from '../../network/layers/layer.ts';
import { rectifier } from '../../network/layers/rectifier.ts';
import type { Network } from '../../network/network.ts';

/** Size of a TempCNN. */
export interface TempCnnSize {
  readonly steps: number;
  readonly bands: number;
  readonly classes: number;
  /** Filters of each of the three convolutions. */
  readonly filters: number;
  /** Steps that a filter sees; odd. */
  readonly width: number;
  /** Neurons of the layer before the classes. */
  readonly hidden: number;
  readonly dropout: number;
}

const BLOCKS = [1, 2, 3] as const;

/**
 * The temporal convolutional network of Pelletier, Webb and Petitjean (2019, Remote Sensing 11(5), 523, figure 4): three
 * blocks of convolution, batch normalisation, ReLU and dropout, the same with a dense layer, then one number per class.
 * Layers that are normalised have no bias.
 */
export function tempCnn(size: TempCnnSize): Network {
  const { steps, bands, classes, filters, width, hidden } = size;
  const convolved = BLOCKS.flatMap((block) => [
    convolution({ name: `conv${block}`, steps, inputs: block === 1 ? bands : filters, outputs: filters, width, bias: 'without-bias' }),
    ...normalised(`conv${block}`, [steps, filters], size.dropout),
  ]);
  const layers: Layer[] = [
    ...convolved,
    flatten('flatten'),
    dense({ name: 'dense', inputs: steps * filters, outputs: hidden, bias: 'without-bias' }),
    ...normalised('dense', [hidden], size.dropout),
    dense({ name: 'classes', inputs: hidden, outputs: classes, bias: 'with-bias' }),
  ];
  return { input: [steps, bands], layers, classes };
}

function normalised(name: string, shape: readonly number[], rate: number): Layer[] {
  return [batchNorm({ name: `${name}.norm`, shape }), rectifier(`${name}.relu`), dropout({ name: `${name}.dropout`, rate, shape })];
}
