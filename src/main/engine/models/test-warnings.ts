import { message, type Message } from '../../../shared/messages/message.ts';
import type { Metrics } from '../../../shared/records/learning.ts';

/**
 * What a person should know of the figures of a test before they trust them: that classes which the test has were never
 * predicted, and that the overall accuracy is none that calling every sample the commonest class of the test would not reach
 * (the no-information rate of Kuhn and Johnson 2013, Applied Predictive Modeling, section 11.2). The latter says nothing of a
 * test with a single class.
 */
export function testWarnings({ confusion, classes, overallAccuracy }: Pick<Metrics, 'confusion' | 'classes' | 'overallAccuracy'>): Message[] {
  const support = confusion.map(sum);
  const total = sum(support);
  if (total === 0) return [];
  const missed = classes.filter((_, c) => (support[c] ?? 0) > 0 && confusion.every((row) => (row[c] ?? 0) === 0));
  const most = Math.max(...support);
  const isOneClass = most === total;
  const isNoBetter = !isOneClass && sum(confusion.map((row, c) => row[c] ?? 0)) <= most;
  return [
    ...(missed.length > 0 ? [message('TEST_NEVER_PREDICTED', { count: missed.length, codes: missed })] : []),
    ...(isNoBetter ? [message('TEST_NO_BETTER', { accuracy: overallAccuracy, share: most / total, code: classes[support.indexOf(most)] ?? '' })] : []),
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
