import { beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../src/shared/job/job.ts';
import { reportEntries } from '../../src/renderer/features/locator/entries.ts';
import { draftOf, specOf, useSplitDraft } from '../../src/renderer/features/hygiene/split-state.ts';
import { openingOf } from '../../src/renderer/state/jobs/open-result.ts';
import { useReportChoice } from '../../src/renderer/state/samples/report-choice.ts';
import { useReviewChoice } from '../../src/renderer/state/samples/review-choice.ts';
import { usePanels } from '../../src/renderer/state/window/panels.ts';

const job = (kind: string, result: Job['result'], params: Job['params'] = {}): Job => ({
  id: 'job-1', kind, title: kind, state: 'done', params, estimate: { seconds: 1, diskBytes: 0, memoryMB: 0, readBytes: 0, processor: 'CPU', workers: 1 }, progress: null, createdAt: '2026-01-01T00:00:00Z', startedAt: null, endedAt: null, result, error: null, failedUnits: [],
});

describe('what a finished task has come to', () => {
  beforeEach(() => {
    useReportChoice.setState({ chosen: null, isOpen: false });
    usePanels.setState({ right: null, dock: null, hidden: false });
  });

  it.each([['train', 'training'], ['evaluate', 'evaluation'], ['local-curve', 'local-curve']])('is opened as its report: %s', (kind, report) => {
    openingOf(job(kind, { id: 'one' }))?.();
    expect(useReportChoice.getState()).toMatchObject({ isOpen: true, chosen: { kind: report, id: 'one' } });
  });

  it.each([['hygiene-check', 'doubts'], ['samples-leak', 'split']])('is opened in the review of its samples: %s', (kind, view) => {
    openingOf(job(kind, { id: 'set-3' }, { samples: 'set' }))?.();
    expect(useReviewChoice.getState()).toMatchObject({ samples: 'set', view });
    expect(usePanels.getState().dock).toBe('hygiene');
  });

  it('is opened at the split that was measured', () => {
    const split = { by: 'blocks', sizeM: 10_000, testShare: 0.29, seed: 7 } as const;
    openingOf(job('samples-leak', { id: 'set-1' }, { samples: 'set', split }))?.();
    expect(useReviewChoice.getState().split).toEqual(split);
    expect(specOf({ ...useSplitDraft.getState().draft, ...draftOf(split) })).toEqual(split);
  });

  it('cannot be opened before it is there', () => {
    expect(openingOf(job('train', null))).toBeNull();
    expect(openingOf(job('embed', { id: 'numbers' }))).toBeNull();
  });
});

describe('reports in the locator', () => {
  it('are found by their names and open at themselves', () => {
    const words = ((key: string) => key) as unknown as Parameters<typeof reportEntries>[1];
    const [entry] = reportEntries([{ kind: 'evaluation', id: 'a-on-b', title: 'A on B', createdAt: '', model: 'a', macroF1: 0.5, simulated: false }], words);
    expect(entry).toMatchObject({ title: 'A on B', detail: 'locator.report.evaluation · a-on-b', group: 'record' });
    entry?.run();
    expect(useReportChoice.getState()).toMatchObject({ isOpen: true, chosen: { kind: 'evaluation', id: 'a-on-b' } });
  });
});
