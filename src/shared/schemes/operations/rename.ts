import { z } from 'zod';
import { changeClass, classOfCode, defineOperation } from '../operation.ts';

/** Other words for a class in one language; empty words take those of the language away. */
export const rename = defineOperation({
  schema: z.object({ op: z.literal('rename'), code: z.string(), language: z.string().min(1).default('en'), label: z.string() }),
  apply(scheme, { code, language, label }) {
    const { [language]: _, ...others } = classOfCode(scheme, code).labels;
    return changeClass(scheme, code, { labels: label.trim() === '' ? others : { ...classOfCode(scheme, code).labels, [language]: label.trim() } });
  },
});
