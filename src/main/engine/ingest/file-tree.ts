import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { appError } from '../../../shared/errors/app-error.ts';
import { listArchive, readArchiveText } from './archive.ts';

/** The files of a product that is a folder or a zip archive, read in place. */
export interface FileTree {
  /** Absolute path of the folder or archive. */
  readonly root: string;
  /** Its name, without `.zip`. */
  readonly name: string;
  /** Paths below the root with forward slashes, sorted. */
  readonly files: readonly string[];
  /** Text of a small file. @throws METADATA_INVALID when it is larger than `limitBytes` */
  readText(file: string, limitBytes: number): Promise<string>;
  /** The path by which GDAL opens a file of the tree. */
  rasterPath(file: string): string;
}

const MAX_FILES = 100_000;

/** The tree of a folder or of a `.zip`. @throws ARCHIVE_UNSAFE, ARCHIVE_DAMAGED, FILE_NOT_FOUND */
export async function fileTree(path: string): Promise<FileTree> {
  return /\.zip$/i.test(path) ? archiveTree(path) : folderTree(path);
}

async function folderTree(root: string): Promise<FileTree> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  if (entries.length > MAX_FILES) throw appError('METADATA_INVALID', { file: root, detail: `it holds more than ${MAX_FILES} files` });
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  return {
    root,
    name: basename(root),
    files,
    readText: (file, limitBytes) => readSmallText(join(root, file), limitBytes),
    rasterPath: (file) => join(root, file),
  };
}

async function archiveTree(root: string): Promise<FileTree> {
  const entries = await listArchive(root);
  return {
    root,
    name: basename(root).replace(/\.zip$/i, ''),
    files: entries.map((entry) => entry.name).sort(),
    readText: (file, limitBytes) => readArchiveText(root, file, limitBytes),
    rasterPath: (file) => `/vsizip/{${root}}/${file}`,
  };
}

/** Reads a file of at most `limitBytes` as UTF-8. @throws METADATA_INVALID when it is larger */
export async function readSmallText(path: string, limitBytes: number): Promise<string> {
  const { size } = await stat(path);
  if (size > limitBytes) throw appError('METADATA_INVALID', { file: path, detail: `it is larger than ${limitBytes} bytes` });
  return readFile(path, 'utf8');
}
