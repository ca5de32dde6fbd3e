import { create } from 'zustand';
import type { ParcelFilter, ParcelSort, PARCEL_OPERATORS } from '../../../shared/contract/parcels.ts';
import { typedOperand } from './columns.ts';

export type Operator = (typeof PARCEL_OPERATORS)[number];

/** A condition as it is typed. */
export interface TypedCondition {
  readonly column: string;
  readonly op: Operator;
  readonly text: string;
}

/** Which rows: all, those in the view of the map, or those that are chosen. */
export type Extent = 'all' | 'view' | 'chosen';

interface Choices {
  /** Record of the parcels; null takes the first. */
  readonly set: string | null;
  /** Words sought in every column; nothing while conditions are given. */
  readonly words: string;
  readonly conditions: readonly TypedCondition[];
  readonly sort: ParcelSort | null;
  readonly extent: Extent;
  /** Names of the columns shown, by record; what is absent is as at first. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
}

interface TableChoices extends Choices {
  readonly change: (change: Partial<Choices>) => void;
}

/** How the table is set up; it stays so while the panel is closed. */
export const useTableChoices = create<TableChoices>()((set) => ({
  set: null,
  words: '',
  conditions: [],
  sort: null,
  extent: 'all',
  columns: {},
  change: (change) => {
    set(change);
  },
}));

const NEEDS_NOTHING: readonly Operator[] = ['empty', 'filled'];

/** True when the condition says enough to be asked. */
export function isComplete({ op, text }: TypedCondition): boolean {
  return NEEDS_NOTHING.includes(op) || text.trim() !== '';
}

/** What the engine is asked: the complete conditions, else the words. */
export function filterOf({ words, conditions }: Pick<Choices, 'words' | 'conditions'>): ParcelFilter {
  const complete = conditions.filter(isComplete);
  if (complete.length === 0) return words.trim();
  return complete.map(({ column, op, text }) => ({ column, op, value: operandOf(column, op, text) }));
}

function operandOf(column: string, op: Operator, text: string): string | number | (string | number)[] | null {
  if (NEEDS_NOTHING.includes(op)) return null;
  if (op === 'in') return text.split(/[;\n]/).map((part) => part.trim()).filter((part) => part !== '').map((part) => typedOperand(column, part));
  return typedOperand(column, text.trim());
}

/** The next way to sort when a column's head is pressed: up, down, as it was. */
export function nextSort(sort: ParcelSort | null, column: string): ParcelSort | null {
  if (sort?.column !== column) return { column, direction: 'ascending' };
  return sort.direction === 'ascending' ? { column, direction: 'descending' } : null;
}
