import { z } from 'zod';
import type { Job } from '../../../shared/job/job.ts';
import { distinct, toldSchema } from '../../../shared/messages/message.ts';
import { toldText } from '../../i18n/messages/told-text.ts';

/** Jobs whose steps open with their figures: these must not look like a plain success where something is wrong with them. */
const JUDGED: readonly string[] = ['train', 'evaluate'];

/** What the result of a training or a test warns of, each sentence once, in the language of the window; none for other jobs, whose views tell theirs. */
export function resultWarnings({ kind, result }: Pick<Job, 'kind' | 'result'>): string[] {
  if (!JUDGED.includes(kind)) return [];
  return distinct(z.array(toldSchema).catch([]).parse(result?.['warnings'] ?? [])).map(toldText);
}
