import { create } from 'zustand';
import type { SplitSpec } from '../../../shared/contract/sample-split.ts';
import { usePanels } from '../window/panels.ts';

/** `doubts`: samples that a check doubts; `split`: how training and test are told apart. */
export const REVIEW_VIEWS = ['doubts', 'split'] as const;
export type ReviewView = (typeof REVIEW_VIEWS)[number];

interface ReviewChoice {
  /** Id of the sample set that is reviewed; empty for the newest. */
  readonly samples: string;
  readonly view: ReviewView;
  /** The split to begin with; null once it is shown, and for the one that was tried last. */
  readonly split: SplitSpec | null;
  readonly choose: (part: Partial<Pick<ReviewChoice, 'samples' | 'view' | 'split'>>) => void;
}

/** Which sample set is reviewed, and what of it. */
export const useReviewChoice = create<ReviewChoice>()((set) => ({
  samples: '',
  view: 'doubts',
  split: null,
  choose: (part) => {
    set(part);
  },
}));

/** Opens the review of samples, at a set and a split where they are named. */
export function openReview(view: ReviewView, at: Partial<Pick<ReviewChoice, 'samples' | 'split'>> = {}): void {
  useReviewChoice.getState().choose({ view, ...at });
  usePanels.getState().open({ id: 'hygiene', place: 'dock' });
}
