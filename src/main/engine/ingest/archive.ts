import { stat } from 'node:fs/promises';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { appError } from '../../../shared/errors/app-error.ts';

/** What an archive may hold; a real product stays far below. */
export const ARCHIVE_LIMITS = {
  entries: 100_000,
  /** Bytes of all files unpacked. */
  totalBytes: 64 * 1024 ** 3,
  /** Unpacked ÷ packed of one file, where it is large; imagery stays below 20. */
  ratio: 200,
  /** Below this size the ratio does not matter: a small file of zeros packs well. */
  ratioFromBytes: 32 * 1024 ** 2,
} as const;

/** A file inside an archive. */
export interface ArchiveEntry {
  /** Path with forward slashes. */
  readonly name: string;
  readonly bytes: number;
}

/**
 * Lists a zip archive after checking that nothing in it may harm: names that climb out, more or larger files than any
 * product has, files packed into each other's bytes, encryption.
 * @throws ARCHIVE_UNSAFE, ARCHIVE_DAMAGED, FILE_NOT_FOUND
 */
export async function listArchive(path: string): Promise<ArchiveEntry[]> {
  const archiveBytes = (await stat(path)).size;
  const entries: ArchiveEntry[] = [];
  const total = { unpacked: 0, packed: 0 };
  await walk(path, (entry) => {
    checkEntry(path, entry);
    total.unpacked += entry.uncompressedSize;
    total.packed += entry.compressedSize;
    if (total.unpacked > ARCHIVE_LIMITS.totalBytes) throw unsafe(path, 'its files unpack to more than 64 GB');
    if (total.packed > archiveBytes) throw unsafe(path, 'its files share the same bytes');
    if (!entry.fileName.endsWith('/')) entries.push({ name: entry.fileName, bytes: entry.uncompressedSize });
    if (entries.length > ARCHIVE_LIMITS.entries) throw unsafe(path, `it holds more than ${ARCHIVE_LIMITS.entries} files`);
    return false;
  });
  return entries;
}

/**
 * Reads one small file of an archive as UTF-8.
 * @throws ARCHIVE_DAMAGED, METADATA_MISSING when it is not there, METADATA_INVALID when it is larger than `limitBytes`
 */
export async function readArchiveText(path: string, name: string, limitBytes: number): Promise<string> {
  let text: string | null = null;
  await walk(path, async (entry, zip) => {
    if (entry.fileName !== name) return false;
    checkEntry(path, entry);
    if (entry.uncompressedSize > limitBytes) throw appError('METADATA_INVALID', { file: `${path}/${name}`, detail: `it is larger than ${limitBytes} bytes` });
    text = (await readEntry(zip, entry)).toString('utf8');
    return true;
  });
  if (text === null) throw appError('METADATA_MISSING', { file: path, what: name, remedy: 'Fetch the archive again.' });
  return text;
}

/**
 * Reads files of an archive into memory.
 * @param names entries to read; one that the archive lacks is left out
 * @param limitBytes most that they may have together, unpacked
 * @throws ARCHIVE_UNSAFE when they are larger, ARCHIVE_DAMAGED
 */
export async function readArchiveFiles(path: string, names: readonly string[], limitBytes: number): Promise<Map<string, Uint8Array>> {
  const wanted = new Set(names);
  const files = new Map<string, Uint8Array>();
  let total = 0;
  await walk(path, async (entry, zip) => {
    if (!wanted.has(entry.fileName)) return false;
    checkEntry(path, entry);
    total += entry.uncompressedSize;
    if (total > limitBytes) throw unsafe(path, `“${entry.fileName}” is larger than the ${limitBytes} bytes it may have`);
    files.set(entry.fileName, await readEntry(zip, entry));
    return files.size === wanted.size;
  });
  return files;
}

function checkEntry(path: string, entry: Entry): void {
  const name = entry.fileName;
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name) || name.split(/[/\\]/).includes('..')) throw unsafe(path, `“${name}” points outside of it`);
  if (entry.isEncrypted()) throw unsafe(path, `“${name}” is encrypted`);
  const { uncompressedSize, compressedSize } = entry;
  if (uncompressedSize >= ARCHIVE_LIMITS.ratioFromBytes && uncompressedSize > compressedSize * ARCHIVE_LIMITS.ratio) throw unsafe(path, `“${name}” unpacks to ${uncompressedSize} bytes from ${compressedSize}`);
}

/** Visits the entries in order until `visit` says that it has seen enough. */
async function walk(path: string, visit: (entry: Entry, zip: ZipFile) => boolean | Promise<boolean>): Promise<void> {
  const zip = await open(path);
  try {
    await new Promise<void>((resolve, reject) => {
      zip.on('entry', (entry: Entry) => {
        Promise.resolve()
          .then(() => visit(entry, zip))
          .then((enough) => (enough ? resolve() : zip.readEntry()))
          .catch((cause: Error) => reject(cause.name === 'AppError' ? cause : failure(path, cause)));
      });
      zip.on('end', () => resolve());
      zip.on('error', (cause: Error) => reject(failure(path, cause)));
      zip.readEntry();
    });
  } finally {
    zip.close();
  }
}

function open(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (cause, zip) => (cause ? reject(failure(path, cause)) : resolve(zip)));
  });
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    zip.openReadStream(entry, (cause, stream) => {
      if (cause) return reject(cause);
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => resolve());
      stream.on('error', reject);
    });
  });
  return Buffer.concat(chunks);
}

/** yauzl checks names itself and tells it as any other error. */
function failure(path: string, cause: Error): Error {
  if (/invalid relative path|absolute path|invalid characters in fileName/i.test(cause.message)) return appError('ARCHIVE_UNSAFE', { file: path, detail: cause.message }, { cause });
  if ('code' in cause && cause.code === 'ENOENT') return appError('FILE_NOT_FOUND', { file: path }, { cause });
  return appError('ARCHIVE_DAMAGED', { file: path, detail: cause.message }, { cause });
}

function unsafe(path: string, detail: string): Error {
  return appError('ARCHIVE_UNSAFE', { file: path, detail });
}
