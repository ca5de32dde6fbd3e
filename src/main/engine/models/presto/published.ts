import { message, type Told } from '../../../../shared/messages/message.ts';

/** What is known of a checkpoint that its publishers put on the web. */
export interface PublishedCheckpoint {
  readonly title: string;
  readonly source: string;
  readonly licence: string;
  readonly warnings: readonly Told[];
}

/** Published checkpoints by the SHA-256 of their files. */
const PUBLISHED: Readonly<Record<string, PublishedCheckpoint>> = {
  '559c9d76f525bdf2dd3774da8b1e7f1510769b73baacac12e9e4d8d5c67fbe65': {
    title: 'Presto',
    source: 'nasaharvest/presto, default_model.pt',
    licence: 'MIT',
    warnings: [],
  },
  d351a5645a283be8690e8d7127731ed2b2ec03928ba67f206cc308eb43e67d40: {
    title: 'Presto, WorldCereal cropland',
    source: 'WorldCereal/presto-worldcereal, finetuned_model.pt',
    licence: message('LICENCE_UNPUBLISHED').text,
    warnings: [message('LICENCE_NONE')],
  },
  '5c11407d84b7f622e415796d13e9790eb6d7c2545510041a64abf60bd4f138fc': {
    title: 'Presto, WorldCereal (prometheo)',
    source: 'WorldCereal/worldcereal-classification, finetuned Presto',
    licence: 'MIT',
    warnings: [],
  },
};

/** What is known of the checkpoint with this checksum, or null. */
export function publishedCheckpoint(sha256: string): PublishedCheckpoint | null {
  return PUBLISHED[sha256] ?? null;
}
