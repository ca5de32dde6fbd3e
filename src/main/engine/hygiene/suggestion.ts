import type { FlagKind, Suggestion } from '../../../shared/hygiene/finding.ts';
import type { RowFlag } from './checks/check.ts';

/** Flags that speak against the sample itself, whatever its class. */
const AGAINST_THE_PLACE: ReadonlySet<FlagKind> = new Set(['same-place', 'same-series', 'edge', 'outside']);
/** Score from which a sample without enough clear observations is better left out. */
const STARVED = 0.5;
/** Share of neighbours, and of the neuron, that must have the other class before it is proposed. */
const OF_ONE_MIND = 0.6;

/**
 * What to do with a sample that has these flags: leave out what repeats or lies on an edge; take the class that two
 * thirds at its place have, or that both the map and the neighbours name; else look at it. A proposal, never a decision.
 */
export function suggestionFor(flags: readonly RowFlag[]): Suggestion {
  if (flags.some(({ kind, score }) => AGAINST_THE_PLACE.has(kind) || (kind === 'clouds' && score >= STARVED))) return { action: 'drop', classCode: null };
  const outvoted = flags.find(({ kind, other }) => kind === 'conflict' && other !== undefined);
  if (outvoted?.other !== undefined) return { action: 'fix', classCode: outvoted.other };
  const named = (kind: FlagKind): string | undefined => flags.find((flag) => flag.kind === kind && Number(flag.facts['otherShare']) >= OF_ONE_MIND)?.other;
  const [byMap, byNeighbours] = [named('som'), named('neighbours')];
  if (byMap !== undefined && byMap === byNeighbours) return { action: 'fix', classCode: byMap };
  return { action: 'look', classCode: byNeighbours ?? byMap ?? null };
}

/** Kinds that judge the class by the series; they vote together. */
const BY_SERIES: ReadonlySet<FlagKind> = new Set(['som', 'neighbours']);

/**
 * How doubtful a sample is, 0…1: the mean of the map's and the neighbours' scores (0 from the one that did not doubt it),
 * or the greatest of its other flags where that is more. So a sample that both doubt comes before one that a single
 * method is sure about.
 * @param voters how many of the two methods judged the samples
 */
export function overallScore(flags: readonly RowFlag[], voters: number): number {
  const votes = flags.filter(({ kind }) => BY_SERIES.has(kind)).reduce((sum, { score }) => sum + score, 0);
  return Math.max(votes / Math.max(1, voters), ...flags.filter(({ kind }) => !BY_SERIES.has(kind)).map(({ score }) => score));
}
