import type { MlpOptions } from '../../../../../shared/families/network.ts';
import { headDesign } from '../../network/head-design.ts';
import { networkTrainer } from '../../network/network-trainer.ts';

/** Steps on embeddings (DOMAIN B7), and on features. */
const RATES = { embeddings: 1e-2, features: 1e-3 };

/** A network with one hidden layer, trained by ONNX Runtime. */
export const mlpTrainer = networkTrainer<MlpOptions>('mlp', (request) => {
  const { options, input } = request;
  const byInput = input.kind === 'features' ? RATES.features : RATES.embeddings;
  const learningRate = options.learningRate === 'auto' ? byInput : options.learningRate;
  return headDesign({ ...request, options: { ...options, learningRate } }, { neurons: options.hidden, dropout: options.dropout });
});
