import i18next from 'i18next';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { cardFacts } from '../../src/renderer/features/models/card-facts.ts';
import { startI18n } from '../../src/renderer/i18n/i18n.ts';
import { resultWarnings } from '../../src/renderer/state/jobs/result-warnings.ts';
import { message } from '../../src/shared/messages/message.ts';
import type { Model } from '../../src/shared/records/learning.ts';

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: {} });
  await startI18n(['fr']);
});

describe('what a training or a test warns of', () => {
  const told = message('TEST_NO_BETTER', { accuracy: 0.873, share: 0.873, code: 'other-land' });

  it('is said in the language of the window, each sentence once', () => {
    const [first, ...others] = resultWarnings({ kind: 'train', result: { warnings: [told, told] } });
    expect(first?.replaceAll('\u00A0', ' ')).toContain('L’exactitude globale de 87,3 % ne dépasse pas 87,3 %');
    expect(others).toEqual([]);
    expect(resultWarnings({ kind: 'evaluate', result: { warnings: [told] } })).toEqual([first]);
  });

  it('is nothing where the job found nothing, or its own view tells it', () => {
    expect(resultWarnings({ kind: 'train', result: { id: 'good' } })).toEqual([]);
    expect(resultWarnings({ kind: 'train', result: null })).toEqual([]);
    expect(resultWarnings({ kind: 'propose', result: { warnings: [told] } })).toEqual([]);
  });
});

describe('the card of a model', () => {
  it('says of how many changed copies of each sample it learnt', () => {
    const card = { task: 'head', family: 'linear', bands: [], periods: 0, periodDates: [], features: [], classes: [], scheme: { title: 'Crops', classes: [] }, nodataPolicy: 'none', licence: 'none', sha256: 'abc', metrics: null, provenance: { options: { copies: 3, seed: 42 } } };
    const model = { kind: 'model', id: 'm', title: 'M', createdAt: '2026-01-01T00:00:00Z', family: 'linear', card, runId: null, sampleSetId: null } as unknown as Model;
    const options = cardFacts(model, { t: i18next.t, language: 'fr', families: [], version: null, samples: null }).find(({ name }) => name === 'options');
    expect(options?.value.replaceAll('\u00A0', ' ')).toContain('Copies modifiées de chaque échantillon : 3');
  });
});
