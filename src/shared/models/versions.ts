import type { Model } from '../records/learning.ts';

/** Models that are versions of one another, the newest first; the oldest is version 1. */
export interface Lineage {
  readonly versions: readonly { readonly version: number; readonly model: Model }[];
}

/**
 * Puts models together that were made for the same end: the same task and family, under the same title or on the same
 * samples. What was trained again is a new version beside the old ones, never in their place.
 * @returns the lineage with the newest model first
 */
export function lineagesOf(models: readonly Model[]): Lineage[] {
  const lineages: Model[][] = [];
  for (const model of models.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id))) {
    const own = lineages.find((others) => others.some((other) => isVersion(model, other)));
    if (own) own.push(model);
    else lineages.push([model]);
  }
  return lineages
    .map((ordered) => ({ versions: ordered.map((model, i) => ({ version: i + 1, model })).reverse() }))
    .sort((a, b) => newest(b).localeCompare(newest(a)));
}

/** The checksum of the samples that a model was trained on; null for a model that does not say. */
export function samplesHash({ card }: Model): string | null {
  const hash = card.provenance['samplesSha256'];
  return typeof hash === 'string' ? hash : null;
}

/** The sample set that a model was trained on, as it was called there. */
export function samplesName({ card, sampleSetId }: Model): string | null {
  const samples = card.provenance['samples'];
  return typeof samples === 'string' ? samples : sampleSetId;
}

function isVersion(a: Model, b: Model): boolean {
  if (a.card.task !== b.card.task || a.family !== b.family) return false;
  return a.title === b.title || (samplesName(a) !== null && samplesName(a) === samplesName(b));
}

function newest({ versions }: Lineage): string {
  return versions[0]?.model.createdAt ?? '';
}
