import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { appError, toAppError } from '../../../shared/errors/app-error.ts';

/** A Parquet file that was opened: its top-level columns and key-value metadata. */
export interface ParquetFile {
  readonly path: string;
  readonly rows: number;
  readonly columns: readonly string[];
  /** Key-value metadata, such as `geo`. */
  readonly metadata: ReadonlyMap<string, string>;
  /**
   * Row objects of some columns. Byte arrays stay bytes (WKB is not decoded), 64-bit integers become numbers, times Dates.
   * @throws METADATA_INVALID
   */
  read(columns: readonly string[], rowStart: number, rowEnd: number): Promise<Record<string, unknown>[]>;
}

/** Opens a local Parquet file. @throws FILE_NOT_FOUND, METADATA_INVALID */
export async function openParquet(path: string): Promise<ParquetFile> {
  try {
    const file = await asyncBufferFromFile(path);
    const metadata = await parquetMetadataAsync(file);
    return {
      path,
      rows: Number(metadata.num_rows),
      columns: parquetSchema(metadata).children.map((child) => child.element.name),
      metadata: new Map((metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? ''])),
      async read(columns, rowStart, rowEnd) {
        try {
          const rows = await parquetReadObjects({ file, metadata, columns: [...columns], rowStart, rowEnd, compressors, utf8: false, parsers: RAW_GEOMETRY });
          return rows.map(withNumbers);
        } catch (cause) {
          throw parquetError(path, cause);
        }
      },
    };
  } catch (cause) {
    throw parquetError(path, cause);
  }
}

/** hyparquet would turn WKB into GeoJSON objects; GDAL reads the bytes. */
const RAW_GEOMETRY = {
  geometryFromBytes: (bytes: Uint8Array) => bytes,
  geographyFromBytes: (bytes: Uint8Array) => bytes,
};

function withNumbers(row: Record<string, unknown>): Record<string, unknown> {
  for (const [key, value] of Object.entries(row)) if (typeof value === 'bigint') row[key] = Number(value);
  return row;
}

function parquetError(path: string, cause: unknown): Error {
  const typed = toAppError(cause, path);
  return typed.code === 'INTERNAL' ? appError('METADATA_INVALID', { file: path, detail: cause instanceof Error ? cause.message : String(cause) }, { cause }) : typed;
}
