import type { embeddingsContract } from '../../../../shared/contract/embeddings.ts';
import type { HandlersOf } from '../../handler.ts';
import { listEmbeddings } from './product.ts';

/** Answers the calls about embeddings. */
export const embeddingsHandlers: HandlersOf<typeof embeddingsContract> = {
  'embeddings.list': async ({ workspace }) => ({ items: await listEmbeddings(workspace) }),
};
