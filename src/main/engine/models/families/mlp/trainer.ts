import type { MlpOptions } from '../../../../../shared/families/network.ts';
import { headDesign } from '../../network/head-design.ts';
import { networkTrainer } from '../../network/network-trainer.ts';

/** A network with one hidden layer, trained by ONNX Runtime. */
export const mlpTrainer = networkTrainer<MlpOptions>('mlp', (request) => headDesign(request, { neurons: request.options.hidden, dropout: request.options.dropout }));
