import type { LinearOptions } from '../../../../../shared/families/network.ts';
import { headDesign } from '../../network/head-design.ts';
import { networkTrainer } from '../../network/network-trainer.ts';

/** Softmax regression, trained by ONNX Runtime. */
export const linearTrainer = networkTrainer<LinearOptions>('linear', (request) => headDesign(request, null));
