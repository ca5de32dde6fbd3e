import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compositeParamsSchema } from '../../src/shared/contract/jobs/composite.ts';
import { trainParamsSchema } from '../../src/shared/contract/jobs/train.ts';
import { splitSpecSchema } from '../../src/shared/contract/sample-split.ts';
import { fieldProblem } from '../../src/shared/errors/field-problem.ts';

function told(schema: z.ZodType, value: unknown): string {
  const parsed = schema.safeParse(value);
  if (parsed.success) throw new Error('it fits');
  const { field, problem } = fieldProblem(parsed.error);
  return `${field}: ${problem}`;
}

describe('what is wrong with a field', () => {
  it.each<[z.ZodType, unknown, string]>([
    [trainParamsSchema, {}, 'samples: it is missing'],
    [trainParamsSchema, { samples: 5 }, 'samples: it must be a text'],
    [trainParamsSchema, { samples: 'a', seed: 1.5 }, 'seed: it must be a whole number'],
    [trainParamsSchema, { samples: 'a', validationShare: 0.9 }, 'validationShare: it must be at most 0.5'],
    [trainParamsSchema, { samples: 'a', tree: 5, depth: 3 }, 'tree: there is no such field'],
    [trainParamsSchema, { samples: 'a', balance: 'evenly' }, 'balance: it must be one of none, balanced, log, effective'],
    [trainParamsSchema, { samples: 'a', search: { values: { trees: [] } } }, 'search.values.trees: it must not be empty'],
    [trainParamsSchema, { samples: 'a', split: { by: 'blocks', sizeM: 0 } }, 'split.sizeM: it must be at least 1'],
    [splitSpecSchema, { by: 'moon' }, 'by: it must be one of column, blocks, attribute, bins, stratified'],
    [trainParamsSchema, { samples: 'a', features: [] }, 'features: it must not be empty'],
    [compositeParamsSchema, { bands: ['B02'], period: 'week' }, 'period: month, dekad or a number of days such as 16d'],
    [compositeParamsSchema, { bands: ['B02'], period: [{ start: '2022', end: '2023-01-01' }] }, 'period.0.start: a day is written YYYY-MM-DD'],
    [compositeParamsSchema, { bands: ['B02'], period: 5 }, 'period: it has none of the forms that it may have'],
    [compositeParamsSchema, { bands: ['B02', 'B02'] }, 'bands: a band is named twice'],
    [z.number().positive(), 0, 'input: it must be more than 0'],
    [z.string().max(2), 'abc', 'input: it must have at most 2 characters'],
  ])('is told in plain words: %#', (schema, value, words) => {
    expect(told(schema, value)).toBe(words);
  });
});
