import { appError } from '../../../../shared/errors/app-error.ts';
import { type Grid, gridBounds } from '../../../../shared/geo/grid.ts';
import { type Message, message } from '../../../../shared/messages/message.ts';
import type { Band } from './granule.ts';
import type { TileMetadata } from './metadata.ts';

/**
 * Bands of one granule must lie on the same ground in the same CRS, and those of one resolution have the same size.
 * @throws CRS_MISSING, METADATA_INVALID when CRSs differ, BAND_SIZE
 */
export function checkBandsAgree(product: string, bands: readonly Band[]): void {
  const located = bands.map(({ file, facts }) => {
    if (!facts.grid) throw appError('CRS_MISSING', { file: facts.path });
    return { file, grid: facts.grid };
  });
  const first = located[0];
  if (!first) return;
  const sizes = new Map<number | null, (typeof located)[number]>();
  for (const band of located) {
    if (band.grid.crs !== first.grid.crs) throw appError('METADATA_INVALID', { file: product, detail: `${band.file.band} is in ${band.grid.crs}, ${first.file.band} in ${first.grid.crs}` });
    const peer = sizes.get(band.file.resolution) ?? band;
    sizes.set(band.file.resolution, peer);
    const sameSize = band.file.resolution === null || (band.grid.width === peer.grid.width && band.grid.height === peer.grid.height);
    const reference = sameSize ? first : peer;
    if (!sameSize || !sameGround(band.grid, first.grid)) throw appError('BAND_SIZE', { file: product, band: band.file.band, found: sizeText(band.grid), expected: `${sizeText(reference.grid)} as ${reference.file.band}` });
  }
}

/** Same bounds up to one pixel of the coarser. */
function sameGround(a: Grid, b: Grid): boolean {
  const tolerance = Math.max(Math.abs(a.affine[1]), Math.abs(b.affine[1]));
  const other = gridBounds(b);
  return gridBounds(a).every((value, i) => Math.abs(value - (other[i] ?? NaN)) <= tolerance);
}

/** Words for rasters whose size or CRS is not what the granule's metadata say. */
export function sizeWarnings(bands: readonly Band[], tile: TileMetadata | null): Message[] {
  if (!tile) return [];
  const wrong = bands.flatMap(({ file, facts }) => {
    const expected = file.resolution === null ? undefined : tile.sizes.get(file.resolution);
    return expected && (expected[0] !== facts.width || expected[1] !== facts.height) ? [{ file, facts, expected }] : [];
  });
  const crs = bands[0]?.facts.crs;
  const warnings = tile.crs && crs && tile.crs !== crs ? [message('RASTERS_ELSEWHERE', { found: crs, told: tile.crs })] : [];
  const [example] = wrong;
  if (!example) return warnings;
  const { file, facts, expected } = example;
  const which = wrong.length === bands.length ? message('ALL_BANDS') : wrong.map((band) => band.file.band);
  return [...warnings, message('RASTERS_OF_OTHER_SIZE', { which, band: file.band, found: `${facts.width} × ${facts.height}`, expected: `${expected[0]} × ${expected[1]}` })];
}

function sizeText(grid: Grid): string {
  return `${grid.width} × ${grid.height}`;
}
