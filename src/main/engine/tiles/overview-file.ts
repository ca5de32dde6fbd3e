import { readFileSync } from 'node:fs';
import { writeFileAtomic } from '../workspace/atomic.ts';
import type { Overview, OverviewLevel } from './overview.ts';

/** Changes with the form of the file: older files are built anew. */
const FORM = 2;

interface Header {
  readonly form: number;
  readonly detailZoom: number;
  readonly codes: Overview['codes'];
  readonly levels: readonly { readonly z: number; readonly cells: number }[];
}

/**
 * Writes an overview: length of the header (uint32, little-endian), the header as JSON padded to eight bytes, then for each level
 * its cells (float64) and codes (uint16, padded to eight bytes).
 */
export async function writeOverview(path: string, { detailZoom, codes, levels }: Overview): Promise<void> {
  const header: Header = { form: FORM, detailZoom, codes, levels: levels.map(({ z, cells }) => ({ z, cells: cells.length })) };
  const text = Buffer.from(JSON.stringify(header));
  const head = Buffer.alloc(padded(4 + text.length), ' ');
  head.writeUInt32LE(head.length - 4, 0);
  text.copy(head, 4);
  const parts = levels.flatMap(({ cells, codes: own }) => [bytesOf(cells), bytesOf(own), Buffer.alloc(padded(own.byteLength) - own.byteLength)]);
  await writeFileAtomic(path, Buffer.concat([head, ...parts]));
}

/** Reads what {@link writeOverview} wrote; null when there is none of this form. */
export function readOverview(path: string): Overview | null {
  try {
    const file = readFileSync(path);
    const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
    let at = 4 + file.readUInt32LE(0);
    const header = JSON.parse(file.toString('utf8', 4, at)) as Header;
    if (header.form !== FORM) return null;
    const levels: OverviewLevel[] = [];
    for (const { z, cells } of header.levels) {
      levels.push({ z, cells: new Float64Array(bytes, at, cells), codes: new Uint16Array(bytes, at + cells * 8, cells) });
      at += cells * 8 + padded(cells * 2);
    }
    return { detailZoom: header.detailZoom, codes: header.codes, levels };
  } catch {
    // Not there yet, or damaged: it holds nothing that cannot be built again.
    return null;
  }
}

const padded = (length: number): number => Math.ceil(length / 8) * 8;

function bytesOf(array: Float64Array | Uint16Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}
