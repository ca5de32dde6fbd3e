import { describe, expect, it } from 'vitest';
import { familyOf } from '../../src/main/engine/models/families/registry.ts';
import { inputPlannerOf } from '../../src/main/engine/models/inputs/planners.ts';
import { type TrainRequest, trainParamsSchema } from '../../src/shared/contract/jobs/train.ts';

const chosen = (family: string, request: Omit<TrainRequest, 'samples'>, call?: string) => inputPlannerOf(familyOf(family), trainParamsSchema.parse({ samples: 'fields', ...request }), call).kind;

describe('the input of a classifier', () => {
  it('is what was asked for, else embeddings where there is an encoder, else the family’s own', () => {
    expect(chosen('forest', {})).toBe('features');
    expect(chosen('forest', { features: ['NDVI@3'] })).toBe('features');
    expect(chosen('forest', { encoder: 'presto' })).toBe('embeddings');
    expect(chosen('tempcnn', {})).toBe('series');
  });

  it.each<[string, Omit<TrainRequest, 'samples'>, string]>([
    ['forest', { encoder: 'presto', features: ['NDVI:p90'] }, 'features'],
    ['forest', { encoder: 'presto', features: 'bands' }, 'features'],
    ['tempcnn', { features: 'full' }, 'features'],
    ['forest', { input: 'features', encoder: 'presto' }, 'encoder'],
    ['forest', { without: ['B8A'] }, 'without'],
    ['tempcnn', { augment: { repeats: 2 } }, 'augment'],
  ])('is not taken with a setting that it has no use for: %s %j', (family, request, field) => {
    expect(() => chosen(family, request, 'local-curve')).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', params: { call: 'local-curve', field, problem: expect.stringContaining('has no use for') as string } }));
  });
});
