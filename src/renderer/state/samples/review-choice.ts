import { create } from 'zustand';
import { usePanels } from '../window/panels.ts';

/** `doubts`: samples that a check doubts; `split`: how training and test are told apart. */
export const REVIEW_VIEWS = ['doubts', 'split'] as const;
export type ReviewView = (typeof REVIEW_VIEWS)[number];

interface ReviewChoice {
  /** Id of the sample set that is reviewed; empty for the newest. */
  readonly samples: string;
  readonly view: ReviewView;
  readonly choose: (part: Partial<Pick<ReviewChoice, 'samples' | 'view'>>) => void;
}

/** Which sample set is reviewed, and what of it. */
export const useReviewChoice = create<ReviewChoice>()((set) => ({
  samples: '',
  view: 'doubts',
  choose: (part) => {
    set(part);
  },
}));

/** Opens the review of samples, at a set where one is named. */
export function openReview(view: ReviewView, samples?: string): void {
  useReviewChoice.getState().choose({ view, ...(samples === undefined ? {} : { samples }) });
  usePanels.getState().open({ id: 'hygiene', place: 'dock' });
}
