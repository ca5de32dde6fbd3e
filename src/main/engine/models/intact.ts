import { appError } from '../../../shared/errors/app-error.ts';
import type { Model } from '../../../shared/records/learning.ts';
import type { EngineContext } from '../context.ts';
import { sha256File } from '../workspace/atomic.ts';

/** The model file must be the one that its card describes: a swapped file would give numbers, and wrong ones. @throws AppError MODEL_UNUSABLE */
export async function requireIntact(engine: EngineContext, model: Model): Promise<void> {
  const file = `${model.folder}/model.onnx`;
  if ((await sha256File(engine.workspace.absolute(file))) === model.card.sha256) return;
  throw appError('MODEL_UNUSABLE', { file, problem: 'it is not the file that its card describes (the checksum differs)' });
}
