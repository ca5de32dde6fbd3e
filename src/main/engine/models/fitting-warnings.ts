import { message, type Told } from '../../../shared/messages/message.ts';
import type { FittingChoices, FittingRows, LabelledRows } from './training-rows.ts';

/**
 * What a person should know of the rows that a training kept aside: that none could be, that it stopped without having seen some
 * classes, that a class had a single row to learn from. Whole groups are kept aside, so that a small share of few groups may come to nothing.
 */
export function fittingWarnings({ train, validation, refit }: FittingRows, { classes, validation: wanted, validationShare }: FittingChoices): Told[] {
  if (wanted === 'none' || validationShare === 0) return [];
  if (!validation) return [message('FIT_NONE_ASIDE')];
  const [learnt, aside] = [countsOf(refit ?? train, classes.length), countsOf(validation, classes.length)];
  const unseen = classes.filter((_, c) => aside[c] === 0);
  const single = classes.filter((_, c) => learnt[c] === 1);
  return [...(unseen.length > 0 ? [message('FIT_CLASSES_NOT_ASIDE', { codes: unseen })] : []), ...(single.length > 0 ? [message('FIT_CLASSES_SINGLE', { codes: single })] : [])];
}

function countsOf({ labels }: LabelledRows, classes: number): Uint32Array {
  const counts = new Uint32Array(classes);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  return counts;
}
