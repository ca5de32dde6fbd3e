import type { Estimate } from '../../../shared/job/job.ts';

/** What a composite will do, in pixels of the target grid unless said otherwise. */
export interface CompositeWork {
  /** Pixels that windows read: scenes × bands × pixels. */
  readonly windowReads: number;
  /** Pixels that are decoded from JP2 and brought over. */
  readonly jp2Reads: number;
  /** Pixels of other sources that are warped. */
  readonly warpReads: number;
  /** Pixels of all composites, bands and counts. */
  readonly written: number;
  /** Bytes of observations kept. */
  readonly keptBytes: number;
  /** Bytes of scratch files that go when the job is done. */
  readonly scratchBytes: number;
  /** Bytes of one window's series and stack. */
  readonly windowBytes: number;
  readonly workers: number;
}

/**
 * Pixels per second of one core, measured on the engine's own tests (2.6 GHz, DEFLATE with predictor): reading and
 * reducing, decoding JP2, warping, writing COGs with overviews.
 */
const RATE = { window: 55e6, jp2: 6e6, warp: 12e6, write: 22e6 } as const;
/** A worker with GDAL loaded and its block cache. */
const WORKER_MB = 220;
/** DEFLATE with predictor on reflectance. */
const COMPRESSED = 0.75;
const START_SECONDS = 0.5;

/** Time, disk and memory of a composite. */
export function estimateComposite(work: CompositeWork): Estimate {
  const core = work.windowReads / RATE.window + work.jp2Reads / RATE.jp2 + work.warpReads / RATE.warp + work.written / RATE.write;
  return {
    seconds: START_SECONDS + core / work.workers,
    diskBytes: Math.round(work.written * 2 * COMPRESSED * 1.33 + work.keptBytes + work.scratchBytes),
    memoryMB: Math.round(work.workers * (WORKER_MB + work.windowBytes / 1e6)),
    readBytes: Math.round((work.windowReads + work.jp2Reads + work.warpReads) * 2 * COMPRESSED),
    processor: 'CPU',
    workers: work.workers,
  };
}
