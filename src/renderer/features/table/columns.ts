import type { ParcelCell, ParcelColumn } from '../../../shared/contract/parcels.ts';

/** A column as the table shows it. */
export interface TableColumn extends ParcelColumn {
  /** Key of its title; null where its own name is its title. */
  readonly title: string | null;
  /** CSS pixels. */
  readonly width: number;
  /** Shown before anyone chose. */
  readonly first: boolean;
}

const OWN_TITLES: Readonly<Record<string, string>> = { fid: 'table.fid', source_id: 'table.source-id', code: 'table.code', label: 'table.label', area_m2: 'table.area' };
/** Columns of the source that are shown at first; the rest is one click away. */
const SOURCE_COLUMNS = 8;
const SQUARE_METRES = 10_000;
const WIDTHS = { text: 150, integer: 92, real: 104, other: 120 } as const;

/** All columns, Furrow's own first. Its id column leads, since every answer carries it. */
export function tableColumns(columns: readonly ParcelColumn[]): TableColumn[] {
  const fid: ParcelColumn = { name: 'fid', type: 'integer', origin: 'furrow' };
  const own = [fid, ...columns.filter(({ name, origin }) => origin === 'furrow' && name !== 'fid')];
  const source = columns.filter(({ origin }) => origin === 'source');
  return [
    ...own.map((column) => ({ ...column, title: OWN_TITLES[column.name] ?? null, width: widthOf(column), first: true })),
    ...source.map((column, index) => ({ ...column, title: null, width: widthOf(column), first: index < SOURCE_COLUMNS })),
  ];
}

function widthOf({ name, type }: ParcelColumn): number {
  if (name === 'fid') return 72;
  if (name === 'label') return 190;
  if (name === 'area_m2') return 124;
  return Math.max(WIDTHS[type], Math.min(220, 28 + name.length * 8));
}

/** True for what is written to the right, digit under digit. */
export function isNumeric({ name, type }: Pick<TableColumn, 'name' | 'type'>): boolean {
  return (type === 'integer' || type === 'real') && name !== 'code';
}

/** A cell in the words of a language: hectares for the area, identifiers as they are. */
export function cellText(column: Pick<TableColumn, 'name' | 'type'>, value: ParcelCell, language: string): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (column.name === 'area_m2') return new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value / SQUARE_METRES);
  // Whole numbers may be codes and years: their digits are not grouped.
  return new Intl.NumberFormat(language, { useGrouping: column.type === 'real', maximumFractionDigits: 6 }).format(value);
}

/** What is typed for a column as the engine wants it: the area is typed in hectares and kept in square metres. */
export function typedOperand(column: string, text: string): string | number {
  if (column !== 'area_m2') return text;
  const hectares = Number(text.trim().replace(/\s/g, '').replace(',', '.'));
  return Number.isFinite(hectares) && text.trim() !== '' ? hectares * SQUARE_METRES : text;
}
