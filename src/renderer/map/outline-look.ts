/** Metres per pixel up to which outlines are drawn as the style says (about 1 : 20 000), and from which they are faintest. */
const FULL = 6;
const FAINTEST = 60;
/** Share of width and opacity that is left from afar. */
const LEAST_WIDTH = 0.35;
const LEAST_OPACITY = 0.18;

/** How much of an outline is drawn: shares of its width and of its opacity, 0…1. */
export interface OutlineLook {
  readonly width: number;
  readonly opacity: number;
}

/**
 * Outlines of parcels fade with the scale: where they lie closer than their width they would only darken the map. In
 * steps, so that styles can be kept.
 * @param resolution metres per pixel
 */
export function outlineLook(resolution: number): OutlineLook {
  const share = Math.log(resolution / FULL) / Math.log(FAINTEST / FULL);
  const step = Math.round(Math.min(1, Math.max(0, share)) * 8) / 8;
  return { width: 1 - step * (1 - LEAST_WIDTH), opacity: 1 - step * (1 - LEAST_OPACITY) };
}
