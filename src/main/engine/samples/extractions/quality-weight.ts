import type { Aspect, ExtractedSample } from '../../ingest/worldcereal-extraction/extraction-table.ts';

/** Data sets whose label is land cover alone: the last part of their `ref_id`. */
const LAND_COVER_ONLY = /_10[01]$/;
/** What the original calls a sample that looks like an error. */
const SUSPECT = 'candidate';

/**
 * How much a sample counts: quality / 100 × confidence that it is no outlier / 100, and 0 for a suspected anomaly
 * (DOMAIN.md B7). Data sets of land cover alone use that score for the crop too. What the file does not say counts as 100.
 * @param aspect score that is used; null gives 1
 */
export function qualityWeight({ dataset, quality, confidence, anomaly }: Pick<ExtractedSample, 'dataset' | 'quality' | 'confidence' | 'anomaly'>, aspect: Aspect | null): number {
  if (aspect === null) return 1;
  if (anomaly[aspect]?.toLowerCase() === SUSPECT) return 0;
  const landCoverOnly = aspect === 'croptype' && dataset !== null && LAND_COVER_ONLY.test(dataset);
  const score = landCoverOnly ? quality.landcover : quality[aspect];
  return ((score ?? 100) / 100) * ((confidence[aspect] ?? 100) / 100);
}
