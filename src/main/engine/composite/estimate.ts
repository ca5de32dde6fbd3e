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
 * Pixels per second of one core (2.6 GHz, COGs in DEFLATE with predictor): reading, masking and reducing in windows 84
 * million, writing COGs with overviews 41 million, both measured on `npm run bench composite-job` and taken a little
 * lower here; decoding JP2 7.7 million; warping 9 million.
 */
const RATE = { window: 75e6, jp2: 7e6, warp: 9e6, write: 37e6 } as const;
/** Bytes per second of one core for checksums of what is read and written. */
const CHECKSUM_RATE = 1e9;
/** A worker with GDAL loaded and its block cache. */
const WORKER_MB = 220;
/** DEFLATE with predictor on reflectance. */
const COMPRESSED = 0.75;
/** Starting the workers, and the record at the end. */
const START_SECONDS = 1.5;

/** Time, disk and memory of a composite. */
export function estimateComposite(work: CompositeWork): Estimate {
  const readBytes = Math.round((work.windowReads + work.jp2Reads + work.warpReads) * 2 * COMPRESSED);
  const core = work.windowReads / RATE.window + work.jp2Reads / RATE.jp2 + work.warpReads / RATE.warp + work.written / RATE.write + readBytes / CHECKSUM_RATE;
  return {
    seconds: START_SECONDS + core / work.workers,
    diskBytes: Math.round(work.written * 2 * COMPRESSED * 1.33 + work.keptBytes + work.scratchBytes),
    memoryMB: Math.round(work.workers * (WORKER_MB + work.windowBytes / 1e6)),
    readBytes,
    processor: 'CPU',
    workers: work.workers,
  };
}
