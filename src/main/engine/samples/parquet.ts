import type { SchemaElement } from 'hyparquet';
import { asyncBufferFromFile, parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { parquetWriteFile } from 'hyparquet-writer';
import { z } from 'zod';
import { appError, toAppError } from '../../../shared/errors/app-error.ts';
import { replaceAtomically } from '../workspace/atomic.ts';
import { SAMPLE_ATTRIBUTES, type SampleAttribute, type SampleTable } from './table.ts';

/** Key of the metadata that says bands and periods. */
const LAYOUT_KEY = 'furrow.samples';
const layoutSchema = z.object({ bands: z.array(z.string()).min(1), periods: z.array(z.object({ start: z.string(), end: z.string() })).min(1) });
/** Columns beside the series, with their Parquet types. */
const PLAIN = ['sample_id', 'class_code', 'group', 'split', 'x', 'y'] as const;
/** Columns that files of before did not have. */
const WEIGHT = 'weight';
const ATTRIBUTE_PREFIX = 'attr_';
const ATTRIBUTE_COLUMNS = new Map(SAMPLE_ATTRIBUTES.map((name): [string, SampleAttribute] => [`${ATTRIBUTE_PREFIX}${name}`, name]));
const ROW_GROUP = 100_000;

/** Name of the column of a band and period: `B04_t03`. */
export function seriesColumn(band: string, period: number): string {
  return `${band}_t${String(period).padStart(2, '0')}`;
}

/**
 * Writes a sample table as Parquet (Snappy), one row per sample, columns as the record `SampleSet` documents; the series
 * as uint16. The same table gives the same bytes.
 * @throws DISK_FULL, FILE_NOT_ALLOWED
 */
export async function writeSamples(path: string, table: SampleTable): Promise<void> {
  const columns = [
    { name: 'sample_id', data: [...table.ids] },
    { name: 'class_code', data: [...table.classes] },
    { name: 'group', data: [...table.groups] },
    { name: 'split', data: [...table.splits] },
    { name: 'x', data: table.x },
    { name: 'y', data: table.y },
    ...(table.weights.every((weight) => weight === 1) ? [] : [{ name: WEIGHT, data: table.weights }]),
    ...attributesOf(table),
    ...seriesOf(table),
  ];
  const schema: SchemaElement[] = [{ name: 'root', num_children: columns.length }, ...columns.map(({ name }) => schemaElement(name))];
  const kvMetadata = [{ key: LAYOUT_KEY, value: JSON.stringify(table.layout) }];
  await replaceAtomically(path, async (temporary) => {
    parquetWriteFile({ filename: temporary, columnData: columns, schema, kvMetadata, rowGroupSize: ROW_GROUP, createdBy: 'Furrow' });
    await Promise.resolve();
  });
}

function schemaElement(name: string): SchemaElement {
  if (name === 'x' || name === 'y' || name === WEIGHT) return { name, type: 'DOUBLE', repetition_type: 'REQUIRED' };
  if ((PLAIN as readonly string[]).includes(name)) return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' };
  if (ATTRIBUTE_COLUMNS.has(name)) return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' };
  return { name, type: 'INT32', converted_type: 'UINT_16', repetition_type: 'REQUIRED' };
}

/** Attributes in their fixed order, so that the same table gives the same bytes. */
function attributesOf({ attributes }: SampleTable): { name: string; data: (string | null)[] }[] {
  return SAMPLE_ATTRIBUTES.flatMap((name) => {
    const data = attributes.get(name);
    return data ? [{ name: `${ATTRIBUTE_PREFIX}${name}`, data: [...data] }] : [];
  });
}

function seriesOf({ layout, rows, series }: SampleTable): { name: string; data: Int32Array }[] {
  return layout.periods.flatMap((_, period) =>
    layout.bands.map((band, b) => {
      const plane = (period * layout.bands.length + b) * rows;
      return { name: seriesColumn(band, period), data: Int32Array.from(series.subarray(plane, plane + rows)) };
    }),
  );
}

/**
 * Reads a sample table that {@link writeSamples} wrote.
 * @throws FILE_NOT_FOUND, METADATA_INVALID, COLUMN_MISSING
 */
export async function readSamples(path: string): Promise<SampleTable> {
  try {
    const file = await asyncBufferFromFile(path);
    const metadata = await parquetMetadataAsync(file);
    const layout = layoutOf(path, metadata.key_value_metadata ?? []);
    const rows = Number(metadata.num_rows);
    const names = new Set(parquetSchema(metadata).children.map((child) => child.element.name));
    const planes = new Map(layout.periods.flatMap((_, period) => layout.bands.map((band, b): [string, number] => [seriesColumn(band, period), period * layout.bands.length + b])));
    const missing = [...PLAIN, ...planes.keys()].find((name) => !names.has(name));
    if (missing !== undefined) throw appError('COLUMN_MISSING', { file: path, column: missing, needed: `${PLAIN.join(', ')} and a column per band and period` });
    const plain: readonly string[] = [...PLAIN, ...[WEIGHT, ...ATTRIBUTE_COLUMNS.keys()].filter((name) => names.has(name))];
    const text = new Map<string, unknown[]>(plain.map((name) => [name, new Array<unknown>(rows)]));
    const series = new Uint16Array(layout.bands.length * layout.periods.length * rows);
    await parquetRead({
      file, metadata, compressors, columns: [...plain, ...planes.keys()],
      onChunk: ({ columnName, columnData, rowStart }) => {
        const plane = planes.get(columnName);
        if (plane !== undefined) series.set(columnData as ArrayLike<number>, plane * rows + rowStart);
        else for (let i = 0; i < columnData.length; i++) (text.get(columnName) ?? [])[rowStart + i] = columnData[i];
      },
    });
    const column = (name: string): unknown[] => text.get(name) ?? [];
    return {
      rows, layout, series,
      ids: column('sample_id').map(String),
      classes: column('class_code').map(String),
      groups: column('group').map(String),
      splits: column('split').map((split) => (split === 'test' ? 'test' : 'train')),
      x: Float64Array.from(column('x') as number[]),
      y: Float64Array.from(column('y') as number[]),
      weights: text.has(WEIGHT) ? Float64Array.from(column(WEIGHT) as number[]) : new Float64Array(rows).fill(1),
      attributes: new Map([...ATTRIBUTE_COLUMNS].flatMap(([column, name]): [SampleAttribute, (string | null)[]][] => {
        const values = text.get(column);
        return values ? [[name, Array.from(values, (value) => (typeof value === 'string' ? value : null))]] : [];
      })),
    };
  } catch (cause) {
    const typed = toAppError(cause, path);
    throw typed.code === 'INTERNAL' ? appError('METADATA_INVALID', { file: path, detail: cause instanceof Error ? cause.message : String(cause) }, { cause }) : typed;
  }
}

function layoutOf(path: string, metadata: readonly { readonly key: string; readonly value?: string }[]): SampleTable['layout'] {
  const value = metadata.find(({ key }) => key === LAYOUT_KEY)?.value;
  const parsed = layoutSchema.safeParse(value === undefined ? null : JSON.parse(value));
  if (!parsed.success) throw appError('METADATA_INVALID', { file: path, detail: 'it has no bands and periods: it is no sample set of Furrow' });
  return parsed.data;
}
