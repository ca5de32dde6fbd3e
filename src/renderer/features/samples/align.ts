import type { SampleSet } from '../../../shared/records/learning.ts';
import { useDraft } from '../../forms/drafts.ts';
import { openStep } from '../../state/window/step-path.ts';
import { middleMonth } from './join-facts.ts';

/** The choices of the step Samples that aligning begins with. */
const ALIGN = { source: 'extraction', extraction: '', composite: '', scheme: '', season: 'labels', centreMonth: 6 };

/** Opens the step Samples at an extraction: to be cut to another season and labelled anew, as `like` is where it is given. */
export function useAlign(): (set: SampleSet, like?: SampleSet) => void {
  const [, change] = useDraft('samples', ALIGN);
  return (set, like) => {
    const middle = like ? middleMonth(like) : null;
    change({ ...ALIGN, extraction: set.id, scheme: (like ?? set).schemeId, ...(middle === null ? {} : { season: 'middle', centreMonth: middle }) });
    openStep('samples');
  };
}
